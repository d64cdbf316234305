"""A child as selection sees them: a pseudonym, a stratum, and only the traits the design names.

The same rows are the sealed frame, so a certificate can be repeated after the snapshot has gone.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from stocktake.core.periods import months_before
from stocktake.core.strata import Depth, Stratum
from stocktake.rounds.domain.coverage import (
    AGES,
    NOT_RECORDED,
    age_band,
    ethnic_group,
    sex_in_words,
)
from stocktake.rounds.domain.selection.plan import Plan
from stocktake.rounds.domain.selection.seeds import pseudonym

TIMES_OPEN = (
    "less than 3 months", "3 to 6 months", "6 to 12 months", "1 to 2 years", "2 to 5 years",
    "5 years and over", NOT_RECORDED,
)  # fmt: skip
_MONTHS = (3, 6, 12, 24, 60)
# Traits whose values stand in an order: neighbours are nearer than the two ends.
ORDERED: Mapping[str, tuple[str, ...]] = {"age": AGES, "time open": TIMES_OPEN}


class FrameChild(Protocol):
    """A child of the frame: caseload's rows fit, and the demonstration's and the tests' do."""

    @property
    def child_id(self) -> str: ...
    @property
    def stratum(self) -> Stratum | str: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """One row of the frame of selection. `certain` is the depth of a child who is in for certain."""

    key: str
    stratum: Stratum
    traits: tuple[str, ...] = ()
    recent: bool = False
    team: str = ""
    worker: str = ""
    household: str = ""
    certain: Depth | None = None
    left_out: bool = False


def candidates(
    rows: Iterable[Any],  # FrameChild, with the columns that the plan names
    plan: Plan,
    *,
    seal: str,
    day: date,
    left_out: Collection[str] = (),
) -> tuple[Candidate, ...]:
    """The frame as selection uses it, by pseudonym. `day` is the window's last, from which a
    recent review and the time open are counted; `left_out` names children by id."""
    since = months_before(day, plan.recent.months) if plan.recent else None
    certain = {c.child_id: c.depth for c in plan.certain}
    limits = plan.limits
    found = []
    for row in rows:
        team = limits.team_least is not None or limits.team_most is not None
        last = row.last_reviewed if since else None
        found.append(
            Candidate(
                key=pseudonym(seal, "child", row.child_id),
                stratum=Stratum(row.stratum),
                traits=tuple(_TRAITS[name](row, day) for name in plan.spread),
                recent=bool(since and last and last > since),
                team=row.team if team else "",
                worker=pseudonym(seal, "worker", row.worker_id if limits.worker_most else ""),
                household=pseudonym(
                    seal, "household", row.household_id if limits.household_most else ""
                ),
                certain=certain.get(row.child_id),
                left_out=row.child_id in left_out,
            )
        )
    return tuple(sorted(found, key=lambda c: c.key))


def columns_of(plan: Plan) -> tuple[str, ...]:
    """The columns of the frame, beside those its hash always covers, on which this plan rests."""
    limits = plan.limits
    team = limits.team_least is not None or limits.team_most is not None or "team" in plan.spread
    named = {
        "age": "age" in plan.spread,
        "opened_on": "time open" in plan.spread,
        "team": team,
        "worker_id": limits.worker_most is not None,
    }
    return tuple(name for name, used in named.items() if used)


def time_open(opened: date | None, day: date) -> str:
    """How long a case has been open on the window's last day, as one of TIMES_OPEN."""
    if opened is None:
        return NOT_RECORDED
    for months, words in zip(_MONTHS, TIMES_OPEN, strict=False):
        if opened > months_before(day, months):
            return words
    return TIMES_OPEN[len(_MONTHS)]


_TRAITS: Mapping[str, Callable[[Any, date], str]] = {
    "sex": lambda row, day: sex_in_words(row.sex),
    "ethnicity": lambda row, day: ethnic_group(row.ethnicity),
    "disability": lambda row, day: row.disability.strip().lower(),
    "need": lambda row, day: row.need.strip(),
    "age": lambda row, day: age_band(row.age),
    "time open": lambda row, day: time_open(row.opened_on, day),
    "team": lambda row, day: row.team.strip(),
}
