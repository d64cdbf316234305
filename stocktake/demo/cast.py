"""The eleven people of the demonstration, made by the acts that make real accounts."""

from dataclasses import dataclass
from datetime import date, datetime

from stocktake.core.capacity import Capacity
from stocktake.core.thread import Person
from stocktake.notices import acts as notices
from stocktake.people import acts, queries
from stocktake.people.domain.accounts import MakeAccount

OWENS_END = date(2026, 12, 31)
OWEN = "owen.auditor"


@dataclass(frozen=True)
class Role:
    """One account: who they are and in which capacities they act."""

    login: str
    name: str
    job: str
    capacities: tuple[Capacity, ...]
    team: str = ""
    worker_id: str = ""
    organisation: str = ""


ROLES = (
    Role("ivy.ig", "Ivy", "IT and information governance", (Capacity.IG_OFFICER,)),
    Role("dana.data", "Dana", "Data analyst", (Capacity.DATA_ANALYST,)),
    Role("nadia.qa", "Nadia", "QA manager", (Capacity.QA_MANAGER,)),
    Role(OWEN, "Owen", "Independent auditor", (Capacity.REVIEWER,), organisation="Larchmont Audit"),
    Role(
        "prue.chair",
        "Prue",
        "Independent chair of the Achieving Excellence Board",
        (Capacity.BOARD_CHAIR, Capacity.REVIEWER),
    ),
    Role("sam.sw", "Sam", "Social worker", (Capacity.WORKER,), worker_id="W3008"),
    Role("tess.tm", "Tess", "Team manager", (Capacity.TEAM_MANAGER,), team="Safeguarding"),
    Role("hari.hos", "Hari", "Head of service", (Capacity.HEAD_OF_SERVICE,)),
    Role(
        "ada.ad", "Ada", "Assistant Director, Children’s Services", (Capacity.ASSISTANT_DIRECTOR,)
    ),
    Role("cole.comm", "Cole", "Commissioning officer", (Capacity.COMMISSIONING_OFFICER,)),
    Role("mel.member", "Mel", "Committee member", (Capacity.MEMBER,)),
)


def make(*, at: datetime, without: frozenset[str] = frozenset()) -> None:
    """Make the accounts; nobody gets a password: a demonstration signs people in by a button."""
    for role in ROLES:
        if role.login not in without:
            _make(role, at)


def who(login: str) -> Person:
    """The person with this login, as they stand now."""
    found = queries.person_by_login(login)
    if found is None:
        raise LookupError(f"The demonstration has no {login}.")
    return found


def read_notices(at: datetime) -> None:
    """Everybody has read what was sent to them so far."""
    for role in ROLES:
        notices.mark_read(keys=None, by=who(role.login), at=at)


def operator() -> Person:
    """The operator of the home, who makes the accounts and loads the files."""
    return queries.operator("demonstration")


def _make(role: Role, at: datetime) -> None:
    by, external = operator(), role.login == OWEN
    account = MakeAccount(
        login=role.login,
        name=role.name,
        job=role.job,
        organisation=role.organisation,
        email=f"{role.login}@thornmere.example",
        external=external,
        ends=OWENS_END if external else None,
    )
    key = acts.make_account(who=account, password=None, by=by, at=at)
    for capacity in role.capacities:
        team = role.team if capacity is Capacity.TEAM_MANAGER else ""
        acts.grant_capacity(person_id=key, capacity=capacity, team=team, by=by, at=at)
    if role.worker_id:
        acts.match_worker(person_id=key, worker_id=role.worker_id, by=by, at=at)
