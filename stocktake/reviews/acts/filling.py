"""Filling the seats of a round as proposed and adjusted: new reviews, returned ones, second readings."""

from collections.abc import Mapping
from datetime import datetime

from stocktake.core.thread import Person, Refused
from stocktake.reviews.acts.allocating import allocate_each, reassign
from stocktake.reviews.acts.doubling import begin_double
from stocktake.reviews.domain.states import SECOND
from stocktake.reviews.queries import seats_of
from stocktake.rounds import queries as rounds
from stocktake.rounds.domain.allocation import breaches

RETURNED = "Its reviewer declared a conflict of interest."


def fill_seats(*, round_id: str, given: Mapping[str, str], by: Person, at: datetime) -> int:
    """Give each of these open seats to its reviewer; return how many. `given`: reviewer by seat.

    All first readings are allocated together or not at all; second readings and returned reviews
    follow one by one, each a whole act. What would break a rule is refused before anything is done.
    """
    of = rounds.round_to(round_id, to=by)
    found = seats_of(of)
    if taken := [s.ref for s in found.seats if s.id in given and s.id in found.given]:
        raise Refused(f"{taken[0]} was given to somebody meanwhile. Look at the allocation again.")
    if not given:
        raise Refused("Choose a reviewer for at least one case.")
    if wrong := breaches(found.seats, found.reviewers, {**found.given, **given}):
        raise Refused(wrong[0])
    seats = [s for s in found.seats if s.id in given]
    new = [s for s in seats if s.id not in found.waiting]
    first = [s for s in new if not s.id.endswith(f"-{SECOND}")]
    if first:
        allocate_each(given=[(found.cases[s.id].place, given[s.id]) for s in first], by=by, at=at)
    for seat in seats:
        if key := found.waiting.get(seat.id):
            reassign(review_id=key, reviewer_id=given[seat.id], reason=RETURNED, by=by, at=at)
        elif seat not in first:
            begin_double(case_id=seat.case, reviewer_id=given[seat.id], by=by, at=at)
    return len(seats)
