"""Figures about one worker: theirs to see first, then their manager's. Never in a list or a file."""

from dataclasses import dataclass
from datetime import date

import polars as pl

from stocktake.core.capacity import Capacity
from stocktake.core.thread import NotTheirs, Person
from stocktake.indicators.domain import figures as domain
from stocktake.indicators.domain import summary
from stocktake.indicators.domain.vocabulary import Verdict
from stocktake.indicators.queries.judging import reading
from stocktake.indicators.queries.overview import share_words, visits_made
from stocktake.indicators.queries.standing import figures_on, sight


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkerPage:
    """What the worker and, after them, their manager sees."""

    worker_id: str
    name: str
    team: str
    window: str
    cases: int
    measures: tuple[tuple[str, str], ...]
    own: bool
    seen: bool
    comment: str
    commented_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamMember:
    """A worker of a manager's team, by name: whether they have seen their figures, no figure."""

    worker_id: str
    name: str
    seen: bool


def worker_page(snapshot: str, worker_id: str, *, to: Person) -> WorkerPage:
    """Figures about one worker. NotTheirs for anybody who may not see them, or while they are off."""
    found = reading(snapshot)
    rows = found.verdicts.filter(pl.col("worker_id") == worker_id)
    first = rows.row(0, named=True) if worker_id and rows.height else None
    seen = sight(worker_id, found.snapshot)
    allowed = first is not None and domain.may_see(
        to,
        worker_id=worker_id,
        team=first["team"],
        on=figures_on(),
        seen_by_worker=seen is not None,
    )
    if first is None or not allowed:
        raise NotTheirs(worker_id)
    occasions = found.occasions.filter(pl.col("worker_id") == worker_id)
    made = visits_made(found).filter(pl.col("child_id").is_in(rows["child_id"].unique().implode()))
    return WorkerPage(
        worker_id=worker_id,
        name=first["worker"] or worker_id,
        team=first["team"],
        window=found.window.in_words,
        cases=rows["child_id"].n_unique(),
        measures=_measures(occasions, made),
        own=worker_id in to.worker_ids,
        seen=seen is not None,
        comment=seen.comment if seen else "",
        commented_on=seen.commented_at.date() if seen and seen.commented_at else None,
    )


def members(snapshot: str, team: str, *, to: Person) -> tuple[TeamMember, ...]:
    """The workers of a team for its manager, by name; none while the figures are off."""
    if not figures_on() or not (to.holds(Capacity.TEAM_MANAGER) and team in to.teams):
        return ()
    found = reading(snapshot)
    known = found.verdicts.filter((pl.col("team") == team) & (pl.col("worker_id") != ""))
    rows = known.select("worker_id", "worker").unique("worker_id").sort("worker", "worker_id")
    return tuple(
        TeamMember(worker_id=w, name=n or w, seen=sight(w, found.snapshot) is not None)
        for w, n in rows.iter_rows()
    )


def _measures(occasions: pl.DataFrame, made: pl.DataFrame) -> tuple[tuple[str, str], ...]:
    verdict = occasions["verdict"]

    def share(*rules: str) -> str:
        here = occasions["rule"].is_in(list(rules))
        met, late = (int((here & (verdict == v.value)).sum()) for v in (Verdict.IN, Verdict.OUT))
        return share_words(met, met + late)

    alone = summary.seen_alone(made.with_columns(all=pl.lit(1)), ["all"]).to_dicts()
    told = alone[0] if alone else {"alone": 0, "not_alone": 0}
    return (
        ("Visits on time", share(*summary.VISITS)),
        (
            "Children seen alone at visits",
            share_words(told["alone"], told["alone"] + told["not_alone"]),
        ),
        ("Supervision of these cases on time", share("supervision")),
        ("Supervision written up on time", share("supervision-upload")),
    )
