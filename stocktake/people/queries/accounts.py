"""Who people are and what they hold on a day."""

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db import connection
from django.db.models import Q

from stocktake.core.capacity import Capacity
from stocktake.core.thread import Person
from stocktake.people.capacities import CAPACITIES
from stocktake.people.domain.accounts import AccountState, Held, Holdings, person_of
from stocktake.people.models import Account, Grant, WorkerLink
from stocktake.people.queries.views import NOBODY, OPERATOR, PersonCard, card_of
from stocktake.record import clock

# An account with what it holds, a row for each grant and match; `{}` names what is asked of it.
_HELD = "g.id, g.capacity, g.team, g.starts, g.ends, w.worker_id"
_WITH_HELD = """SELECT {} FROM people_account a LEFT JOIN people_grant g ON g.person = a.key
LEFT JOIN people_workerlink w ON w.person = a.key AND w.ends IS NULL"""


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


def card(person_id: str) -> PersonCard:
    return cards([person_id])[person_id]


def cards(ids: list[str] | tuple[str, ...] | set[str] | frozenset[str]) -> dict[str, PersonCard]:
    """A card for every id asked; an unknown id gets the card of nobody."""
    rows = Account.objects.filter(key__in=[*ids])
    found = {row.key: card_of(row) for row in rows}
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
    return tuple(
        card_of(r) for r in rows.filter(Q(ends=None) | Q(ends__gte=on)).order_by("username")
    )


def worker_account(worker_id: str) -> PersonCard | None:
    """The account confirmed to be this worker, or None: unmatched means no access."""
    return worker_accounts([worker_id]).get(worker_id)


def worker_accounts(worker_ids: Iterable[str]) -> dict[str, PersonCard]:
    """The accounts confirmed to be these workers, by worker id; those unmatched are left out."""
    links = WorkerLink.objects.filter(worker_id__in={*worker_ids} - {""}, ends=None)
    person_by_worker = dict(links.values_list("worker_id", "person"))
    rows = Account.objects.filter(key__in={*person_by_worker.values()}, status="open")
    open_now = {row.key: card_of(row) for row in rows}
    return {w: open_now[p] for w, p in person_by_worker.items() if p in open_now}


def manager_of_team(team: str) -> PersonCard | None:
    """The account that manages the team today."""
    return managers_of_teams([team]).get(team)


def managers_of_teams(teams: Iterable[str]) -> dict[str, PersonCard]:
    """The accounts that manage these teams today, by team; a team without one is left out."""
    running = Q(ends=None) | Q(ends__gte=clock.today())
    held = Grant.objects.filter(running, capacity=Capacity.TEAM_MANAGER, team__in={*teams} - {""})
    first: dict[str, str] = {}
    for team, person_id in held.order_by("pk").values_list("team", "person"):
        first.setdefault(team, person_id)
    rows = Account.objects.filter(key__in={*first.values()}, status="open")
    open_now = {row.key: card_of(row) for row in rows}
    return {team: open_now[p] for team, p in first.items() if p in open_now}


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
    others = tuple(card_of(r) for r in open_now if r.key in roles and r.key not in first)
    return tuple(first.values()), others
