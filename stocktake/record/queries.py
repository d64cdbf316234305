"""Reading the thread: entries, what they said, and the walk down to what they rest on."""

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from stocktake.core.thread import Person
from stocktake.record.models import Access, Body, Entry


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryView:
    """One entry as people read it. `said` is None once a lawful act has emptied the body."""

    number: int
    happened_at: datetime
    recorded_at: datetime
    person: str
    capacity: str
    os_user: str
    act: str
    subject_kind: str
    subject_id: str
    answers: int | None
    rests_on: tuple[str, ...]
    status_before: str
    status_after: str
    said: dict[str, Any] | None
    erased_by: int | None
    hash: str

    @property
    def subject(self) -> str:
        return f"{self.subject_kind}:{self.subject_id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessView:
    """One line of the access log."""

    at: datetime
    person: str
    event: str
    what: str
    child: str
    detail: str


def entry(number: int) -> EntryView | None:
    return next(iter(_views(Entry.objects.filter(number=number))), None)


def entries_about(kind: str, id_: str) -> tuple[EntryView, ...]:
    """The thread of one subject, oldest first."""
    return _views(Entry.objects.filter(subject_kind=kind, subject_id=id_))


def entries_of(acts: Collection[str]) -> tuple[EntryView, ...]:
    """Every entry of these acts, oldest first."""
    return _views(Entry.objects.filter(act__in=acts))


def latest(count: int, before: int | None = None) -> tuple[EntryView, ...]:
    """The newest entries, newest first; `before` pages on from an entry number."""
    rows = Entry.objects.filter(number__lt=before) if before else Entry.objects.all()
    return tuple(reversed(_views(rows.order_by("-number")[:count])))


def last_entry(kind: str, id_: str, act: str | None = None) -> int | None:
    """Number of the last entry about a subject (of one act, if named)."""
    rows = Entry.objects.filter(subject_kind=kind, subject_id=id_)
    rows = rows.filter(act=act) if act else rows
    return rows.order_by("-number").values_list("number", flat=True).first()


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of a walk: how deep, what it is, and the entry where it is one."""

    depth: int
    basis: str
    entry: EntryView | None


def walk(bases: Iterable[str], *, limit: int = 500) -> tuple[Step, ...]:
    """ "How do you know?": everything these rest on, depth first, each thing once.

    "entry:n" is followed to what that entry rests on; other references ("quote:7", "snapshot:…")
    are evidence, where the walk ends. At most `limit` steps are returned.
    """
    found: list[Step] = []
    seen: set[str] = set()
    waiting = [(0, b) for b in reversed(list(bases))]
    while waiting and len(found) < limit:
        depth, basis = waiting.pop()
        if basis in seen:
            continue
        seen.add(basis)
        view = entry(int(basis.removeprefix("entry:"))) if basis.startswith("entry:") else None
        found.append(Step(depth=depth, basis=basis, entry=view))
        if view is not None:
            waiting += [(depth + 1, b) for b in reversed(view.rests_on)]
    return tuple(found)


def reaches_evidence(bases: Iterable[str]) -> bool:
    """Whether a walk ends in evidence, or at an entry whose body was lawfully erased."""
    return any(
        not s.basis.startswith("entry:") or (s.entry is not None and s.entry.erased_by is not None)
        for s in walk(bases)
    )


def numbers_concerning(key: str) -> tuple[int, ...]:
    """Entries whose body concerns this person ("child:…" or "person:…"), oldest first."""
    return tuple(
        body.entry_id
        for body in Body.objects.filter(concerns__icontains=f'"{key}"').order_by("entry_id")
        if key in body.concerns
    )


def held_among(numbers: Collection[int]) -> tuple[int, ...]:
    """Those of these entries whose body is under a legal hold, oldest first."""
    rows = Body.objects.filter(entry_id__in=numbers).exclude(held="").order_by("entry_id")
    return tuple(rows.values_list("entry_id", flat=True))


def access_log(
    *,
    person: str | None = None,
    child: str | None = None,
    event: str | None = None,
    count: int = 200,
) -> tuple[AccessView, ...]:
    """The newest lines of the access log, for one reader, child or event if named."""
    rows = Access.objects.order_by("-pk")
    rows = rows.filter(event=event) if event else rows
    rows = rows.filter(person=person) if person else rows
    rows = rows.filter(child=child) if child else rows
    return tuple(
        AccessView(
            at=r.at, person=r.person, event=r.event, what=r.what, child=r.child, detail=r.detail
        )
        for r in rows[:count]
    )


def has_read(person: Person, what: str) -> bool:
    """Whether this person has ever opened this thing ("review:4") of a child's record."""
    return Access.objects.filter(person=person.id, event="read", what=what).exists()


def seen_by(person: Person, kind: str, ids: Collection[str]) -> QuerySet[Entry]:
    """Entries about subjects whose ids the caller has already found visible to the person."""
    return Entry.objects.filter(Q(subject_kind=kind, subject_id__in=ids) | Q(person=person.id))


def _views(rows: "QuerySet[Entry]") -> tuple[EntryView, ...]:
    listed = sorted(rows, key=lambda r: r.number)
    bodies = {b.entry_id: b for b in Body.objects.filter(entry_id__in=[r.number for r in listed])}
    return tuple(_view(row, bodies.get(row.number)) for row in listed)


def _view(row: Entry, body: Body | None) -> EntryView:
    return EntryView(
        number=row.number,
        happened_at=row.happened_at,
        recorded_at=row.recorded_at,
        person=row.person,
        capacity=row.capacity,
        os_user=row.os_user,
        act=row.act,
        subject_kind=row.subject_kind,
        subject_id=row.subject_id,
        answers=row.answers,
        rests_on=tuple(row.rests_on),
        status_before=row.status_before,
        status_after=row.status_after,
        said=json.loads(body.said) if body and body.said is not None else None,
        erased_by=body.erased_by if body else None,
        hash=row.hash,
    )
