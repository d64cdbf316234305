"""Which entries an erasure or a hold would reach: numbers and acts, never what was said."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from stocktake.people import queries as people
from stocktake.record import queries as record


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One erasure, hold or release, as listed for the information-governance officer."""

    number: int
    at: datetime
    who: str
    act: str  # "erased", "held", "released"
    entry: str
    rule: str
    reference: str


def concerning(child: str) -> tuple[int, ...]:
    """Entries whose body concerns this child and is not erased yet."""
    return record.numbers_concerning(f"child:{child}")


def held(numbers: Collection[int]) -> list[int]:
    """Those under a legal hold."""
    return list(record.held_among(numbers))


def unknown(numbers: Collection[int]) -> list[int]:
    """Numbers that no entry of the record has."""
    return [n for n in sorted(numbers) if record.entry(n) is None]


def decisions(count: int = 50) -> tuple[Decision, ...]:
    """The latest erasures, holds and releases, newest first."""
    found = record.entries_of(("body.erased", "body.held", "body.released"))[-count:]
    names = people.cards({e.person for e in found})
    return tuple(
        Decision(
            number=e.number,
            at=e.happened_at,
            who=names[e.person].name,
            act=e.act.removeprefix("body."),
            entry=e.subject_id,
            rule=str((e.said or {}).get("rule", "")),
            reference=str((e.said or {}).get("reference", "")),
        )
        for e in reversed(found)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """An entry as officers read it: who, when, on what; not what was said."""

    number: int
    at: datetime
    recorded_at: datetime
    who: str
    capacity: str
    act: str
    subject: str
    before: str
    after: str
    answers: int | None
    erased_by: int | None
    hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WalkStep:
    """One step of what an entry rests on: an earlier entry, or evidence."""

    depth: int
    words: str
    number: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessLine:
    """One line of the access log."""

    at: datetime
    who: str
    event: str
    what: str
    detail: str


ACCESS_EVENTS = (
    ("", "Everything"),
    ("read", "Reads"),
    ("access.denied", "Pages refused"),
    ("act.refused", "Acts refused"),
    ("export", "Exports"),
)


def record_lines(count: int, before: int | None = None) -> tuple[Line, ...]:
    """The newest entries, newest first."""
    return _lines(record.latest(count, before))


def record_line(number: int) -> Line | None:
    found = record.entry(number)
    return _lines((found,))[0] if found else None


def walk_down(number: int) -> tuple[WalkStep, ...]:
    """Everything the entry rests on, depth first."""
    start = record.entry(number)
    return tuple(_step(s) for s in record.walk(start.rests_on)) if start else ()


def access_lines(event: str, count: int = 200) -> tuple[AccessLine, ...]:
    """The newest lines of the access log, of one event if named."""
    found = record.access_log(event=event or None, count=count)
    names = people.cards({line.person for line in found})
    words = dict(ACCESS_EVENTS)
    return tuple(
        AccessLine(
            at=line.at,
            who=names[line.person].name if line.person else "nobody signed in",
            event=words.get(line.event, line.event),
            what=line.what,
            detail=line.detail,
        )
        for line in found
    )


def _lines(found: tuple[record.EntryView, ...]) -> tuple[Line, ...]:
    names = people.cards({e.person for e in found})
    return tuple(
        Line(
            number=e.number,
            at=e.happened_at,
            recorded_at=e.recorded_at,
            who=names[e.person].name,
            capacity=e.capacity.replace("_", " "),
            act=e.act,
            subject=f"{e.subject_kind.replace('_', ' ')} {e.subject_id}",
            before=e.status_before,
            after=e.status_after,
            answers=e.answers,
            erased_by=e.erased_by,
            hash=e.hash,
        )
        for e in found
    )


def _step(step: record.Step) -> WalkStep:
    if step.entry is None:
        kind, _, id_ = step.basis.partition(":")
        return WalkStep(depth=step.depth, words=f"{kind.replace('_', ' ')} {id_}", number=None)
    e = step.entry
    words = f"{e.act}, {e.subject_kind.replace('_', ' ')} {e.subject_id}"
    return WalkStep(depth=step.depth, words=words, number=e.number)
