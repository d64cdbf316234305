"""A case read by two, for tests: Owen first, Prue second, Nadia to bring both together."""

from collections.abc import Sequence

from stocktake.core.thread import Person
from stocktake.reviews import acts, queries
from stocktake.reviews.acts import Choice, Declaration
from tests.cast import AT
from tests.review_desk import Cast, answered_form, reading_by

REF = "TH-1022"


def doubled(cast: Cast, ref: str = REF) -> tuple[str, str]:
    """Owen is reading, Prue begins to; neither sees the other. Both reviews' ids."""
    first = reading_by(cast, ref)
    second = acts.begin_double(
        case_id=cast.cases[ref], reviewer_id=cast.prue.id, by=cast.nadia, at=AT
    )
    acts.declare_conflicts(declarations={second: Declaration(conflict="none")}, by=cast.prue, at=AT)
    acts.start_reading(review_id=second, by=cast.prue, at=AT)
    return first, second


def read_to_the_end(
    cast: Cast, key: str, by: Person, *, weak: Sequence[str] = (), talks: bool = True
) -> None:
    """Judged, ready and, unless it rests on the record alone, discussed by one reader."""
    answered_form(key, by, weak=weak)
    acts.mark_ready(review_id=key, by=by, at=AT)
    if not talks:
        return
    acts.record_discussion(
        review_id=key, held_on=AT.date(), mode="video", attendees=["Kit"], by=by, at=AT
    )


def both_in(cast: Cast, *, weak: Sequence[str] = ("visits",)) -> tuple[str, str]:
    """Both have submitted; the second found what is in `weak` to be less than good."""
    first, second = doubled(cast)
    read_to_the_end(cast, first, cast.owen)
    read_to_the_end(cast, second, cast.prue, weak=weak)
    acts.submit_reading(review_id=first, by=cast.owen, at=AT)
    acts.submit_reading(review_id=second, by=cast.prue, at=AT)
    return first, second


def double_of(first: str) -> str:
    return queries.review(first).state.double


def agreed(cast: Cast) -> tuple[str, str]:
    """Nadia takes the second reader's words on visits and says why."""
    first, second = both_in(cast)
    acts.agree(
        double_id=double_of(first),
        choices={"visits": Choice(words=2, note="The dates of the visits bear it out.")},
        note="Both agree but on visits.",
        by=cast.nadia,
        at=AT,
    )
    return first, second
