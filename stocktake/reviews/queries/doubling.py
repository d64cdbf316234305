"""Reads of double reviews: the plan, who has one, and both readings laid side by side without names."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q
from django.utils.crypto import salted_hmac

from stocktake.core.thread import NotTheirs, Person
from stocktake.evidence.queries import PointerView, QuoteView
from stocktake.reviews import models
from stocktake.reviews.domain import doubles, seeing
from stocktake.reviews.domain.doubles import AgreedItem, DoubleState
from stocktake.reviews.domain.judgements import Said
from stocktake.reviews.domain.states import CONSOLIDATING, EXTREMES, FIRST, ReviewState
from stocktake.reviews.domain.twice import PlanState
from stocktake.reviews.queries.reading import judgements, views_of
from stocktake.reviews.queries.states import double_states, plan_state
from stocktake.reviews.queries.views import JudgementView, Review

A, B = "A", "B"


@dataclass(frozen=True, slots=True, kw_only=True)
class Double:
    """A double review as a list or a page knows it. `yours`: the letter of the reader's own."""

    id: str
    state: DoubleState
    ref: str
    stratum_label: str
    may_consolidate: bool
    yours: str = ""

    @property
    def agreed(self) -> bool:
        return self.state.status == doubles.AGREED

    @property
    def url(self) -> str:
        return f"/doubles/{self.id}/"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What one reading says of one item, and what that rests on."""

    said: Said
    evidence: tuple[QuoteView | PointerView, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SideBySide:
    """One item in both readings; `agreed` once that stands."""

    item: str
    label: str
    a: Reading
    b: Reading
    agreed: Said | None = None
    note: str = ""

    @property
    def pair(self) -> AgreedItem:
        return AgreedItem(first=self.a.said, second=self.b.said, agreed=self.agreed or self.a.said)

    @property
    def steps(self) -> int | None:
        return self.pair.steps

    @property
    def differs(self) -> bool:
        return self.pair.differs


def plan(round_id: str) -> PlanState | None:
    """The plan of double reviews of a round, or None where none was made."""
    row = models.DoublePlan.objects.filter(round_id=round_id).first()
    return plan_state(row) if row else None


def asks_for_a_second(state: ReviewState, grade: str) -> bool:
    """Whether a review with this grade of the whole is read a second time before it is shared."""
    if state.double or state.single or grade not in EXTREMES:
        return False
    made = plan(state.round)
    return made is not None and made.extremes


def other_reader(state: ReviewState) -> str | None:
    """Who else reads the case of a double review that is not consolidated yet."""
    if not state.double or state.agreed:
        return None
    rows = models.Review.objects.filter(double=state.double).exclude(reading=state.reading)
    return rows.values_list("reviewer", flat=True).first()


def doubles_of(round_id: str, to: Person) -> tuple[Double, ...]:
    """The double reviews of a round, for those who plan and consolidate them."""
    rows = models.DoubleReview.objects.filter(round_id=round_id)
    return _views(rows.exclude(status=doubles.ENDED), to)


def doubles_visible_to(person: Person) -> tuple[Double, ...]:
    """Those that this person can open now; equals `domain.doubles.may_see` one by one."""
    rows = models.DoubleReview.objects.exclude(status=doubles.ENDED)
    return tuple(d for d in _views(rows, person) if doubles.may_see(d.state, person))


def double(key: str, to: Person) -> Double:
    """One double review. Raises NotTheirs where it is not this person's to see now."""
    found = _views(models.DoubleReview.objects.filter(key=key), to)
    if not found or not doubles.may_see(found[0].state, to):
        raise NotTheirs
    return found[0]


def double_state(key: str) -> DoubleState:
    """One double review as the rules see it. Raises KeyError."""
    return double_states(models.DoubleReview.objects.filter(key=key))[key]


def waits_for_a_second(round_id: str) -> tuple[Review, ...]:
    """Reviews submitted for a second reading that nobody has been given yet."""
    rows = models.Review.objects.filter(
        round_id=round_id, status=CONSOLIDATING, double="", withdrawn=""
    )
    return views_of(rows)


def may_read(review: Review, to: Person) -> bool:
    """Whether what a visible review says is this person's to read; `domain.seeing.may_read`."""
    readers = double_state(review.state.double).readers if review.state.double else ()
    return seeing.may_read(review.state, to, readers)


def side_by_side_of(found: Double) -> tuple[SideBySide, ...]:
    """Both readings by item in the order of the form, lettered so that nobody learns whose is whose."""
    state, swapped = found.state, first_letter(found.id) == B
    first = {j.said.item: j for j in judgements(state.first)}
    second = {j.said.item: j for j in judgements(state.second)}
    agreed = {i.item: i for i in state.items}
    rows = []
    for item, one in first.items():
        if item not in second:
            continue
        stands = agreed.get(item)
        mine = Reading(said=stands.first if stands else one.said, evidence=_own(one, second[item]))
        other = Reading(said=second[item].said, evidence=second[item].evidence)
        a, b = (other, mine) if swapped else (mine, other)
        rows.append(
            SideBySide(
                item=item,
                label=one.said.label,
                a=a,
                b=b,
                agreed=stands.agreed if stands else None,
                note=stands.note if stands else "",
            )
        )
    return tuple(rows)


def first_letter(key: str) -> str:
    """The letter of the first reading: chance as far as anybody outside this home can tell."""
    odd = int(salted_hmac("double review", key).hexdigest()[:8], 16) % 2
    return B if odd else A


def _own(first: JudgementView, second: JudgementView) -> tuple[QuoteView | PointerView, ...]:
    """What the first reading rested on: the agreed judgement rests on the evidence of both."""
    theirs = {e.ref for e in second.evidence}
    return tuple(e for e in first.evidence if e.ref not in theirs)


def _views(rows: Iterable[models.DoubleReview], to: Person) -> tuple[Double, ...]:
    states = double_states(rows)
    firsts = {r.id: r for r in _reviews([s.first for s in states.values()])}
    found = [
        Double(
            id=key,
            state=state,
            ref=firsts[state.first].ref,
            stratum_label=firsts[state.first].stratum_label,
            may_consolidate=doubles.barred(state, to) is None,
            yours=_yours(key, state, to),
        )
        for key, state in states.items()
    ]
    return tuple(sorted(found, key=lambda d: (d.agreed, int(d.id))))


def _yours(key: str, state: DoubleState, to: Person) -> str:
    if to.id not in state.readers:
        return ""
    first = first_letter(key)
    return first if state.readers[FIRST - 1] == to.id else {A: B, B: A}[first]


def _reviews(ids: list[str]) -> tuple[Review, ...]:
    return views_of(models.Review.objects.filter(Q(key__in=ids)))
