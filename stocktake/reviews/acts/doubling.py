"""Two readings of one case: planned, begun, submitted blind, or given up."""

from datetime import datetime

from stocktake.core.capacity import Capacity
from stocktake.core.thread import Earlier, NotTheirs, Outgoing, Person, Refused
from stocktake.people import acts as people_acts
from stocktake.people import queries as people
from stocktake.record import clock
from stocktake.record.door import Move, next_number, perform, why_not
from stocktake.reviews.acts import notices
from stocktake.reviews.acts.allocating import (
    allocation,
    opened_moves,
    refuse_twice,
    review_move,
    sampled,
)
from stocktake.reviews.acts.judging import (
    Sheet,
    asides,
    evidence_moves,
    revisions,
    safety_moves,
    sheet_move,
)
from stocktake.reviews.acts.kinds import DOUBLE, DOUBLE_PLAN, REVIEW
from stocktake.reviews.domain import doubles, twice
from stocktake.reviews.domain.acts import (
    JoinDouble,
    ReadOnce,
    SubmitReading,
    Withdraw,
)
from stocktake.reviews.domain.doubles import (
    BeginDouble,
    DoubleState,
    EndDouble,
)
from stocktake.reviews.domain.states import CONSOLIDATING, SUBMITTED
from stocktake.reviews.queries import (
    Review,
    double_state,
    judgements,
    plan,
    review,
    reviews_of,
)
from stocktake.rounds import queries as rounds
from stocktake.rounds.domain.values import SampledCase

SECOND_READING = "One of your reviews is read by a second reviewer as well. Neither of you sees the other's work until both have submitted."
BOTH_IN = (
    "Both readings of a case are in. They wait to be brought together by somebody who read neither."
)
ASKS = "A review stands at the end of the scale and is submitted for a second reading. Choose a second reviewer."


def plan_doubles(
    *, round_id: str, share: int, extremes: bool, reason: str = "", by: Person, at: datetime
) -> tuple[str, ...]:
    """Plan which cases of a round are read twice; return those selected at random.

    The order of the cases follows from the seed of the round's own sample, so that nobody chooses.
    """
    of = rounds.round_to(round_id, to=by)
    cases = rounds.cases(round_id)
    tried = rounds.attempts(round_id)
    seed = tried[-1].seed if tried else ""
    act = twice.PlanDoubles(
        share=share,
        extremes=extremes,
        seed=seed,
        cases=twice.selected(seed, [c.id for c in cases], max(0, min(share, 100))),
        reason=reason,
        frozen=of.status in ("frozen", "under way"),
    )
    perform(
        [Move(kind=DOUBLE_PLAN, id=round_id, act=act, rests_on=(f"round:{round_id}",))],
        by=by,
        at=at,
    )
    return act.cases


def begin_double(*, case_id: str, reviewer_id: str, by: Person, at: datetime) -> str:
    """Give an allocated case to a second reviewer as well; return the second review's id.

    Each is blind to the other from here on, and what they do on the case is hidden from everybody
    else until both are brought together.
    """
    case = sampled(case_id)
    refuse_twice(case, case.strand, reviewer_id)
    first = _first_of(case)
    key, second = next_number("double"), next_number("review")
    had = (first.state.reviewer, *first.state.earlier)
    act = allocation(case, rounds.round_(case.round_id), reviewer_id, double=key, readers=had)
    told = notices.allocated_to_reviewer(reviewer_id, 1, f"review:{second}")
    told += notices.about_review(first.state, first.id, SECOND_READING, to=(first.state.reviewer,))
    begun = BeginDouble(
        case=case_id, round=case.round_id, first=first.id, second=second, why=_why(first)
    )
    moves = [
        Move(kind=DOUBLE, id=key, act=begun, outbox=told),
        review_move(first.id, first.state, JoinDouble(double=key)),
        Move(
            kind=REVIEW,
            id=second,
            act=act,
            rests_on=(Earlier(0), f"form:{act.form}"),
            concerns=(f"child:{case.child_id}",),
        ),
        *opened_moves(case_id, first.state.reviewer, (reviewer_id,)),
        *opened_moves(case_id, reviewer_id, had),
        *people_acts.seal_work_moves(case_id=case_id, people=(*had, reviewer_id)),
    ]
    perform(moves, by=by, at=at)
    return second


def submit_reading(*, review_id: str, by: Person, at: datetime) -> None:
    """Submit one's own reading, complete, without knowing of the other."""
    sheet = Sheet(review_id, by)
    moves = evidence_moves(sheet)
    first = len(moves)
    standing = judgements(review_id)
    moves += revisions(sheet, standing)
    resting = tuple(Earlier(first + i) for i in range(len(moves) - first))
    moves += safety_moves(sheet)
    kept = tuple(f"entry:{j.entry}" for j in standing)
    act = SubmitReading(items=len(sheet.said()), **asides(sheet))
    moves.append(sheet_move(sheet, act, (*kept, *resting), _told_of_reading(sheet)))
    case = sheet.state.case
    if not sheet.state.double:
        moves += people_acts.seal_work_moves(case_id=case, people=(by.id,))
    elif _other_is_in(sheet):
        moves += people_acts.lift_blindness_moves(case_id=case)
    perform(moves, by=by, at=at)


def why_not_submit(sheet: Sheet, at: datetime) -> str | None:
    """The sentence with which submitting would be refused now, or None."""
    act = SubmitReading(items=0, **asides(sheet))
    return why_not(sheet_move(sheet, act), by=sheet.by, at=at)


def end_double(*, double_id: str, reason: str, by: Person, at: datetime) -> None:
    """There is no second reading after all; the first goes on alone."""
    try:
        state = double_state(double_id)
    except KeyError:
        raise NotTheirs from None
    first, second = review(state.first), review(state.second)
    moves = [
        Move(kind=DOUBLE, id=double_id, act=EndDouble(reason=reason)),
        review_move(first.id, first.state, ReadOnce(reason=reason)),
        review_move(second.id, second.state, Withdraw(reason=reason)),
        *people_acts.end_case_grant_moves(case_id=state.case, person_id=second.state.reviewer),
        *people_acts.open_work_moves(case_id=state.case),
    ]
    perform(moves, by=by, at=at)


def read_once(*, review_id: str, reason: str, by: Person, at: datetime) -> None:
    """Let a review be shared without the second reading that its grade asks for, with the reason."""
    found = review(review_id, to=by)
    moves = [
        review_move(review_id, found.state, ReadOnce(reason=reason)),
        *people_acts.open_work_moves(case_id=found.case_id),
    ]
    perform(moves, by=by, at=at)


def _first_of(case: SampledCase) -> Review:
    """The live review of a case, in its own strand, that a second reading is laid beside."""
    for one in reviews_of(case.round_id):
        if (one.case_id, one.state.strand) == (case.id, case.strand) and not one.state.withdrawn:
            return one
    raise Refused("Allocate this case to its first reviewer before a second one reads it.")


def _why(first: Review) -> str:
    if first.status == CONSOLIDATING:
        return doubles.EXTREME
    made = plan(first.round_id)
    return doubles.AT_RANDOM if made and first.case_id in made.cases else doubles.CHOSEN


def _other_is_in(sheet: Sheet) -> bool:
    state = double_state(sheet.state.double)
    other = state.second if sheet.id == state.first else state.first
    return review(other).status in SUBMITTED


def _told_of_reading(sheet: Sheet) -> tuple[Outgoing, ...]:
    """Who brings both together is told when both are in; the QA manager, when a second is asked for."""
    if not sheet.state.double:
        managers = [c.id for c in people.holders(Capacity.QA_MANAGER, clock.today())]
        url = f"/rounds/{sheet.state.round}/moderation/"
        return notices.notice(managers, f"review:{sheet.id}", ASKS, url)
    if not _other_is_in(sheet):
        return ()
    key = sheet.state.double
    return notices.notice(
        _moderators(double_state(key)), f"double:{key}", BOTH_IN, f"/doubles/{key}/"
    )


def _moderators(state: DoubleState) -> list[str]:
    """Everybody who may consolidate this pair."""
    found = {
        card.id: card
        for capacity in (Capacity.QA_MANAGER, Capacity.BOARD_CHAIR)
        for card in people.holders(capacity, clock.today())
    }
    return [key for key in found if doubles.barred(state, people.person(key)) is None]
