"""Opening, rating and closing calibration cases; and saying that one has seen one's own figures."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from stocktake.core.capacity import Capacity
from stocktake.core.thread import Person, Refused
from stocktake.people import queries as people
from stocktake.record import clock
from stocktake.record.door import Move, next_number, perform
from stocktake.reviews.acts import notices
from stocktake.reviews.acts.drafting import Save, keep_page
from stocktake.reviews.acts.kinds_aside import CALIBRATION, CONSISTENCY
from stocktake.reviews.domain.calibrations import (
    CloseCalibration,
    OpenCalibration,
    RateCalibration,
    Rating,
    Reference,
)
from stocktake.reviews.domain.consistency import SeeConsistency
from stocktake.reviews.queries import DraftView, calibration, unseen_doubles

RATING = "rating"
TO_RATE = "There is a calibration case to rate before you read. It takes about 15 minutes, and nobody sees your rating before everybody has given theirs."
CLOSED = "A calibration case is closed: you can see what everybody rated, without names, beside the reference."


def open_calibration(
    *,
    round_id: str,
    title: str,
    text: str,
    reference: Sequence[Reference],
    required: bool = True,
    by: Person,
    at: datetime,
) -> str:
    """Put a calibration case before every reviewer; return its id."""
    key = next_number("calibration")
    act = OpenCalibration(
        round=round_id,
        title=title.strip(),
        text=text.strip(),
        reference=tuple(reference),
        required=required,
    )
    reviewers = [card.id for card in people.holders(Capacity.REVIEWER, clock.today())]
    told = notices.notice(reviewers, f"calibration:{key}", TO_RATE, f"/calibrations/{key}/")
    move = Move(kind=CALIBRATION, id=key, act=act, rests_on=(f"round:{round_id}",), outbox=told)
    perform([move], by=by, at=at)
    return key


def rate_calibration(
    *, calibration_id: str, ratings: Mapping[str, tuple[str, str]], by: Person, at: datetime
) -> None:
    """Rate it once, alone. `ratings`: item, and the grade with why."""
    calibration(calibration_id, to=by)
    said = tuple(Rating(item=i, grade=g, why=w.strip()) for i, (g, w) in ratings.items() if g)
    move = Move(
        kind=CALIBRATION,
        id=calibration_id,
        act=RateCalibration(ratings=said),
        concerns=(f"person:{by.id}",),
    )
    perform([move], by=by, at=at)


def keep_calibration(*, calibration_id: str, save: Save, by: Person, at: datetime) -> DraftView:
    """Keep a rating that is not given yet; its author's alone."""
    if calibration(calibration_id, to=by).mine:
        raise Refused("You have rated this case already, and your rating stands as it was.")
    return keep_page(f"calibration:{calibration_id}", RATING, save, by=by, at=at)


def close_calibration(*, calibration_id: str, learnt: str = "", by: Person, at: datetime) -> None:
    """Show everybody what was rated, without names."""
    state = calibration(calibration_id, to=by).state
    url = f"/calibrations/{calibration_id}/"
    told = notices.notice(state.rated, f"calibration:{calibration_id}", CLOSED, url)
    act = CloseCalibration(learnt=learnt.strip())
    perform([Move(kind=CALIBRATION, id=calibration_id, act=act, outbox=told)], by=by, at=at)


def see_consistency(*, by: Person, at: datetime) -> None:
    """Say that one has looked at one's own figures as they stand now."""
    act = SeeConsistency(person=by.id, doubles=unseen_doubles(by))
    perform([Move(kind=CONSISTENCY, id=by.id, act=act)], by=by, at=at)
