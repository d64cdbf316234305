"""The quality-assurance framework drafted and adopted; rounds planned, moved, dropped, taken up."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date, datetime

from stocktake.core import lifecycle
from stocktake.core.capacity import Capacity
from stocktake.core.thread import Outgoing, Person, Refused
from stocktake.people import queries as people
from stocktake.record import clock
from stocktake.record.door import Kind, Move, locked, next_number, perform
from stocktake.rounds import models, queries
from stocktake.rounds.domain import programme as domain
from stocktake.rounds.domain.programme import (
    Activity,
    AdoptFramework,
    AssuranceFramework,
    DraftFramework,
    DropPlanned,
    MovePlanned,
    PlannedRound,
    PlanRound,
    TakeUp,
)

TO_ADOPT = "A quality-assurance framework is drafted and waits to be adopted."


def draft_framework(
    *,
    title: str,
    holds_from: date,
    activities: Sequence[Activity],
    text: str = "",
    key: str = "",
    by: Person,
    at: datetime,
) -> str:
    """Draft a framework, or change a draft; return its id. Assistant directors are told."""
    key = key or next_number("assurance")
    act = DraftFramework(
        title=title.strip(), holds_from=holds_from, activities=tuple(activities), text=text.strip()
    )
    directors = people.holders(Capacity.ASSISTANT_DIRECTOR, clock.today())
    told = {
        "to": sorted(card.id for card in directors),
        "about": f"assurance:{key}",
        "text": TO_ADOPT,
        "url": f"/programme/frameworks/{key}/",
    }
    outbox = (Outgoing(topic="notice", payload=told),) if directors else ()
    perform([Move(kind=ASSURANCE, id=key, act=act, outbox=outbox)], by=by, at=at)
    return key


def adopt_framework(*, key: str, by: Person, at: datetime) -> None:
    """Adopt a draft: it holds from its day, and rounds planned from then on cite it."""
    perform([Move(kind=ASSURANCE, id=key, act=AdoptFramework())], by=by, at=at)


def plan_round(
    *, kind: str, title: str, window_end: date, done_by: str, follows: str = "", by: Person, at: datetime
) -> str:  # fmt: skip
    """Plan one round under the framework in force on its last day; return its id."""
    key = next_number("planned")
    perform([_plan(key, kind, title, window_end, done_by, follows)], by=by, at=at)
    return key


def lay_out_year(*, year: int, by: Person, at: datetime) -> int:
    """Plan the rounds of a council's year as the framework asks: those that are not planned yet and
    whose window is not over.
    """
    found = queries.assurance_in_force(date(year + 1, 3, 31))
    if found is None:
        raise Refused("No quality-assurance framework is adopted for that year yet.")
    there = {(p.state.kind, p.state.window_end) for p in queries.planned_rounds()}
    wanted = [
        (one, end)
        for one, end in domain.laid_out(found[1].activities, year)
        if (one.kind, end) not in there and end >= clock.local(at).date()
    ]
    moves = [
        _plan(next_number("planned"), one.kind, _title(one, end), end, one.by, "")
        for one, end in wanted
    ]
    if moves:
        perform(moves, by=by, at=at)
    return len(moves)


def move_planned(*, key: str, window_end: date, reason: str, by: Person, at: datetime) -> None:
    """Move a planned round to another window, with the reason."""
    act = MovePlanned(window_end=window_end, reason=reason.strip())
    perform([Move(kind=PLANNED, id=key, act=act)], by=by, at=at)


def drop_planned(*, key: str, reason: str, by: Person, at: datetime) -> None:
    """Take a planned round out of the programme, with the reason."""
    perform([Move(kind=PLANNED, id=key, act=DropPlanned(reason=reason.strip()))], by=by, at=at)


def take_up(*, key: str, round_id: str, by: Person, at: datetime) -> None:
    """Say that a round was commissioned from its place in the programme."""
    one = queries.planned_round(key, to=by)
    cited = (f"assurance:{one.state.framework}",) if one.state.framework else ()
    move = Move(
        kind=PLANNED,
        id=key,
        act=TakeUp(round=round_id),
        rests_on=(f"round:{round_id}", *cited),
    )
    perform([move], by=by, at=at)


def _plan(
    key: str, kind: str, title: str, window_end: date, done_by: str, follows: str
) -> Move:  # fmt: skip
    held = queries.assurance_in_force(window_end)
    act = PlanRound(
        kind=kind,
        title=title.strip(),
        window_end=window_end,
        by=done_by.strip(),
        framework=held[0] if held else "",
        follows=follows,
    )
    rests_on = (f"assurance:{held[0]}",) if held else ()
    return Move(kind=PLANNED, id=key, act=act, rests_on=rests_on)


def _title(one: Activity, end: date) -> str:
    return f"{end:%B %Y} {one.kind}"


def _load_frameworks(ids: Sequence[str]) -> Mapping[str, AssuranceFramework]:
    return queries.framework_states(locked(models.AssuranceFramework.objects.filter(key__in=ids)))


def _save_framework(key: str, before: AssuranceFramework | None, now: AssuranceFramework) -> None:
    facts = {**asdict(now), "activities": [asdict(one) for one in now.activities]}
    models.AssuranceFramework.objects.update_or_create(key=key, defaults=facts)


def _load(ids: Sequence[str]) -> Mapping[str, PlannedRound]:
    return queries.planned_states(locked(models.PlannedRound.objects.filter(key__in=ids)))


def _save(key: str, before: PlannedRound | None, now: PlannedRound) -> None:
    models.PlannedRound.objects.update_or_create(key=key, defaults=asdict(now))


ASSURANCE = Kind[AssuranceFramework](
    name="assurance",
    load=_load_frameworks,
    save=_save_framework,
    refusal=domain.framework_refusal,
    after=domain.framework_after,
    capacity=lambda act, by: lifecycle.capacity_of(domain.FRAMEWORK_MOVES, act, by),
)
PLANNED = Kind[PlannedRound](
    name="planned",
    load=_load,
    save=_save,
    refusal=domain.refusal,
    after=domain.after,
    capacity=lambda act, by: lifecycle.capacity_of(domain.PROGRAMME_MOVES, act, by),
)
