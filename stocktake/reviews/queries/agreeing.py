"""How far two readers of one case agree, item by item; and one reviewer's own grades beside what was
agreed, which are theirs to see first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from stocktake.core.agreement import Agreement, agreement
from stocktake.core.capacity import Capacity
from stocktake.core.thread import Person
from stocktake.people import queries as people
from stocktake.record import clock
from stocktake.reviews.domain import doubles
from stocktake.reviews.domain.consistency import (
    Compared,
    Counts,
    counts,
    open_to_others,
    warning,
)
from stocktake.reviews.domain.doubles import AgreedItem, DoubleState
from stocktake.reviews.domain.judgements import OVERALL, SCALE
from stocktake.reviews.domain.states import FIRST
from stocktake.reviews.models import ConsistencyView, DoubleReview
from stocktake.reviews.queries.states import double_states


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemAgreement:
    """One item over the cases that two people read."""

    item: str
    label: str
    figures: Agreement
    left_out: int  # cases in which one of the two did not grade it


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundAgreement:
    """Every item, and all of them together (whose intervals would be too narrow, so it has none)."""

    cases: int
    items: tuple[ItemAgreement, ...]
    whole: Agreement


@dataclass(frozen=True, slots=True, kw_only=True)
class Consistency:
    """One reviewer's grades beside what was agreed."""

    name: str
    cases: int
    whole: Counts
    items: tuple[Counts, ...]
    warning: str
    apart: tuple[tuple[str, Compared], ...]  # case and what differed, for talking about


@dataclass(frozen=True, slots=True, kw_only=True)
class OthersFigures:
    """What the QA manager sees of one reviewer; None until they have seen it, or on that day."""

    name: str
    figures: Consistency | None
    waits: int  # double reviews whose figures are the reviewer's alone for now


def round_agreement(round_id: str) -> RoundAgreement:
    """Agreement over the consolidated double reviews of a round."""
    states = list(_agreed(round_id).values())
    every = [item for state in states for item in state.items]
    labels = {i.item: i.label for i in every}
    found = [
        _item(key, label, [i for i in every if i.item == key]) for key, label in labels.items()
    ]
    found.sort(key=lambda i: i.item == OVERALL)
    return RoundAgreement(
        cases=len(states),
        items=tuple(f for f in found if f.figures.cases or f.left_out),
        whole=_figures([i for i in every if i.item != OVERALL]),
    )


def own_consistency(person: Person, *, round_id: str = "") -> Consistency:
    """One's own grades beside what was agreed, over every double review one belonged to."""
    return _consistency(person.id, _of(person.id, round_id))


def unseen_doubles(person: Person) -> tuple[str, ...]:
    """The double reviews whose figures this reviewer has not looked at yet."""
    seen = _seen(person.id)
    return tuple(key for key in _of(person.id, "") if key not in seen)


def others_consistency(round_id: str) -> tuple[OthersFigures, ...]:
    """Reviewers by name, never by figure, each as far as they have seen it themselves."""
    today = clock.today()
    found = []
    for card in people.holders(Capacity.REVIEWER, today):
        own = _of(card.id, round_id)
        if not own:
            continue
        seen = _seen(card.id)
        open_ = {k: s for k, s in own.items() if open_to_others(_day(s), k in seen, today)}
        figures = _consistency(card.id, open_) if open_ else None
        found.append(OthersFigures(name=card.name, figures=figures, waits=len(own) - len(open_)))
    return tuple(sorted(found, key=lambda f: f.name))


def _agreed(round_id: str) -> dict[str, DoubleState]:
    rows = DoubleReview.objects.filter(status=doubles.AGREED)
    return double_states(rows.filter(round_id=round_id) if round_id else rows)


def _of(person_id: str, round_id: str) -> dict[str, DoubleState]:
    return {k: s for k, s in _agreed(round_id).items() if person_id in s.readers}


def _seen(person_id: str) -> frozenset[str]:
    row = ConsistencyView.objects.filter(person=person_id).first()
    return frozenset(row.doubles) if row else frozenset()


def _day(state: DoubleState) -> date:
    assert state.at is not None
    return clock.local(state.at).date()


def _item(key: str, label: str, items: Sequence[AgreedItem]) -> ItemAgreement:
    one_only = sum((i.first.grade in SCALE) != (i.second.grade in SCALE) for i in items)
    return ItemAgreement(item=key, label=label, figures=_figures(items), left_out=one_only)


def _figures(items: Sequence[AgreedItem]) -> Agreement:
    ratings = [[i.first.grade or None, i.second.grade or None] for i in items]
    return agreement(ratings, levels=SCALE)


def _consistency(person_id: str, states: dict[str, DoubleState]) -> Consistency:
    compared = [(s, c) for s in states.values() for c in _compared(s, person_id)]
    by_item: dict[str, list[Compared]] = {}
    for _, one in compared:
        by_item.setdefault(one.label, []).append(one)
    every = [c for _, c in compared]
    return Consistency(
        name=people.card(person_id).name,
        cases=len(states),
        whole=counts("All themes", every),
        items=tuple(counts(label, found) for label, found in by_item.items()),
        warning=warning(len(every), len(states)),
        apart=tuple((s.case, c) for s, c in compared if c.steps),
    )


def _compared(state: DoubleState, person_id: str) -> list[Compared]:
    first = state.readers[FIRST - 1] == person_id
    found = []
    for i in state.items:
        own = i.first if first else i.second
        if i.item != OVERALL and own.grade in SCALE and i.agreed.grade in SCALE:
            found.append(Compared(item=i.item, label=i.label, own=own.grade, agreed=i.agreed.grade))
    return found
