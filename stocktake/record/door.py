"""`perform`, the one write door (docs/house.md tells how a room uses it).

One call is one transaction: lock the subjects in a fixed order, load their state, ask the room's
`refusal`, compute `after`, save, fill the outbox, and last of all lock the chain head and append.
"""

import secrets
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar

from django.db import IntegrityError, connection, transaction
from django.db.models import F

from stocktake.core.capacity import Capacity
from stocktake.core.lifecycle import HasStatus
from stocktake.core.thread import Act, Basis, Earlier, Outgoing, Person, Refused, Subject
from stocktake.record import chain, clock
from stocktake.record.access import note_refusal
from stocktake.record.models import Body, Counter, Entry, Head, Outbox

S = TypeVar("S", bound=HasStatus)
KINDS: "dict[str, Kind[Any]]" = {}  # every kind that a room has declared, by name


@dataclass(frozen=True, kw_only=True)
class Kind(Generic[S]):
    """What the door must know of one kind of subject. Declared once, in the owning room's acts.

    `load(ids)` locks the rows (use `locked`) and returns the state of those that exist; `save(id,
    before, after)` writes the changed state (`before` is None when new). `refusal` and `after`
    are the domain's pure functions; `capacity` says in which capacity the person does the act.
    `written(number, move)`, where given, is told the number of the move's entry.
    """

    name: str
    load: Callable[[Sequence[str]], Mapping[str, S]]
    save: Callable[[str, S | None, S], None]
    refusal: Callable[[S | None, Act, Person, datetime], str | None]
    after: Callable[[S | None, Act, Person, datetime], S]
    capacity: Callable[[Act, Person], Capacity]
    written: "Callable[[int, Move], None] | None" = None

    def __post_init__(self) -> None:
        KINDS[self.name] = self


@dataclass(frozen=True, kw_only=True)
class Move:
    """One act upon one subject, to be performed with others in one transaction.

    `answers` is an entry number; `rests_on` holds references ("entry:12", "quote:7",
    "snapshot:…") or `Earlier(i)` for an earlier move of the same call; `concerns` names the
    people (as "child:…", "person:…") whose rights reach the body.
    """

    kind: Kind[Any]
    id: str
    act: Act
    answers: int | Earlier | None = None
    rests_on: tuple[Basis, ...] = ()
    concerns: tuple[str, ...] = ()
    outbox: tuple[Outgoing, ...] = ()

    @property
    def subject(self) -> Subject:
        return Subject(self.kind.name, self.id)


def perform(moves: Iterable[Move], *, by: Person, at: datetime) -> tuple[int, ...]:
    """Do all the moves or none; return the numbers of their entries, in order.

    Raises Refused with the rule's sentence; the refusal is then in the access log.
    """
    listed = tuple(moves)
    try:
        with transaction.atomic(durable=not _in_test_transaction()):
            return _perform(listed, by=by, at=at)
    except IntegrityError as clash:  # a unique key: the database holds what the acts looked up
        no = Refused("This is already so: somebody did the same a moment ago. Look again first.")
        _note(no, listed, by)
        raise no from clash
    except Refused as no:
        _note(no, listed, by)
        raise


def _note(no: Refused, moves: tuple[Move, ...], by: Person) -> None:
    note_refusal(by=by, what=", ".join(str(m.subject) for m in moves)[:200], why=no.sentence)


def why_not(move: Move, *, by: Person, at: datetime) -> str | None:
    """The sentence with which `perform` would refuse this move now, or None: for buttons."""
    state = move.kind.load([move.id]).get(move.id)
    return move.kind.refusal(state, move.act, by, at)


def locked(queryset: Any) -> Any:
    """The rows locked in primary-key order; the write lock of SQLite already does it."""
    ordered = queryset.order_by("pk")
    if connection.in_atomic_block and connection.features.has_select_for_update:
        return ordered.select_for_update()
    return ordered


def next_number(kind: str) -> str:
    """A fresh id for a new subject of this kind: "1", "2", …; a number is never used twice."""
    with transaction.atomic():
        Counter.objects.get_or_create(kind=kind)
        Counter.objects.filter(kind=kind).update(last=F("last") + 1)
        return str(Counter.objects.get(kind=kind).last)


def _perform(moves: tuple[Move, ...], *, by: Person, at: datetime) -> tuple[int, ...]:
    states = _load_in_order(moves)
    first = dict(states)
    facts: list[tuple[Capacity, str, str]] = []
    for move in moves:
        before = states.get(move.subject)
        if sentence := move.kind.refusal(before, move.act, by, at):
            raise Refused(sentence)
        after = move.kind.after(before, move.act, by, at)
        states[move.subject] = after
        capacity = move.kind.capacity(move.act, by)
        facts.append((capacity, before.status if before else "", after.status))
    kinds = {move.subject: move.kind for move in moves}
    for subject, kind in kinds.items():
        if states[subject] != first.get(subject):
            kind.save(subject.id, first.get(subject), states[subject])
    return _append(moves, facts, by=by, at=at)


def _load_in_order(moves: tuple[Move, ...]) -> dict[Subject, Any]:
    """Lock kinds by name and ids by order within each, so that two writers can never cross."""
    kinds = {m.kind.name: m.kind for m in moves}
    states: dict[Subject, Any] = {}
    for name in sorted(kinds):
        ids = sorted({m.id for m in moves if m.kind.name == name})
        for id_, state in kinds[name].load(ids).items():
            states[Subject(name, id_)] = state
    return states


def _append(
    moves: tuple[Move, ...],
    facts: Sequence[tuple[Capacity, str, str]],
    *,
    by: Person,
    at: datetime,
) -> tuple[int, ...]:
    head = lock_head()
    numbers = tuple(head.number + 1 + i for i in range(len(moves)))
    previous = head.hash
    entries, bodies, waiting = [], [], []
    for number, move, fact in zip(numbers, moves, facts, strict=True):
        entry, body = _entry(number, move, fact, previous, numbers, by=by, at=at)
        previous = entry.hash
        entries.append(entry)
        bodies.append(body)
        waiting += [
            Outbox(entry_number=number, topic=o.topic, payload=dict(o.payload)) for o in move.outbox
        ]
    Entry.objects.bulk_create(entries)
    Body.objects.bulk_create(bodies)
    Outbox.objects.bulk_create(waiting)
    if numbers:
        Head.objects.filter(pk=1).update(number=numbers[-1], hash=previous)
    for number, move in zip(numbers, moves, strict=True):
        if move.kind.written:
            move.kind.written(number, move)
    return numbers


def lock_head() -> Head:
    """The end of the chain, locked until this transaction ends."""
    head: Head | None = locked(Head.objects.filter(pk=1)).first()
    if head is None:
        head = Head.objects.create(pk=1, number=0, hash=chain.GENESIS)
    return head


def _entry(
    number: int,
    move: Move,
    fact: tuple[Capacity, str, str],
    previous: str,
    numbers: tuple[int, ...],
    *,
    by: Person,
    at: datetime,
) -> tuple[Entry, Body]:
    salt, said = secrets.token_hex(16), chain.canonical(move.act.body())
    answers = numbers[move.answers.index] if isinstance(move.answers, Earlier) else move.answers
    columns: dict[str, Any] = {
        "number": number,
        "happened_at": at,
        "recorded_at": clock.server_now(),
        "person": by.id,
        "capacity": fact[0].value,
        "os_user": by.os_user,
        "act": move.act.NAME,
        "subject_kind": move.kind.name,
        "subject_id": move.id,
        "answers": answers,
        "rests_on": [_basis(b, numbers) for b in move.rests_on],
        "status_before": fact[1],
        "status_after": fact[2],
        "body_digest": chain.body_digest(salt, said),
        "previous_hash": previous,
    }
    entry = Entry(**columns, hash=chain.entry_hash(columns))
    return entry, Body(entry=entry, salt=salt, said=said, concerns=list(move.concerns))


def _basis(basis: Basis, numbers: tuple[int, ...]) -> str:
    return f"entry:{numbers[basis.index]}" if isinstance(basis, Earlier) else basis


def _in_test_transaction() -> bool:
    """Django's TestCase wraps each test in a transaction, where `durable` would refuse."""
    return any(getattr(block, "_from_testcase", False) for block in connection.atomic_blocks)
