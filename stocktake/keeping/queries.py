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
