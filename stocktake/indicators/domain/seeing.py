"""Who may see timeliness: of the service, of a team, of a child."""

from stocktake.core.capacity import Capacity
from stocktake.core.thread import Person

SERVICE = (
    Capacity.QA_MANAGER, Capacity.BOARD_CHAIR, Capacity.HEAD_OF_SERVICE,
    Capacity.ASSISTANT_DIRECTOR, Capacity.DATA_ANALYST,
)  # fmt: skip
# A row about one child is for those who answer for practice, and for those whose case it is.
CHILD = (Capacity.QA_MANAGER, Capacity.HEAD_OF_SERVICE, Capacity.ASSISTANT_DIRECTOR)
EVERYBODY = (*SERVICE, Capacity.TEAM_MANAGER, Capacity.WORKER)


def may_see_team(who: Person, team: str) -> bool:
    """The service's leaders and analysts, and the manager of that team."""
    return who.holds(*SERVICE) or _manages(who, team)


def may_see_case(who: Person, *, team: str, worker_id: str) -> bool:
    """Leaders who answer for practice, the manager of its team, the worker it is allocated to."""
    if who.holds(*CHILD) or _manages(who, team):
        return True
    return who.holds(Capacity.WORKER) and bool(worker_id) and worker_id in who.worker_ids


def _manages(who: Person, team: str) -> bool:
    return who.holds(Capacity.TEAM_MANAGER) and bool(team) and team in who.teams
