"""Events about one child, from every table that holds any, in one order."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from stocktake.caseload.queries.tables import of_child

Row = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class EventRow:
    """One event. `kind` is the table in words; `detail` says more and holds no narrative."""

    child_id: str
    kind: str
    happened_on: date | None
    recorded_on: date | None = None
    mode: str = ""
    seen_alone: bool | None = None
    detail: str = ""
    ended_on: date | None = None
    worker_id: str = ""


def events(name: str, child_id: str) -> tuple[EventRow, ...]:
    """Everything dated about the child, oldest first; undated ones last."""
    found = [e for make in _MAKERS for e in make(name, child_id)]
    return tuple(sorted(found, key=lambda e: (e.happened_on or date.max, e.kind, e.detail)))


def _rows(name: str, table: str, child_id: str) -> Iterator[Row]:
    yield from of_child(name, table, child_id).iter_rows(named=True)


def _visits(name: str, child_id: str) -> Iterator[EventRow]:
    for r in _rows(name, "visits", child_id):
        said = (r["visit_type"], r["mode_reason"], r["engaged"], r["life_event"])
        yield EventRow(
            child_id=child_id,
            kind="attempted visit" if r["outcome"] == "attempt" else "visit",
            happened_on=r["happened_on"],
            recorded_on=r["recorded_on"],
            mode=r["mode"] or "",
            seen_alone=r["seen_alone"],
            detail=_joined(*said, "child not seen" if r["seen"] is False else ""),
            worker_id=r["worker_id"],
        )


def _supervisions(name: str, child_id: str) -> Iterator[EventRow]:
    for r in _rows(name, "supervisions", child_id):
        yield EventRow(
            child_id=child_id,
            kind=r["kind"] or "supervision",
            happened_on=r["held_on"],
            recorded_on=r["recorded_on"],
            worker_id=r["worker_id"],
        )


def _reviews(name: str, child_id: str) -> Iterator[EventRow]:
    for r in _rows(name, "reviews", child_id):
        due = f"due {_day(r['due_on'])}" if r["due_on"] else ""
        held = "" if r["held_on"] else "not held"
        yield EventRow(
            child_id=child_id,
            kind="review",
            happened_on=r["held_on"] or r["due_on"],
            detail=_joined(r["review_type"], due, held),
        )


def _assessments(name: str, child_id: str) -> Iterator[EventRow]:
    for r in _rows(name, "assessments", child_id):
        yield EventRow(
            child_id=child_id,
            kind="assessment",
            happened_on=r["started_on"],
            ended_on=r["authorised_on"],
            detail=_joined(
                r["assessment_type"],
                f"authorised {_day(r['authorised_on'])}" if r["authorised_on"] else "open",
                r["extension_reason"],
            ),
        )


def _plans(name: str, child_id: str) -> Iterator[EventRow]:
    for r in _rows(name, "plans", child_id):
        yield EventRow(
            child_id=child_id,
            kind="plan",
            happened_on=r["started_on"] or r["reviewed_on"],
            ended_on=r["ended_on"],
            detail=_joined(
                f"{r['plan_type']} plan",
                f"reviewed {_day(r['reviewed_on'])}" if r["reviewed_on"] else "",
                f"ended {_day(r['ended_on'])}" if r["ended_on"] else "",
            ),
        )


def _missing(name: str, child_id: str) -> Iterator[EventRow]:
    for r in _rows(name, "missing", child_id):
        held = r["interview_held_on"]
        interview = f"return home interview {_day(held)}" if held else "no return home interview"
        yield EventRow(
            child_id=child_id,
            kind="missing",
            happened_on=_date(r["started_at"]),
            ended_on=_date(r["ended_at"]),
            detail=_joined("" if r["ended_at"] else "still missing", interview),
        )


def _placements(name: str, child_id: str) -> Iterator[EventRow]:
    for r in _rows(name, "placements", child_id):
        away = "out of area" if r["in_area"] is False else ""
        yield EventRow(
            child_id=child_id,
            kind="placement",
            happened_on=r["started_on"],
            ended_on=r["ended_on"],
            detail=_joined(r["placement_type"], r["setting_name"], r["provider"], away),
        )


def _joined(*parts: str | None) -> str:
    return ", ".join(p for p in parts if p)


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _date(moment: datetime | None) -> date | None:
    return moment.date() if moment else None


_MAKERS: tuple[Callable[[str, str], Iterator[EventRow]], ...] = (
    _visits, _supervisions, _reviews, _assessments, _plans, _missing, _placements,
)  # fmt: skip
