"""Reads of reviews: which are a person's to see, and what stands in them."""

from collections import Counter
from collections.abc import Iterable
from datetime import date

from django.db.models import F, Q, QuerySet

from stocktake.core.capacity import Capacity
from stocktake.core.once import once
from stocktake.core.strata import Stratum
from stocktake.core.thread import NotTheirs, Person
from stocktake.evidence import queries as evidence
from stocktake.people import queries as people
from stocktake.record import clock
from stocktake.reviews import models
from stocktake.reviews.domain.judgements import OVERALL, Said
from stocktake.reviews.domain.states import (
    ANSWERED,
    COULD_NOT_REPLY,
    FIRST,
    OPEN_TO_PARTIES,
    SAID,
    SHARED,
    ReviewState,
)
from stocktake.reviews.queries.states import judgement_states, replies_to, states_of
from stocktake.reviews.queries.views import (
    CommentView,
    DiscussionView,
    GradeRow,
    JudgementRow,
    JudgementView,
    ReplyView,
    Review,
    VersionView,
)


def visible_to(person: Person) -> QuerySet[models.Review]:
    """The reviews that exist for this person; equals `domain.seeing.may_see` review by review."""
    none = Q(pk__in=[])
    own, pair, on_own = none, none, models.Review.objects.none()
    if person.holds(Capacity.REVIEWER):
        own = Q(reviewer=person.id, needs_reassigning=False, withdrawn="")
        mine = models.Review.objects.filter(own)
        pair = Q(double__in=mine.exclude(double="").values("double"))
        on_own = mine.exclude(status__in=SAID)
    others = _by_right(person)
    hidden = Q(case_id__in=on_own.values("case_id"))
    for case_id, whose in people.blindness(person, clock.now()).items():
        hidden |= Q(case_id=case_id, reviewer__in=whose)
    return models.Review.objects.filter(own | ((others | pair) & ~hidden))


def reviews_visible_to(person: Person, *, round_id: str = "") -> tuple[Review, ...]:
    """Reviews by stratum and reference."""
    rows = visible_to(person)
    return views_of(rows.filter(round_id=round_id) if round_id else rows)


def review(review_id: str, *, to: Person | None = None) -> Review:
    """One review. Raises NotTheirs where it is not `to`'s to see, KeyError where there is none."""
    return once(("review", review_id, to.id if to else ""), lambda: _review(review_id, to))


def _review(review_id: str, to: Person | None) -> Review:
    rows = visible_to(to) if to else models.Review.objects.all()
    found = views_of(rows.filter(key=review_id))
    if not found:
        raise NotTheirs if to else KeyError(review_id)
    return found[0]


def reviews_of(round_id: str) -> tuple[Review, ...]:
    """Every review of a round, for counts in rooms that show no narrative; a case that two people
    read counts once, by its first reading."""
    return views_of(models.Review.objects.filter(round_id=round_id, reading=FIRST))


def unreplied(today: date, until: date) -> dict[str, ReviewState]:
    """Shared reviews whose day to reply by falls in the days given and of which nobody was reminded.

    For the ticker, which tells those who may reply and reads nothing.
    """
    rows = models.Review.objects.filter(
        status__in=(SHARED, ANSWERED), reply_by__range=(today, until)
    )
    return states_of(rows.exclude(reminded=F("reply_by")))


def views_of(rows: Iterable[models.Review]) -> tuple[Review, ...]:
    states = states_of(rows)
    names = people.cards({s.reviewer for s in states.values()})
    today = clock.today()
    found = [
        Review(id=key, state=s, reviewer_name=names[s.reviewer].name, today=today)
        for key, s in states.items()
    ]
    return tuple(sorted(found, key=lambda r: (_order(r.state), r.ref, int(r.id))))


def judgements(review_id: str) -> tuple[JudgementView, ...]:
    """The judgements of a review in the order of its form, the grade of the whole last."""
    rows = list(models.Judgement.objects.filter(review_id=review_id).order_by("place"))
    states = judgement_states(rows)
    replies = replies_to(states)
    refs = {ref for s in states.values() for ref in s.refs}
    refs |= {ref for rs in replies.values() for r in rs for ref in r.evidence}
    resting = evidence.resting(refs)
    names = people.cards(
        {r.person for rs in replies.values() for r in rs} | {s.second_by for s in states.values()}
    )
    shown: list[JudgementView] = []
    for row in rows:
        state = states[row.key]
        shown.append(
            JudgementView(
                id=row.key,
                entry=row.entry,
                status=state.status,
                said=state.said,
                evidence=tuple(resting[r] for r in state.refs if r in resting),
                discussion_refs=tuple(r for r in state.refs if r.startswith("discussion:")),
                replies=tuple(
                    ReplyView(
                        role=r.role,
                        by=names[r.person].name_and_job,
                        at=r.at,
                        stance=r.stance,
                        words=r.words,
                        evidence=tuple(resting[e] for e in r.evidence if e in resting),
                        entry=r.entry,
                    )
                    for r in replies.get(row.key, ())
                ),
                reason=state.reason,
                second=state.second,
                second_by=names[state.second_by].name_and_job if state.second_by else "",
            )
        )
    return tuple(sorted(shown, key=lambda j: j.said.item == OVERALL))


def evidence_refs(review_id: str) -> tuple[str, ...]:
    """What the judgements of a review rest on, in the order of its form."""
    rows = models.Judgement.objects.filter(review_id=review_id).order_by("place")
    return tuple(ref for refs in rows.values_list("refs", flat=True) for ref in refs)


def finalised_judgements(round_id: str) -> tuple[JudgementRow, ...]:
    """Every judgement under a theme in the finalised reviews of a round."""
    reviews = {r.key: r for r in _live(round_id).filter(status="finalised")}
    rows = list(models.Judgement.objects.filter(review_id__in=reviews).order_by("pk"))
    rows.sort(key=lambda j: (int(j.review_id), j.place))
    replies = replies_to([row.key for row in rows])
    found = []
    for row in rows:
        if row.said["item"] == OVERALL:
            continue
        found.append(_row(row, reviews[row.review_id], replies.get(row.key, [])))
    return tuple(found)


def grades(round_id: str) -> tuple[GradeRow, ...]:
    """The grade of the whole of every review of a round; "" until it is shared."""
    rows = list(_live(round_id))
    given = models.Judgement.objects.filter(review_id__in=[r.key for r in rows], said__item=OVERALL)
    known = dict(given.values_list("review_id", "grade"))
    return tuple(
        GradeRow(
            review_id=row.key,
            stratum=row.stratum,
            depth=row.depth,
            grade=known.get(row.key, "") if row.status in OPEN_TO_PARTIES else "",
            status=row.status,
        )
        for row in rows
    )


def discussions(case_id: str, to: Person) -> tuple[DiscussionView, ...]:
    """The discussions of a case that this person may read, oldest first: not what somebody
    recorded whose work on the case is hidden from them."""
    hidden = people.hidden_work(to, case_id)
    rows = models.Discussion.objects.filter(case_id=case_id).exclude(recorded_by__in=hidden)
    return tuple(_discussion(row) for row in rows.order_by("held_on", "pk"))


def discussion(discussion_id: str) -> DiscussionView:
    """One discussion. Raises KeyError."""
    row = models.Discussion.objects.filter(key=discussion_id).first()
    if row is None:
        raise KeyError(discussion_id)
    return _discussion(row)


def _discussion(row: models.Discussion) -> DiscussionView:
    return DiscussionView(
        id=row.key,
        held_on=row.held_on,
        mode=row.mode,
        attendees=tuple(row.attendees),
        notes=row.notes,
        points={item: text for item, text in row.points},  # noqa: C416 - pairs come as lists
        recorded_by=people.card(row.recorded_by).name,
    )


def versions(review_id: str) -> tuple[VersionView, ...]:
    """The review as shown, first version first."""
    rows = models.SharedVersion.objects.filter(review_id=review_id).order_by("number")
    return tuple(
        VersionView(number=r.number, at=r.at, digest=r.digest, shown=r.content) for r in rows
    )


def comments(review_id: str) -> tuple[CommentView, ...]:
    """What the parties said to the review as a whole."""
    rows = list(models.Comment.objects.filter(review_id=review_id).order_by("pk"))
    names = people.cards({r.person for r in rows})
    return tuple(
        CommentView(
            role=r.role, by=names[r.person].name_and_job, at=r.at, agrees=r.agrees, words=r.words
        )
        for r in rows
    )


def judged_counts(review_ids: Iterable[str]) -> Counter[str]:
    """How many items each review has judged."""
    rows = models.Judgement.objects.filter(review_id__in=[*review_ids])
    return Counter(rows.values_list("review_id", flat=True))


def _by_right(person: Person) -> Q:
    """Reviews that are theirs to see by what they hold, blindness apart."""
    if person.holds(Capacity.QA_MANAGER, Capacity.BOARD_CHAIR):
        return ~Q(pk__in=[])
    shown = Q(status__in=OPEN_TO_PARTIES, withdrawn="")
    if person.holds(Capacity.HEAD_OF_SERVICE, Capacity.ASSISTANT_DIRECTOR):
        return shown
    theirs = Q(pk__in=[])
    if person.holds(Capacity.WORKER):
        theirs |= Q(worker_id__in=person.worker_ids - {""})
    if person.holds(Capacity.TEAM_MANAGER):
        theirs |= Q(team__in=person.teams - {""}) | Q(manager=person.id)
    return shown & theirs


def _live(round_id: str) -> QuerySet[models.Review]:
    return models.Review.objects.filter(round_id=round_id, withdrawn="", reading=FIRST)


def _order(state: ReviewState) -> int:
    return [*Stratum].index(Stratum(state.stratum))


def _row(row: models.Judgement, of: models.Review, replies: list[models.Reply]) -> JudgementRow:
    said = Said(**row.said)
    stances = {r.role: r.stance for r in replies}
    return JudgementRow(
        id=row.key,
        entry=row.entry,
        review_id=row.review_id,
        case_id=of.case_id,
        ref=of.ref,
        stratum=of.stratum,
        depth=of.depth,
        theme=said.theme,
        item=said.item,
        grade=said.grade,
        record_depth=said.record_depth,
        discussion_depth=said.discussion_depth,
        working=said.working,
        develop=said.develop,
        system=said.system,
        left_out=said.left_out,
        changed_after_challenge=row.status == "changed",
        answerable=of.outcome != COULD_NOT_REPLY,
        reply=stances.get("worker") or stances.get("meeting") or stances.get("manager") or "",
    )
