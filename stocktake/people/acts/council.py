"""Changing the council's own settings. They stand in the home's `council.json`, read on every use."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.conf import settings

from stocktake.core import lifecycle
from stocktake.core.settings import Setting
from stocktake.core.thread import Person, Refused
from stocktake.people.domain import council as domain
from stocktake.people.domain.council import ChangeSetting, CouncilSetting
from stocktake.record.door import Kind, Move, perform

UNSET = object()


def change_settings(
    *, typed: Mapping[str, str], known: Sequence[Setting], by: Person, at: datetime
) -> tuple[str, ...]:
    """Change those of the known settings whose text differs; return their labels.

    All or none: one that cannot be read refuses the whole form.
    """
    moves, labels = [], []
    for setting in known:
        if setting.name not in typed:
            continue
        try:
            value = setting.read(typed[setting.name])
        except ValueError as wrong:
            raise Refused(str(wrong)) from wrong
        was = setting.shown(settings.HOME.told(setting.name, setting.default))
        if (now := setting.shown(value)) == was:
            continue
        moves.append(
            Move(kind=SETTING, id=setting.name, act=ChangeSetting(value=value, was=was, now=now))
        )
        labels.append(setting.label)
    perform(moves, by=by, at=at)
    return tuple(labels)


def _load(ids: Sequence[str]) -> Mapping[str, CouncilSetting]:
    told = {name: settings.HOME.told(name, UNSET) for name in ids}
    return {name: CouncilSetting(value=value) for name, value in told.items() if value is not UNSET}


def _save(name: str, before: CouncilSetting | None, now: CouncilSetting) -> None:
    value = list(now.value) if isinstance(now.value, tuple) else now.value
    settings.HOME.tell(**{name: value})


SETTING = Kind[CouncilSetting](
    name="setting",
    load=_load,
    save=_save,
    refusal=domain.refusal,
    after=domain.after,
    capacity=lambda act, by: lifecycle.capacity_of(domain.MOVES, act, by),
)
