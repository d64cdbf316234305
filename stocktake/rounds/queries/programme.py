"""Reads of the programme: quality-assurance frameworks, planned rounds, what a round cites."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from stocktake.core.thread import NotTheirs, Person
from stocktake.record import clock
from stocktake.rounds import models
from stocktake.rounds.domain import programme
from stocktake.rounds.domain.programme import Activity, AssuranceFramework, PlannedRound
from stocktake.rounds.domain.rounds import SEES
from stocktake.rounds.domain.values import Round


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """A round of the programme with its id."""

    id: str
    state: PlannedRound


def assurance_frameworks() -> tuple[tuple[str, AssuranceFramework], ...]:
    """All of them with their ids, the latest day first."""
    rows = models.AssuranceFramework.objects.order_by("-holds_from", "-key")
    return tuple(framework_states(rows).items())


def assurance_framework(key: str, *, to: Person) -> AssuranceFramework:
    """One of them. Raises NotTheirs."""
    found = framework_states(models.AssuranceFramework.objects.filter(key=key))
    if not to.holds(*SEES) or key not in found:
        raise NotTheirs
    return found[key]


def assurance_in_force(on: date) -> tuple[str, AssuranceFramework] | None:
    """The framework adopted for a day, with its id."""
    return programme.in_force(assurance_frameworks(), on)


def planned_rounds() -> tuple[Planned, ...]:
    """The whole programme by window."""
    rows = models.PlannedRound.objects.order_by("window_end", "key")
    return tuple(Planned(id=k, state=s) for k, s in planned_states(rows).items())


def planned_round(key: str, *, to: Person) -> Planned:
    """One round of the programme. Raises NotTheirs."""
    found = next((p for p in planned_rounds() if p.id == key), None)
    if found is None or not to.holds(*SEES):
        raise NotTheirs
    return found


def planned_for(round_id: str) -> Planned | None:
    """The programme's entry that a round was commissioned from."""
    return next((p for p in planned_rounds() if p.state.round == round_id), None)


def cited_by(of: Round) -> tuple[str, AssuranceFramework] | None:
    """The framework a round rests on: its place in the programme says which, else the one in force
    on the day it was commissioned.
    """
    named = dict(assurance_frameworks())
    place = planned_for(of.id)
    if place and place.state.framework in named:
        return place.state.framework, named[place.state.framework]
    return assurance_in_force(clock.local(of.commissioned_at).date())


def framework_states(rows: Iterable[models.AssuranceFramework]) -> dict[str, AssuranceFramework]:
    return {
        row.key: AssuranceFramework(
            status=row.status,
            title=row.title,
            holds_from=row.holds_from,
            activities=tuple(Activity(**one) for one in row.activities),
            text=row.text,
            drafted_by=row.drafted_by,
            adopted_by=row.adopted_by,
            adopted_at=row.adopted_at,
        )
        for row in rows
    }


def planned_states(rows: Iterable[models.PlannedRound]) -> dict[str, PlannedRound]:
    return {
        row.key: PlannedRound(
            status=row.status,
            kind=row.kind,
            title=row.title,
            window_end=row.window_end,
            by=row.by,
            framework=row.framework,
            follows=row.follows,
            round=row.round,
            reason=row.reason,
        )
        for row in rows
    }
