"""People as pages show them."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from stocktake.people.capacities import CAPACITIES
from stocktake.people.domain.accounts import AccountState


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonCard:
    """A person as shown to colleagues."""

    id: str
    login: str
    name: str
    job: str
    organisation: str = ""
    email: str = ""

    @property
    def name_and_job(self) -> str:
        return f"{self.name}, {self.job}" if self.job else self.name


NOBODY = PersonCard(id="", login="", name="nobody", job="")
OPERATOR = PersonCard(id="operator", login="", name="the operator of this home", job="")


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldRow:
    """A capacity held today, in words."""

    capacity: str
    title: str
    team: str
    starts: date
    ends: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleRow:
    """An account as the roles pages show it."""

    key: str
    login: str
    name_and_job: str
    organisation: str
    email: str
    external: bool
    ends: date | None
    open: bool
    held: tuple[HeldRow, ...]
    workers: tuple[str, ...]


def card_of(row: Any) -> PersonCard:
    """The card of an account's row, which is read already."""
    return PersonCard(
        id=row.key,
        login=row.username,
        name=row.name,
        job=row.job,
        organisation=row.organisation,
        email=row.email,
    )


def role_row(state: AccountState, day: date) -> RoleRow:
    """The account with the capacities that hold on the day."""
    held = tuple(
        HeldRow(
            capacity=h.capacity,
            title=CAPACITIES[h.capacity].title,
            team=h.team,
            starts=h.starts,
            ends=h.ends,
        )
        for h in state.held
        if h.holds_on(day)
    )
    return RoleRow(
        key=state.key,
        login=state.login,
        name_and_job=f"{state.name}, {state.job}" if state.job else state.name,
        organisation=state.organisation,
        email=state.email,
        external=state.external,
        ends=state.ends,
        open=state.status == "open",
        held=held,
        workers=tuple(sorted(state.workers)),
    )
