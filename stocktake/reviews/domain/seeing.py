"""Who sees a review. `queries.reviews_visible_to` is proved equal to this, object by object."""

from stocktake.core.capacity import Capacity
from stocktake.core.thread import Person
from stocktake.reviews.domain.states import OPEN_TO_PARTIES, SAID, ReviewState


def may_see(
    state: ReviewState,
    who: Person,
    *,
    own_on_case: tuple[str, ...] = (),
    own_doubles: frozenset[str] = frozenset(),
    blind_to: frozenset[str] = frozenset(),
) -> bool:
    """Whether this review exists for this person.

    `own_on_case`: the states of this person's own live reviews of the same case; `own_doubles`:
    the double reviews that these belong to; `blind_to`: the people whose work on the case is
    hidden from them. Blindness overrides every other right: whoever still reads a case does not
    see what another reviewer says of it. The two of a double see each other once both are in.
    """
    if is_reviewer(state, who):
        return True
    if state.reviewer in blind_to or any(status not in SAID for status in own_on_case):
        return False
    if who.holds(Capacity.QA_MANAGER, Capacity.BOARD_CHAIR) or state.double in own_doubles:
        return True
    if state.withdrawn or state.status not in OPEN_TO_PARTIES:
        return False
    return (
        who.holds(Capacity.HEAD_OF_SERVICE, Capacity.ASSISTANT_DIRECTOR)
        or is_worker(state, who)
        or is_manager(state, who)
        or manages_now(state, who)
    )


def may_read(state: ReviewState, who: Person, readers: tuple[str, ...] = ()) -> bool:
    """Whether what a review says is this person's to read, where they see that it exists.

    What is said in a double review is for nobody but its `readers` until a third person has brought
    both together, so that nobody who may do that learns who said which.
    """
    return not state.sealed or is_reviewer(state, who) or who.id in readers


def is_reviewer(state: ReviewState, who: Person) -> bool:
    """Whether it is theirs to do: not once a conflict has returned it, or it was withdrawn."""
    return (
        who.holds(Capacity.REVIEWER)
        and state.reviewer == who.id
        and not state.needs_reassigning
        and not state.withdrawn
    )


def is_worker(state: ReviewState, who: Person) -> bool:
    return (
        who.holds(Capacity.WORKER) and bool(state.worker_id) and state.worker_id in who.worker_ids
    )


def is_manager(state: ReviewState, who: Person) -> bool:
    """The manager who may reply: of the time when the review was allocated, not a later one.

    Where the team had nobody then, whoever manages it now.
    """
    if state.manager:
        return who.holds(Capacity.TEAM_MANAGER) and who.id == state.manager
    return manages_now(state, who)


def manages_now(state: ReviewState, who: Person) -> bool:
    """Whoever manages the team today reads what is shared, whether or not the reply is theirs."""
    return who.holds(Capacity.TEAM_MANAGER) and bool(state.team) and state.team in who.teams
