"""Two cases of the matrix's world that Owen and Rae both read: one still blind, one submitted by both."""

from stocktake.core.thread import Person
from stocktake.reviews import acts
from stocktake.reviews.acts import Declaration
from stocktake.reviews.domain.calibrations import Reference
from stocktake.reviews.queries import review
from tests import review_desk as desk
from tests.cast import AT
from tests.matrix_world import World, canary

BLIND, BOTH_IN = "TH-1070", "TH-1071"


def read_twice(world: World) -> None:
    """Rae has submitted the blind one and Owen has not; of the other, both have."""
    _calibrated(world)
    owen, rae = world.cast.owen, world.who["other reviewer"]
    for ref in (BLIND, BOTH_IN):
        first = desk.reading_by(world.cast, ref)
        second = acts.begin_double(
            case_id=world.cast.cases[ref], reviewer_id=rae.id, by=world.cast.nadia, at=AT
        )
        acts.declare_conflicts(declarations={second: Declaration(conflict="none")}, by=rae, at=AT)
        acts.start_reading(review_id=second, by=rae, at=AT)
        kind = "blind" if ref == BLIND else "paired"
        _submitted(second, rae, f"other {kind} reading")
        if ref == BOTH_IN:
            _submitted(first, owen, f"own {kind} reading")
        else:
            _judged(first, owen, f"own {kind} reading")
        _added(world, ref, first, second)


def _calibrated(world: World) -> None:
    """A calibration case that Rae has rated and Owen has not."""
    reference = Reference(item="visits", label="Visits", grade="good", why=canary("reference"))
    key = acts.open_calibration(
        round_id=world.cast.round_id, title="The corner house", text="Marlow is eight.",
        reference=[reference], required=False, by=world.cast.nadia, at=AT,
    )  # fmt: skip
    rae = world.who["other reviewer"]
    ratings = {"visits": ("good", canary("calibration rating"))}
    acts.rate_calibration(calibration_id=key, ratings=ratings, by=rae, at=AT)
    world.add("own", "calibration", calibration_id=key)


def _judged(key: str, by: Person, words: str) -> None:
    desk.answered_form(key, by, weak=("visits",))
    told = {"visits": {"develop": f"{canary(words)} needs work."}}
    acts.save_answers(review_id=key, answers=told, by=by, at=AT)


def _submitted(key: str, by: Person, words: str) -> None:
    _judged(key, by, words)
    acts.mark_ready(review_id=key, by=by, at=AT)
    acts.record_discussion(
        review_id=key, held_on=AT.date(), mode="video", attendees=["Sam"],
        notes=f"{canary(words)} was told.", by=by, at=AT,
    )  # fmt: skip
    acts.submit_reading(review_id=key, by=by, at=AT)


def _added(world: World, ref: str, first: str, second: str) -> None:
    words = "blind review" if ref == BLIND else "submitted review"
    key = review(first).state.double
    for side, mine in (("own", first), ("other", second)):
        world.add(side, words, review_id=mine)
        world.add(side, "double being read" if ref == BLIND else "double", double_id=key)
