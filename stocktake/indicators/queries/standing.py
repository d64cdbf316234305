"""What stands: the council's intervals, whether figures about one worker are shown, who saw them."""

from stocktake.indicators.domain.figures import ON, FiguresState, SightState
from stocktake.indicators.domain.intervals import IntervalState, as_local
from stocktake.indicators.domain.rules import LocalInterval
from stocktake.indicators.models import Interval, Sight, WorkerFigures
from stocktake.people import queries as people


def local_intervals() -> tuple[LocalInterval, ...]:
    """Every interval this council has set, by rule and day."""
    rows = list(Interval.objects.order_by("rule", "valid_from"))
    names = people.cards({row.set_by for row in rows})
    return tuple(as_local(interval_state(row), names[row.set_by].name) for row in rows)


def figures() -> FiguresState:
    """Whether figures about one worker are shown, and the decisions this rests on."""
    row = WorkerFigures.objects.first()
    return figures_state(row) if row else FiguresState()


def figures_on() -> bool:
    return figures().status == ON


def sight(worker_id: str, snapshot: str) -> SightState | None:
    """What the worker saw and said of the figures of this snapshot, or None before they did."""
    row = Sight.objects.filter(key=sight_key(worker_id, snapshot)).first()
    return sight_state(row) if row else None


def sight_key(worker_id: str, snapshot: str) -> str:
    return f"{worker_id}:{snapshot[:12]}"


def interval_state(row: Interval) -> IntervalState:
    facts = {name: getattr(row, name) for name in IntervalState.__dataclass_fields__}
    return IntervalState(**{**facts, "modes": tuple(row.modes)})


def figures_state(row: WorkerFigures) -> FiguresState:
    return FiguresState(**{name: getattr(row, name) for name in FiguresState.__dataclass_fields__})


def sight_state(row: Sight) -> SightState:
    return SightState(**{name: getattr(row, name) for name in SightState.__dataclass_fields__})
