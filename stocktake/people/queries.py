"""Who people are, what they hold on a day, and which cases they may read."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection
from django.db.models import Q, QuerySet

from stocktake.core.capacity import Capacity
from stocktake.core.thread import Person
from stocktake.people.capacities import CAPACITIES
from stocktake.people.domain.accounts import AccountState, Held, Holdings, person_of
from stocktake.people.domain.cases import hidden_work as hidden_by
from stocktake.people.models import Account, CaseGrant, CaseSeal, Grant, WorkerLink
from stocktake.record import clock


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


# An account with what it holds, a row for each grant and match; `{}` names what is asked of it.
_HELD = "g.id, g.capacity, g.team, g.starts, g.ends, w.worker_id"
_WITH_HELD = """SELECT {} FROM people_account a LEFT JOIN people_grant g ON g.person = a.key
LEFT JOIN people_workerlink w ON w.person = a.key AND w.ends IS NULL"""
OPERATOR = PersonCard(id="operator", login="", name="the operator of this home", job="")


def person(person_id: str) -> Person:
    """The person with what they hold today. Raises KeyError for an unknown id."""
    row = Account.objects.filter(key=person_id).first()
    if row is None:
        raise KeyError(person_id)
    return person_of(state_of(row), clock.today())


def account_row(number: Any) -> Account | None:
    """The account behind a session, by its number in the table, with what it holds.

    Asked on every request, so its one statement is written out: composing it each time cost more
    than running it.
    """
    fields = [field.attname for field in Account._meta.concrete_fields]
    asked = f"{', '.join(f'a.{f}' for f in fields)}, {_HELD}"
    with connection.cursor() as cursor:
        cursor.execute(f"{_WITH_HELD.format(asked)} WHERE a.id = %s ORDER BY g.id", [number])
        rows = cursor.fetchall()
    if not rows:
        return None
    own = rows[0][: len(fields)]
    values = [clock.aware(v) if isinstance(v, datetime) else v for v in own]
    account = Account.from_db(connection.alias, fields, values)
    account.holdings = _holdings([row[len(fields) :] for row in rows])
    return account


def signed_in(row: Any) -> Person:
    """The person behind a session's account row, with what they hold today."""
    return person_of(state_of(row), clock.today())


def person_by_login(login: str) -> Person | None:
    row = Account.objects.filter(username__iexact=login).first()
    return person_of(state_of(row), clock.today()) if row else None


def operator(os_user: str) -> Person:
    """The command line of this home: imports, re-runs, verifies and lists; never narrative."""
    return Person(
        id=OPERATOR.id,
        name=OPERATOR.name,
        capacities=frozenset({Capacity.LOCAL_OPERATOR}),
        os_user=os_user,
    )


def card_of(row: Any) -> PersonCard:
    """The card of a session's account row, which is read already."""
    return _card(row)


def card(person_id: str) -> PersonCard:
    return cards([person_id])[person_id]


def cards(ids: list[str] | tuple[str, ...] | set[str] | frozenset[str]) -> dict[str, PersonCard]:
    """A card for every id asked; an unknown id gets the card of nobody."""
    rows = Account.objects.filter(key__in=[*ids])
    found = {row.key: _card(row) for row in rows}
    return {i: OPERATOR if i == OPERATOR.id else found.get(i, NOBODY) for i in ids}


def accounts() -> tuple[AccountState, ...]:
    """All accounts, open ones first, by login."""
    return tuple(state_of(row) for row in Account.objects.order_by("-status", "username"))


def account(person_id: str) -> AccountState | None:
    row = Account.objects.filter(key=person_id).first()
    return state_of(row) if row else None


def holders(capacity: Capacity, on: date) -> tuple[PersonCard, ...]:
    """Everyone who holds the capacity on that day, by login."""
    held = Grant.objects.filter(Q(ends=None) | Q(ends__gte=on), capacity=capacity, starts__lte=on)
    rows = Account.objects.filter(key__in=held.values("person"), status="open")
    return tuple(_card(r) for r in rows.filter(Q(ends=None) | Q(ends__gte=on)).order_by("username"))


def worker_account(worker_id: str) -> PersonCard | None:
    """The account confirmed to be this worker, or None: unmatched means no access."""
    link = WorkerLink.objects.filter(worker_id=worker_id, ends=None).first()
    row = Account.objects.filter(key=link.person, status="open").first() if link else None
    return _card(row) if row else None


def manager_of_team(team: str) -> PersonCard | None:
    """The account that manages the team today."""
    day = clock.today()
    held = Grant.objects.filter(
        Q(ends=None) | Q(ends__gte=day), capacity=Capacity.TEAM_MANAGER, team=team
    ).first()
    row = Account.objects.filter(key=held.person, status="open").first() if held else None
    return _card(row) if row else None


def may_read_case(who: Person, case_id: str, at: datetime) -> bool:
    return case_id in readable_cases(who, at)


def readable_cases(who: Person, at: datetime) -> frozenset[str]:
    """Cases opened to this person by an act and not ended."""
    return frozenset(_leaves(who.id, at).values_list("case_id", flat=True))


def blind_to(who: Person, case_id: str) -> frozenset[str]:
    """The people whose work on this case this person may not see now."""
    rows = _leaves(who.id, clock.now()).filter(case_id=case_id)
    return frozenset(p for row in rows for p in row.blind_to)


def blindness(who: Person, at: datetime) -> dict[str, frozenset[str]]:
    """By case, the people whose work on it this person may not see; in one read, for lists."""
    found: dict[str, frozenset[str]] = {}
    for row in _leaves(who.id, at):
        if row.blind_to:
            found[row.case_id] = found.get(row.case_id, frozenset()) | set(row.blind_to)
    return found


def hidden_work(who: Person, case_id: str) -> frozenset[str]:
    """Whose work on this case this person may not see: blindness, and work that is sealed."""
    sealed = frozenset(CaseSeal.objects.filter(case_id=case_id).values_list("person", flat=True))
    return hidden_by(sealed, blind_to(who, case_id), who.id)


def hidden_by_case(who: Person, at: datetime) -> dict[str, frozenset[str]]:
    """The same for every case where anybody's work is hidden from this person, for lists."""
    sealed: dict[str, set[str]] = {}
    for row in CaseSeal.objects.all():
        sealed.setdefault(row.case_id, set()).add(row.person)
    blind = blindness(who, at)
    found = {
        case: hidden_by(frozenset(sealed.get(case, ())), blind.get(case, frozenset()), who.id)
        for case in {*sealed, *blind}
    }
    return {case: whose for case, whose in found.items() if whose}


def _leaves(person_id: str, at: datetime) -> QuerySet[CaseGrant]:
    return CaseGrant.objects.filter(Q(ends=None) | Q(ends__gt=at), person=person_id, starts__lte=at)


def _card(row: Account) -> PersonCard:
    return PersonCard(
        id=row.key,
        login=row.username,
        name=row.name,
        job=row.job,
        organisation=row.organisation,
        email=row.email,
    )


def _holdings(rows: list[tuple[Any, ...]]) -> Holdings:
    """The grants in their order and the matched worker ids, from the rows of `_HELD`."""
    held = {
        number: Held(capacity=Capacity(capacity), team=team, starts=starts, ends=ends)
        for number, capacity, team, starts, ends, _ in rows
        if number is not None
    }
    return tuple(held.values()), frozenset(str(row[-1]) for row in rows if row[-1] is not None)


def _held_by(key: str) -> Holdings:
    with connection.cursor() as cursor:
        cursor.execute(f"{_WITH_HELD.format(_HELD)} WHERE a.key = %s ORDER BY g.id", [key])
        return _holdings(cursor.fetchall())


def state_of(row: Account) -> AccountState:
    """The account as the rules see it, with its grants and matches."""
    held, workers = _held_by(row.key) if row.holdings is None else row.holdings
    return AccountState(
        key=row.key,
        status=row.status,
        login=row.username,
        name=row.name,
        job=row.job,
        organisation=row.organisation,
        email=row.email,
        external=row.external,
        ends=row.ends,
        held=held,
        workers=workers,
    )


def to_try() -> tuple[tuple[PersonCard, ...], tuple[PersonCard, ...]]:
    """For a demonstration's sign-in page: one person for each capacity, and everybody else."""
    first: dict[str, PersonCard] = {}
    of = {capacity: holders(capacity, clock.today()) for capacity in CAPACITIES}
    roles = Counter(c.id for held in of.values() for c in held)
    for held in of.values():  # who holds nothing else first, so that nobody of the cast is left out
        ordered = sorted(held, key=lambda c: (roles[c.id], len(c.id), c.id))
        card = next((c for c in ordered if c.id not in first), None)
        if card:
            first[card.id] = card
    open_now = Account.objects.filter(status="open").order_by("name", "username")
    others = tuple(_card(r) for r in open_now if r.key in roles and r.key not in first)
    return tuple(first.values()), others


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
