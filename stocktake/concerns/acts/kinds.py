"""How the write door loads and saves a concern and an exploration."""

from collections.abc import Mapping, Sequence
from typing import Any

from stocktake.concerns import models
from stocktake.concerns.domain import exploration as exploring
from stocktake.concerns.domain import lifecycle as rules
from stocktake.concerns.domain.concern import MOVES, Concern
from stocktake.concerns.domain.exploration import Exploration
from stocktake.concerns.queries.states import APART, concern_of, exploration_of, values
from stocktake.core import lifecycle
from stocktake.core.thread import Outgoing
from stocktake.record.door import Kind, locked


def notice(to: Sequence[str], about: str, text: str, url: str) -> Outgoing:
    """A notice without a word of the case."""
    return Outgoing(
        topic="notice",
        payload={"to": sorted({p for p in to if p}), "about": about, "text": text, "url": url},
    )


def _load(ids: Sequence[str]) -> Mapping[str, Concern]:
    return {row.key: concern_of(row) for row in locked(models.Concern.objects.filter(key__in=ids))}


def _save(key: str, before: Concern | None, now: Concern) -> None:
    columns: dict[str, Any] = values(now, APART)
    lists = {"evidence": list(now.evidence), "outcomes": list(now.outcomes)}
    row, _ = models.Concern.objects.update_or_create(key=key, defaults={**columns, **lists})
    for order, person in enumerate(now.heads):
        models.Named.objects.get_or_create(concern=row, person=person, defaults={"order": order})
    told = {r.person: r.from_at for r in now.gone_up}
    for rung in now.ladder:
        at = {"from_at": rung.from_at, "told_at": told.get(rung.person)}
        models.Rung.objects.update_or_create(concern=row, person=rung.person, defaults=at)
    for action in now.follow_ups:
        models.FollowUp.objects.update_or_create(
            concern=row, number=action.number, defaults=values(action, {"number"})
        )


def _load_explorations(ids: Sequence[str]) -> Mapping[str, Exploration]:
    rows = locked(models.Exploration.objects.filter(key__in=ids))
    return {row.key: exploration_of(row) for row in rows}


def _save_exploration(key: str, before: Exploration | None, now: Exploration) -> None:
    columns = values(now, {"evidence"})
    models.Exploration.objects.update_or_create(
        key=key, defaults={**columns, "evidence": list(now.evidence)}
    )


CONCERN = Kind[Concern](
    name="concern",
    load=_load,
    save=_save,
    refusal=rules.refusal,
    after=rules.after,
    capacity=lambda act, by: lifecycle.capacity_of(MOVES, act, by),
)
EXPLORATION = Kind[Exploration](
    name="exploration",
    load=_load_explorations,
    save=_save_exploration,
    refusal=exploring.refusal,
    after=exploring.after,
    capacity=lambda act, by: lifecycle.capacity_of(exploring.MOVES, act, by),
)
