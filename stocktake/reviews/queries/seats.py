"""The seats of a round as allocation sees them: filled, open, and who is barred from each."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from stocktake.people import queries as people
from stocktake.record.queries import entries_of
from stocktake.reviews import models
from stocktake.reviews.domain.states import FIRST, SECOND
from stocktake.reviews.queries.doubling import plan
from stocktake.reviews.queries.views import Review
from stocktake.rounds import queries as rounds
from stocktake.rounds.domain.allocation import Reviewer, Seat
from stocktake.rounds.domain.values import Round, SampledCase
from stocktake.rounds.queries import ReviewerOf

OWN_CASE = "works on this case or manages the team"
EARLIER_LINK = "has declared a link that rules it out"
HAD_IT = "had it before"
NOT_NAMED = "is not the reviewer named for this record"


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundSeats:
    """Every seat of a round; reviewer by seat where it is filled; the review that waits in a seat
    for another reviewer; and everybody who may review.
    """

    seats: tuple[Seat, ...]
    given: Mapping[str, str]
    waiting: Mapping[str, str]
    cases: Mapping[str, SampledCase]  # by seat
    who: tuple[ReviewerOf, ...]

    @property
    def reviewers(self) -> tuple[Reviewer, ...]:
        return tuple(r.as_allocated for r in self.who)

    @property
    def open(self) -> tuple[Seat, ...]:
        return tuple(s for s in self.seats if s.id not in self.given)


def seats_of(of: Round) -> RoundSeats:
    """The seats of a round's cases, those planned for a second reading twice."""
    rows = [*models.Review.objects.filter(round_id=of.id, withdrawn="")]
    held = {(r.case_id, r.strand, r.reading): r for r in rows}
    planned = plan(of.id)
    twice = {*(planned.cases if planned else ()), *(r.case_id for r in rows if r.reading == SECOND)}
    cases = rounds.cases(of.id)
    who = rounds.reviewers_of(of)
    barred = _barred(cases, rows, [r.card.id for r in who])
    seats, given, waiting, at = [], {}, {}, {}
    for case in cases:
        for place, reading in _places(case, case.id in twice):
            seat = _seat(place, reading, barred.get(case.id, {}), own=place.strand == case.strand)
            seats.append(seat)
            at[seat.id] = place
            row = held.get((case.id, place.strand, reading))
            if row is not None and row.needs_reassigning:
                waiting[seat.id] = row.key
            elif row is not None:
                given[seat.id] = row.reviewer
    return RoundSeats(
        seats=tuple(seats),
        given=given,
        waiting=waiting,
        cases=at,
        who=who,
    )


def to_allocate(cases: Iterable[SampledCase], reviews: Iterable[Review]) -> tuple[SampledCase, ...]:
    """Each case once for every strand that has no review of it yet."""
    taken = {(r.case_id, r.state.strand) for r in reviews if not r.state.withdrawn}
    return tuple(p for c in cases for p in c.places if (p.id, p.strand) not in taken)


def _places(case: SampledCase, twice: bool) -> list[tuple[SampledCase, int]]:
    """A first reading in every strand; a second one in the strand that has the case by itself."""
    own, *others = case.places
    second = [(own, SECOND)] if twice else []
    return [(own, FIRST), *second, *((place, FIRST) for place in others)]


def _seat(case: SampledCase, reading: int, barred: Mapping[str, str], *, own: bool) -> Seat:
    """The seat of a further strand is named by what its name hashes to: fields are named by it."""
    other = "" if own else f"also-{hashlib.sha256(case.strand.encode()).hexdigest()[:8]}-"
    return Seat(
        id=f"seat-{case.id}-{other}{reading}",
        case=case.id,
        ref=case.ref,
        stratum=case.stratum,
        depth=case.depth,
        strand=case.strand,
        worker=case.worker_id,
        team=case.team,
        barred=barred,
        by_depth=rounds.hours().by_depth,
    )


def _barred(
    cases: Iterable[SampledCase], rows: Iterable[models.Review], who: Sequence[str]
) -> dict[str, dict[str, str]]:
    """By case, who cannot review it and why: its own people, whoever declared so before, and where
    a record is routed to one reviewer everybody else.
    """
    found: dict[str, dict[str, str]] = {}
    links = _declared_links()
    listed = list(cases)
    workers = people.worker_accounts(case.worker_id for case in listed)
    managers = people.managers_of_teams(case.team for case in listed)
    for case in listed:
        parties = (workers.get(case.worker_id), managers.get(case.team))
        own = {card.id: OWN_CASE for card in parties if card}
        others = [p for p in who if case.routed_to and p != case.routed_to]
        found[case.id] = {
            **dict.fromkeys(others, NOT_NAMED),
            **dict.fromkeys(links.get(case.child_id, ()), EARLIER_LINK),
            **own,
        }
    for row in rows:
        for earlier in row.earlier:
            found[row.case_id].setdefault(earlier, HAD_IT)
    return found


def _declared_links() -> dict[str, set[str]]:
    """By child, the reviewers who once declared a blocking link, in whatever round."""
    said = [
        (entry.subject_id, entry.person)
        for entry in entries_of(["conflict.declared"])
        if entry.said and entry.said.get("conflict") == "blocking"
    ]
    children = dict(
        models.Review.objects.filter(key__in={key for key, _ in said}).values_list(
            "key", "child_id"
        )
    )
    found: dict[str, set[str]] = {}
    for key, person in said:
        if child := children.get(key):
            found.setdefault(child, set()).add(person)
    return found
