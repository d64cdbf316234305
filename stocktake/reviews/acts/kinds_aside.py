"""The kinds that stand beside the reviews: calibration cases, and who has seen their own figures."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict

from stocktake.core import lifecycle
from stocktake.record.door import Kind, locked
from stocktake.reviews.domain import calibrations, consistency
from stocktake.reviews.domain.calibrations import CalibrationState
from stocktake.reviews.domain.consistency import ConsistencyState
from stocktake.reviews.models import Calibration, CalibrationRating, ConsistencyView
from stocktake.reviews.queries.calibrating import calibration_states


def _load_calibrations(ids: Sequence[str]) -> Mapping[str, CalibrationState]:
    return calibration_states(locked(Calibration.objects.filter(key__in=ids)))


def _save_calibration(key: str, before: CalibrationState | None, now: CalibrationState) -> None:
    row, _ = Calibration.objects.update_or_create(
        key=key,
        defaults={
            "round_id": now.round,
            "status": now.status,
            "title": now.title,
            "text": now.text,
            "reference": [asdict(r) for r in now.reference],
            "required": now.required,
            "learnt": now.learnt,
        },
    )
    for person, ratings in now.rated.items():
        if before is None or person not in before.rated:
            CalibrationRating.objects.create(
                calibration=row, person=person, ratings=[asdict(r) for r in ratings]
            )


def _load_views(ids: Sequence[str]) -> Mapping[str, ConsistencyState]:
    rows = locked(ConsistencyView.objects.filter(person__in=ids))
    return {
        r.person: ConsistencyState(status=r.status, person=r.person, doubles=tuple(r.doubles))
        for r in rows
    }


def _save_view(key: str, before: ConsistencyState | None, now: ConsistencyState) -> None:
    columns = {"status": now.status, "doubles": list(now.doubles)}
    ConsistencyView.objects.update_or_create(person=key, defaults=columns)


CALIBRATION = Kind[CalibrationState](
    name="calibration",
    load=_load_calibrations,
    save=_save_calibration,
    refusal=calibrations.refusal,
    after=calibrations.after,
    capacity=lambda act, by: lifecycle.capacity_of(calibrations.MOVES, act, by),
)
CONSISTENCY = Kind[ConsistencyState](
    name="consistency",
    load=_load_views,
    save=_save_view,
    refusal=consistency.refusal,
    after=consistency.after,
    capacity=lambda act, by: lifecycle.capacity_of(consistency.MOVES, act, by),
)
