"""Making accounts, granting capacities, matching an account to a worker of the extract."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

from stocktake.core import lifecycle
from stocktake.core.capacity import Capacity
from stocktake.core.thread import Act, Outgoing, Person, Refused
from stocktake.people.domain import accounts as domain
from stocktake.people.domain.accounts import (
    AccountState,
    CloseAccount,
    EndCapacity,
    GrantCapacity,
    MakeAccount,
    MakeLink,
    MatchWorker,
    UnmatchWorker,
)
from stocktake.people.models import Account, Grant, WorkerLink
from stocktake.people.queries import state_of
from stocktake.people.signing_in import password_path
from stocktake.record.door import Kind, Move, locked, next_number, perform


def make_account(
    *,
    who: MakeAccount,
    password: str | None,
    first: GrantCapacity | None = None,
    by: Person,
    at: datetime,
) -> str:
    """Make an account, with its first capacity if given, and return its key.

    Without a password nobody can sign in to it before a one-time link was used.
    """
    if Account.objects.filter(username__iexact=who.login).exists():
        raise Refused(f"There is already an account with the login {who.login}.")
    key = next_number("account")
    acts = [who] if first is None else [who, first]
    perform([_move(key, act) for act in acts], by=by, at=at)
    account = Account.objects.get(key=key)
    if password is None:
        account.set_unusable_password()
    else:
        account.set_password(password)
    account.save(update_fields=["password"])
    return key


def grant_capacity(
    *,
    person_id: str,
    capacity: Capacity,
    team: str = "",
    until: date | None = None,
    by: Person,
    at: datetime,
) -> None:
    """Grant a capacity, for a team where it needs one, until a day (an outside account's own end)."""
    act = GrantCapacity(capacity=capacity, team=team, until=until)
    perform([_move(person_id, act)], by=by, at=at)


def end_capacity(*, person_id: str, capacity: Capacity, by: Person, at: datetime) -> None:
    """End a capacity with this day as its last."""
    perform([_move(person_id, EndCapacity(capacity=capacity))], by=by, at=at)


def match_worker(*, person_id: str, worker_id: str, by: Person, at: datetime) -> None:
    """Confirm that this account is that worker of the extract; unmatched accounts see no case."""
    if WorkerLink.objects.filter(worker_id=worker_id, ends=None).exists():
        raise Refused(f"Worker {worker_id} is already matched to an account. End that match first.")
    perform([_move(person_id, MatchWorker(worker_id=worker_id))], by=by, at=at)


def unmatch_worker(*, person_id: str, worker_id: str, by: Person, at: datetime) -> None:
    """This account is that worker no longer: its access to their cases ends."""
    perform([_move(person_id, UnmatchWorker(worker_id=worker_id))], by=by, at=at)


def make_password_link(*, person_id: str, by: Person, at: datetime) -> str:
    """A path that sets the password once, within three days; that it was made is an entry, of which its owner is told."""
    text = (
        f"{by.name or 'The operator of this home'} made a link that sets your password. If you did "
        "not ask for one, tell another information-governance officer or the QA manager."
    )
    about = {"to": [person_id], "about": f"account:{person_id}", "text": text, "url": "/account/"}
    told = (Outgoing(topic="notice", payload=about),)
    perform([replace(_move(person_id, MakeLink()), outbox=told)], by=by, at=at)
    return password_path(person_id)


def close_account(*, person_id: str, reason: str, by: Person, at: datetime) -> None:
    """Close an account: its sign-in is refused from now on; its entries stay."""
    perform([_move(person_id, CloseAccount(reason=reason))], by=by, at=at)


def _move(key: str, act: Act) -> Move:
    return Move(kind=ACCOUNT, id=key, act=act, concerns=(f"person:{key}",))


def _load(ids: Sequence[str]) -> Mapping[str, AccountState]:
    return {row.key: state_of(row) for row in locked(Account.objects.filter(key__in=ids))}


def _save(key: str, before: AccountState | None, now: AccountState) -> None:
    Account.objects.update_or_create(
        key=key,
        defaults={
            "username": now.login,
            "name": now.name,
            "job": now.job,
            "organisation": now.organisation,
            "email": now.email,
            "external": now.external,
            "ends": now.ends,
            "status": now.status,
            "is_active": now.status == "open",
        },
    )
    for held in now.held:
        Grant.objects.update_or_create(
            person=key,
            capacity=held.capacity,
            team=held.team,
            starts=held.starts,
            defaults={"ends": held.ends},
        )
    known = before.workers if before else frozenset()
    WorkerLink.objects.filter(person=key, worker_id__in=known - now.workers).delete()
    for worker_id in sorted(now.workers - known):
        WorkerLink.objects.create(worker_id=worker_id, person=key, starts=_first_day(now))


def _first_day(state: AccountState) -> date:
    return min((h.starts for h in state.held), default=date(2000, 1, 1))


ACCOUNT = Kind[AccountState](
    name="account",
    load=_load,
    save=_save,
    refusal=domain.refusal,
    after=domain.after,
    capacity=lambda act, by: lifecycle.capacity_of(domain.MOVES, act, by),
)
