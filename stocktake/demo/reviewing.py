"""One review by the acts that its people use: read, quote, judge, discuss, share, reply, finalise."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction

from stocktake.core.thread import Person
from stocktake.demo import cast
from stocktake.demo.answers import Sheet, sheet
from stocktake.demo.passages import Records
from stocktake.demo.practice.saying import one_of, read, stream_for, words_for
from stocktake.demo.thornmere.story import Story
from stocktake.demo.timing import Day
from stocktake.evidence import acts as evidence
from stocktake.frameworks import queries as frameworks
from stocktake.reviews import acts, queries
from stocktake.reviews.acts import Answer, Decision, Declaration
from stocktake.rounds.domain.values import SampledCase

SAFE = (
    "[Seen on the last visit and at school in the same week; nothing read or heard suggests harm that is not being dealt with|The last three notes and the discussion agree: the risks are known and acted on|The network met this month and the plan is being kept to].",
    "[Read to the last day of the window and asked in the discussion|From the record and the worker's account, which fit together]: [no harm that is not known and worked with|the adults around the {child} know what to do].",
)
CHAIRS = Declaration(
    conflict="safeguard",
    relation="Chairs the board that receives the findings of these reviews.",
    safeguard="Ada takes the chair for items that rest on them.",
)


@dataclass
class Review:
    """A review under way: who reads it, and the story behind the record."""

    id: str
    case: SampledCase
    reviewer: Person
    story: Story
    records: Records
    safety: tuple[str, str] | None = None
    voice: str = ""
    shift: Mapping[str, str] = field(default_factory=dict)

    def sheet(self) -> Sheet:
        form = frameworks.form(queries.review(self.id, to=self.reviewer).state.form)
        return sheet(
            self.story, form, self.safety or self._safe(), voice=self.voice, shift=self.shift
        )

    def _safe(self) -> tuple[str, str]:
        rng = stream_for("safe", self.case.child_id, self.story.season.key)
        return "yes", one_of(list(SAFE), words_for(self.story.age), rng)


def allocate(
    cases: Sequence[SampledCase], reviewer: str, records: Records, at: datetime
) -> list[Review]:
    """Nadia allocates these cases to a reviewer."""
    person = cast.who(reviewer)
    ids = acts.allocate(
        case_ids=[c.id for c in cases], reviewer_id=person.id, by=cast.who("nadia.qa"), at=at
    )
    return [
        Review(key, case, person, records.story(case.child_id), records)
        for key, case in zip(ids, cases, strict=True)
    ]


def declare(reviews: Sequence[Review], at: datetime, blocking: Mapping[str, str] = {}) -> None:
    """The reviewer declares for all of them; `blocking`: reference and what the link is."""
    chair = reviews[0].reviewer.id == cast.who("prue.chair").id
    usual = CHAIRS if chair else Declaration(conflict="none")
    declarations = {
        r.id: Declaration(conflict="blocking", relation=blocking[r.case.ref])
        if r.case.ref in blocking
        else usual
        for r in reviews
    }
    acts.declare_conflicts(declarations=declarations, by=reviews[0].reviewer, at=at)


def begin(review: Review, at: datetime, *, share_read: float = 1.0) -> None:
    """Open the desk and read the notes, all of them or a part."""
    acts.start_reading(review_id=review.id, by=review.reviewer, at=at)
    notes = review.records.note_ids(review.case.child_id)
    evidence.mark_all_read(
        case_id=review.case.id,
        note_ids=notes[: int(len(notes) * share_read)],
        by=review.reviewer,
        at=at,
    )


def judge(review: Review, at: datetime, *, items: int | None = None) -> Sheet:
    """Quote and write: every item, or only the first few of a review still being read."""
    written = review.sheet()
    chosen = list(written.read)[:items]
    deep = review.case.depth == "in depth"
    with transaction.atomic():
        for item in chosen:
            if not written.read[item].get("left_out"):
                quote(review, item, 2 if deep and item != "practitioners" else 1, at)
        answers = {item: written.read[item] for item in chosen}
        acts.save_answers(review_id=review.id, answers=answers, by=review.reviewer, at=at)
    return written


def ready(review: Review, at: datetime) -> Sheet:
    """Everything read and judged from the record."""
    written = judge(review, at)
    acts.mark_ready(review_id=review.id, by=review.reviewer, at=at)
    return written


def discuss(review: Review, written: Sheet, held_on: date, at: datetime) -> None:
    """The discussion with worker and manager, and what it changes in the form."""
    rng = stream_for("mode", review.case.id)
    manager = review.story.words["manager"]
    acts.record_discussion(
        review_id=review.id,
        held_on=held_on,
        mode=rng.choice(("video", "video", "in person")),
        attendees=[review.case.worker_name, manager],
        notes=written.notes,
        points=written.points,
        by=review.reviewer,
        at=at,
    )
    acts.save_answers(review_id=review.id, answers=written.discussed, by=review.reviewer, at=at)


def share(review: Review, at: datetime) -> None:
    acts.share(review_id=review.id, by=review.reviewer, at=at)


def finish(review: Review, at: datetime) -> None:
    acts.finalise(review_id=review.id, by=review.reviewer, at=at)


def reply(review: Review, day: Day) -> None:
    """How the worker and the manager answer: in writing where they have accounts, else in a
    feedback meeting, or not at all."""
    rng = stream_for("reply", review.case.child_id, review.story.season.key)
    worker, manager = cast.who("sam.sw"), cast.who("tess.tm")
    if review.case.worker_id in worker.worker_ids:
        answers = _answers(review)
        acts.submit_response(
            review_id=review.id, role="worker", answers=answers, by=worker, at=day.next()
        )
        _manager(review, manager, day)
    elif review.case.team in manager.teams:
        _manager(review, manager, day)
    elif rng.random() < 0.8:
        _meeting(review, day)


def _manager(review: Review, manager: Person, day: Day) -> None:
    rng = stream_for("manager", review.case.child_id, review.story.season.key)
    words = one_of(list(read("answering")["manager"]), words_for(review.story.age), rng)
    acts.submit_response(
        review_id=review.id,
        role="manager",
        answers={},
        comment=words,
        agrees=True,
        by=manager,
        at=day.next(),
    )


def _meeting(review: Review, day: Day) -> None:
    at = day.next(7)
    acts.record_feedback(
        review_id=review.id,
        held_on=at.date(),
        mode="video",
        attendees=[review.case.worker_name, review.story.words["manager"]],
        answers=_answers(review),
        by=review.reviewer,
        at=at,
    )


def _answers(review: Review) -> dict[str, Answer]:
    """A stance for each finding: mostly accepted, some clarified, few challenged."""
    found = {}
    slots = words_for(review.story.age)
    for judgement in queries.judgements(review.id):
        if not judgement.said.is_finding:
            continue
        key = (review.case.child_id, review.story.season.key, judgement.said.item)
        rng = stream_for("stance", *key)
        stance = rng.choices(("accept", "clarify", "challenge"), weights=(72, 19, 9))[0]
        words = one_of(list(read("answering")[stance]), slots, rng)
        found[judgement.id] = Answer(stance=stance, words=words)
    return found


def decide(review: Review, at: datetime) -> None:
    """The reviewer answers what was clarified or challenged: kept or changed, with a reason."""
    decisions: dict[str, Decision] = {}
    for judgement in queries.judgements(review.id):
        stances = {r.stance for r in judgement.replies}
        if not stances & {"clarify", "challenge"}:
            continue
        key = (review.case.child_id, review.story.season.key, judgement.said.item)
        rng = stream_for("decide", *key)
        change = "challenge" in stances and rng.random() < 0.45
        kind = "changed" if change else "kept" if "challenge" in stances else "clarified"
        reason = one_of(list(read("answering")[kind]), words_for(review.story.age), rng)
        better = {"inadequate": "requires_improvement", "requires_improvement": "good"}
        raised = better.get(judgement.said.grade)
        changes = {"grade": raised} if change and raised else None
        decisions[judgement.id] = Decision(reason=reason, changes=changes)
    if decisions:
        acts.answer_replies(review_id=review.id, decisions=decisions, by=review.reviewer, at=at)
    _settle(review, at)


def _settle(review: Review, at: datetime) -> None:
    """What the reviewer kept against a challenge goes to Nadia, who has read none of the cases."""
    decisions = {}
    for judgement in queries.judgements(review.id):
        if judgement.to_second:
            key = (review.case.child_id, review.story.season.key, judgement.said.item)
            rng, frames = stream_for("second", *key), list(read("answering")["upheld"])
            reason = one_of(frames, words_for(review.story.age), rng)
            decisions[judgement.id] = Decision(reason=reason)
    if decisions:
        nadia = cast.who("nadia.qa")
        acts.decide_challenges(review_id=review.id, decisions=decisions, by=nadia, at=at)


def quote(review: Review, item: str, wanted: int, at: datetime, *, telling: str = "") -> None:
    """So many passages that tell of the item, or of something else, put to it in the form."""
    for passage in review.records.passages(review.case.child_id, telling or item, wanted):
        evidence.quote(
            case_id=review.case.id,
            note_id=passage.note_id,
            start=passage.start,
            end=passage.end,
            exact=passage.exact,
            item=item,
            by=review.reviewer,
            at=at,
        )
