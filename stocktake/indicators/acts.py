"""Setting a council's intervals; turning figures about one worker on; the worker's sight of them."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

from stocktake.caseload import queries as caseload
from stocktake.core import lifecycle
from stocktake.core.capacity import Capacity
from stocktake.core.thread import Person, Refused
from stocktake.indicators import national, pseudonyms, queries
from stocktake.indicators.domain import figures, intervals
from stocktake.indicators.domain.figures import (
    Comment,
    FiguresState,
    See,
    SightState,
    TurnOff,
    TurnOn,
)
from stocktake.indicators.domain.intervals import IntervalState, SetInterval
from stocktake.indicators.models import Interval, Sight, WorkerFigures
from stocktake.record.access import note_export
from stocktake.record.door import Kind, Move, locked, perform

COUNCIL = "council"
MAY_EXPORT = (Capacity.DATA_ANALYST, Capacity.LOCAL_OPERATOR)


def set_interval(*, what: SetInterval, by: Person, at: datetime) -> None:
    """Set a local interval from a day on. Clocks that started before keep the one they had."""
    try:
        rule = national.rules().of(what.rule)
    except KeyError as unknown:
        raise Refused(str(unknown.args[0])) from unknown
    if sentence := intervals.refusal_for(rule, what):
        raise Refused(sentence)
    key = f"{what.rule}@{what.valid_from.isoformat()}"
    perform([Move(kind=INTERVAL, id=key, act=what)], by=by, at=at)


def turn_on(*, what: TurnOn, by: Person, at: datetime) -> None:
    """Record the impact assessment and the consultation; from then on the figures are shown."""
    perform([Move(kind=FIGURES, id=COUNCIL, act=what)], by=by, at=at)


def turn_off(*, why: str, by: Person, at: datetime) -> None:
    perform([Move(kind=FIGURES, id=COUNCIL, act=TurnOff(why=why))], by=by, at=at)


def see(*, worker_id: str, snapshot: str, by: Person, at: datetime) -> None:
    """The worker has opened the figures about them; said once for each snapshot."""
    key = queries.sight_key(worker_id, snapshot)
    if Sight.objects.filter(key=key).exists():
        return
    act = See(worker_id=worker_id, snapshot=snapshot)
    perform([Move(kind=SIGHT, id=key, act=act, concerns=(f"person:{by.id}",))], by=by, at=at)


def comment(*, worker_id: str, snapshot: str, text: str, by: Person, at: datetime) -> None:
    """The worker says something to the figures about them."""
    key = queries.sight_key(worker_id, snapshot)
    act = Comment(comment=text)
    perform([Move(kind=SIGHT, id=key, act=act, concerns=(f"person:{by.id}",))], by=by, at=at)


def export_partitions(
    *, snapshot: str, folder: Path, partitions: int, key: bytes, by: Person
) -> str:
    """Write pseudonymised tables for a cluster; return the whole hash of the snapshot.

    Raises LookupError when there is no such snapshot, Refused for whoever may not export.
    """
    if not by.holds(*MAY_EXPORT):
        who = lifecycle.CAPACITY_WORDS[Capacity.DATA_ANALYST]
        raise Refused(f"Only {who} can export tables. Ask them if it is needed.")
    if folder.exists() and any(folder.iterdir()):
        raise Refused(f"{folder} is not empty. Name a folder that is, or that is not there yet.")
    name = caseload.snapshot(snapshot).card.hash
    rules = queries.rules_now()
    tables, told = queries.tables_of(name, rules)
    pseudonyms.write(pseudonyms.pseudonymised(tables, rules, key), told, folder, partitions)
    note_export(by=by, what=f"snapshot:{name}", detail=f"pseudonymised, {partitions} partitions")
    return name


def _load_intervals(ids: Sequence[str]) -> Mapping[str, IntervalState]:
    rows = locked(Interval.objects.filter(key__in=ids))
    return {row.key: queries.interval_state(row) for row in rows}


def _save_interval(key: str, before: IntervalState | None, now: IntervalState) -> None:
    facts = {name: getattr(now, name) for name in IntervalState.__dataclass_fields__}
    Interval.objects.update_or_create(key=key, defaults={**facts, "modes": list(now.modes)})


def _load_figures(ids: Sequence[str]) -> Mapping[str, FiguresState]:
    rows = locked(WorkerFigures.objects.filter(key__in=ids))
    return {row.key: queries.figures_state(row) for row in rows}


def _save_figures(key: str, before: FiguresState | None, now: FiguresState) -> None:
    facts = {name: getattr(now, name) for name in FiguresState.__dataclass_fields__}
    WorkerFigures.objects.update_or_create(key=key, defaults=facts)


def _load_sights(ids: Sequence[str]) -> Mapping[str, SightState]:
    rows = locked(Sight.objects.filter(key__in=ids))
    return {row.key: queries.sight_state(row) for row in rows}


def _save_sight(key: str, before: SightState | None, now: SightState) -> None:
    facts = {name: getattr(now, name) for name in SightState.__dataclass_fields__}
    Sight.objects.update_or_create(key=key, defaults=facts)


INTERVAL = Kind[IntervalState](
    name="interval",
    load=_load_intervals,
    save=_save_interval,
    refusal=intervals.refusal,
    after=intervals.after,
    capacity=lambda act, by: lifecycle.capacity_of(intervals.MOVES, act, by),
)
FIGURES = Kind[FiguresState](
    name="worker_figures",
    load=_load_figures,
    save=_save_figures,
    refusal=figures.refusal,
    after=figures.after,
    capacity=lambda act, by: lifecycle.capacity_of(figures.MOVES, act, by),
)
SIGHT = Kind[SightState](
    name="sight",
    load=_load_sights,
    save=_save_sight,
    refusal=figures.sight_refusal,
    after=figures.sight_after,
    capacity=lambda act, by: lifecycle.capacity_of(figures.SIGHT_MOVES, act, by),
)
