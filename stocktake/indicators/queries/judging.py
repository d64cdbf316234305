"""Verdicts of a snapshot: the kernel run once over its tables, and kept while they are asked for."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

import polars as pl

from stocktake.caseload import queries as caseload
from stocktake.core.periods import Window, day_in_words, six_months_to
from stocktake.indicators.domain import rows
from stocktake.indicators.domain.coverage import Coverage, Held
from stocktake.indicators.domain.kernel import judge
from stocktake.indicators.domain.partition import BY_CHILD
from stocktake.indicators.domain.rules import LocalInterval, Rules, with_local
from stocktake.indicators.domain.spans import day_of
from stocktake.indicators.domain.whole import settled
from stocktake.indicators.national import rules as national
from stocktake.indicators.queries.standing import local_intervals

WHO = (
    "child_id", "case_ref", "stratum", "allocated_team", "allocated_worker_id", "allocated_worker",
)  # fmt: skip
TOLD = {"visits": "Visits", "supervisions": "Supervisions", "reviews": "Reviews"}


@dataclass(frozen=True)
class Reading:
    """What the rules say of a snapshot over a window; its last day is the as-of day."""

    snapshot: str
    as_of: date
    window: Window
    rules: Rules
    verdicts: pl.DataFrame  # a row for each child and rule, with case_ref, stratum, team
    occasions: pl.DataFrame  # a row for each clock, the same
    notices: tuple[str, ...]  # what the extract cannot tell, in sentences

    @property
    def children(self) -> int:
        return self.verdicts["child_id"].n_unique()


def reading(snapshot: str, as_of: date | None = None, window: Window | None = None) -> Reading:
    """Judge a snapshot as at a day (left out: the day of the extract) over six months to it.

    Raises LookupError when there is no such snapshot.
    """
    card = caseload.snapshot(snapshot).card
    chosen = window or six_months_to(as_of or card.as_of)
    return _reading(card.hash, card.as_of, chosen, local_intervals())


def only(found: Reading, rules: Sequence[str], children: Sequence[str]) -> Reading:
    """The same reading, narrowed to these rules and children; none named means all."""
    keep = pl.lit(True)
    if rules:
        keep &= pl.col("rule").is_in(list(rules))
    if children:
        keep &= pl.col("child_id").is_in(list(children))
    return replace(
        found, verdicts=found.verdicts.filter(keep), occasions=found.occasions.filter(keep)
    )


def rules_now() -> Rules:
    """The national rules with this council's intervals."""
    return with_local(national(), local_intervals())


@lru_cache(maxsize=4)
def _reading(
    snapshot: str, extracted: date, window: Window, local: tuple[LocalInterval, ...]
) -> Reading:
    """A snapshot never changes, so neither does its reading under the same rules."""
    rules = with_local(national(), local)
    tables, told = tables_of(snapshot, rules)
    judged = judge(tables, rules=rules, window=window, coverage=told)
    who = (
        tables["cases"]
        .select(WHO)
        .rename(
            {
                "allocated_team": "team",
                "allocated_worker_id": "worker_id",
                "allocated_worker": "worker",
            }
        )
    )
    return Reading(
        snapshot=snapshot,
        as_of=window.end,
        window=window,
        rules=rules,
        verdicts=_with_who(rows.verdicts(judged), who),
        occasions=_with_who(rows.occasions(judged), who),
        notices=tuple(_notices(told, extracted, window, rules)),
    )


def tables_of(snapshot: str, rules: Rules) -> tuple[dict[str, pl.DataFrame], Coverage]:
    """What the kernel reads of a snapshot, and what is settled for the whole of it."""
    names = (*BY_CHILD, "workers", "reg44", "coverage")
    tables = {name: table for name in names if (table := _table(snapshot, name)) is not None}
    told = settled(Coverage.read(tables.pop("coverage", None)), tables, rules)
    return tables, told


def _table(snapshot: str, name: str) -> pl.DataFrame | None:
    """A table; None where an older Stocktake made the snapshot without it."""
    try:
        return caseload.table(snapshot, name)
    except LookupError:
        return None


def _with_who(made: pl.DataFrame, who: pl.DataFrame) -> pl.DataFrame:
    """Children without an open case (a referral only) have no case reference, stratum or team."""
    joined = made.join(who, on="child_id", how="left", maintain_order="left")
    return joined.with_columns(pl.col("stratum", "team", "worker_id", "worker").fill_null(""))


def _notices(told: Coverage, extracted: date, window: Window, rules: Rules) -> list[str]:
    found = []
    if told.silent:
        found.append(
            "The extract holds nothing at all about: "
            + ", ".join(r.short for r in rules.rules if r.id in told.silent)
            + "."
        )
    if window.end > extracted:
        found.append(
            f"The extract speaks of {day_in_words(extracted)}; what happened afterwards is not in it."
        )
    for table, words in TOLD.items():
        of = told.of(table)
        if of.held is Held.NONE and not any(t == table and k for t, k in told.lines):
            found.append(f"{words} are not in the extract: what rests on them cannot be told.")
        elif of.since is not None and day_of(of.since) > window.start:
            since = day_in_words(day_of(of.since))
            found.append(f"{words} begin on {since} in this extract; gaps before are not judged.")
        elif of.held is Held.LATEST or _only_latest(told, table):
            found.append(f"{words}: only the latest of each child is in the extract.")
    return found


def _only_latest(told: Coverage, table: str) -> bool:
    held = [line.held for (t, kind), line in told.lines.items() if t == table and kind]
    return bool(held) and all(h is Held.LATEST for h in held)
