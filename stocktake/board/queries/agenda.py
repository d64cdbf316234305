"""What is outstanding for a meeting of the board: computed when read, until the meeting is held."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from stocktake.actions import queries as actions
from stocktake.actions.domain.recommendations import (
    AGREED,
    CASE_ACTION,
    DONE,
    DRAFTED,
    RETURNED,
    UNDER_WAY,
    VERIFIED,
)
from stocktake.actions.queries import Recommendation
from stocktake.board.domain import items as domain
from stocktake.board.models import Item
from stocktake.core.capacity import Capacity
from stocktake.findings import queries as findings
from stocktake.placements import queries as placements
from stocktake.record import queries as record
from stocktake.rounds import queries as rounds

# What needs the board most comes first.
ORDER = ("overdue", RETURNED, DONE, VERIFIED, UNDER_WAY, AGREED, DRAFTED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """Something for the agenda. `rests_on` are entries; `interest` whose reviews it rests on."""

    kind: str
    about: str
    title: str
    text: str = ""
    rests_on: tuple[str, ...] = ()
    interest: tuple[str, ...] = ()


def outstanding(round_ids: Iterable[str]) -> tuple[Line, ...]:
    """Recommendations one by one, what needs most first; then placements and the baseline."""
    ids = tuple(round_ids)
    noted = _noted()
    found = [r for i in ids for r in actions.recommendations(i) if _waits(r, noted)]
    found.sort(key=lambda r: (ORDER.index(group(r)), r.level != CASE_ACTION, int(r.id)))
    whose = {refs: interest(refs) for refs in {r.rests_on for r in found}}  # each walk once
    recommendations = (_recommendation(r, whose[r.rests_on]) for r in found)
    return (*recommendations, _placements(), *(_baseline(i) for i in ids))


def group(one: Recommendation) -> str:
    """Under which heading of the agenda it stands: "overdue", or its word of state."""
    return "overdue" if one.overdue else one.status


def interest(rests_on: Iterable[str]) -> tuple[str, ...]:
    """Who, as a reviewer, wrote any entry that these rest on."""
    steps = record.walk(rests_on)
    found = {s.entry.person for s in steps if s.entry and s.entry.capacity == Capacity.REVIEWER}
    return tuple(sorted(found))


def _waits(one: Recommendation, noted: Mapping[str, datetime]) -> bool:
    """Everything but what was withdrawn, and what was verified and already noted by the board."""
    if one.status != VERIFIED:
        return one.status in ORDER
    verified, when = one.last("action.verified"), noted.get(one.ref)
    return not (when and verified and when >= verified.at)


def _noted() -> dict[str, datetime]:
    """When the board last noted each thing."""
    rows = Item.objects.filter(decision=domain.NOTED).order_by("minuted_at")
    return {about: at for about, at in rows.values_list("about", "minuted_at") if at}


def _recommendation(one: Recommendation, whose: tuple[str, ...]) -> Line:
    return Line(
        kind=domain.RECOMMENDATION,
        about=one.ref,
        title=f"Recommendation {one.id}",
        rests_on=(f"entry:{one.entry}",),
        interest=whose,
    )


def _placements() -> Line:
    return Line(
        kind=domain.PLACEMENTS,
        about="placements",
        title="Placements and Regulation 44",
        text=placements.position().in_words,
    )


def _baseline(round_id: str) -> Line:
    verdicts = [v for v in findings.baseline_verdicts(round_id) if v.verdict]
    refs = tuple(f"entry:{v.entry}" for v in verdicts)
    said = "; ".join(f"{v.statement} {v.verdict}" for v in verdicts)
    return Line(
        kind=domain.BASELINE,
        about=f"baseline:{round_id}",
        title=f"Practice against the last inspection: {rounds.round_(round_id).title}",
        text=f"{said}." if said else "No statement has been judged yet.",
        rests_on=refs,
        interest=interest(refs),
    )
