"""One child's verdicts and standards: the same kernel over the rows of that child alone.

What only the whole extract can tell (where it begins, what it holds nothing of) is settled once for
each snapshot and kept; a page about one child then waits for that child's few rows, not for all.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any

import polars as pl

from stocktake.caseload import queries as caseload
from stocktake.core.periods import Window
from stocktake.indicators.domain import lengths, rows
from stocktake.indicators.domain.coverage import Coverage
from stocktake.indicators.domain.kernel import judge
from stocktake.indicators.domain.partition import prepared
from stocktake.indicators.domain.rules import LocalInterval, Rule, Rules, with_local
from stocktake.indicators.domain.spans import Span, due_on
from stocktake.indicators.domain.vocabulary import Verdict
from stocktake.indicators.national import rules as national
from stocktake.indicators.queries.judging import tables_of
from stocktake.indicators.queries.standing import local_intervals

Rows = Sequence[dict[str, Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class VerdictLine:
    """One rule's verdict on one child, in full. `standard`: what was asked, in words."""

    rule: Rule
    standard: str
    verdict: str
    due_on: date | None
    judged_on: date | None
    days_over: int
    reason: str
    version: str
    authority: str
    now: str
    now_due_on: date | None
    on_time: int
    late: int
    unsure: int
    longest_gap: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Standard:
    """How often one duty comes back to one child. `dues`: the last day of each occasion by its first."""

    rule: Rule
    words: str  # "every 10 working days, this council's setting"
    span: Span
    dues: Mapping[date, date] = field(default_factory=dict)

    def due_after(self, day: date) -> date:
        """The last day in time after an event of this day, by the rule in force on it."""
        if day in self.dues:
            return self.dues[day]
        version = self.rule.version_on(day)
        varies = version is None or version.regimes or version.pace.after_one_year
        return due_on(day, self.span if varies or version is None else lengths.every(version))


@dataclass(frozen=True)
class _Child:
    """What the kernel says of one child."""

    rules: Rules
    verdicts: Rows
    occasions: Rows


def of_child(snapshot: str, child_id: str, start: date, end: date) -> tuple[VerdictLine, ...]:
    """A child's verdicts over a window, for a page whose reader may read this child's record.

    None once the snapshot has been deleted.
    """
    try:
        found = _child(snapshot, child_id, Window(start, end))
    except LookupError:
        return ()
    return lines_of(found.rules, found.verdicts, found.occasions)


def lines_of(rules: Rules, verdicts: Rows, occasions: Rows) -> tuple[VerdictLine, ...]:
    """The verdicts of one child with what each rule asked of that child."""
    given = [name for name in VerdictLine.__dataclass_fields__ if name not in ("rule", "standard")]
    made = []
    for row in verdicts:
        rule = rules.of(row["rule"])
        standard = _by_clocks(occasions, rule, row["due_on"]).words
        made.append(VerdictLine(rule=rule, standard=standard, **{n: row[n] for n in given}))
    return tuple(made)


def standards_of(
    snapshot: str, child_id: str, window: Window, *, stratum: str, rules: Collection[str]
) -> tuple[Standard, ...]:
    """Of these rules those that apply to the child, each with the length its clocks ran on.

    Once the snapshot has gone: those of the child's stratum, by the rules of today.
    """
    try:
        found = _child(snapshot, child_id, window)
    except LookupError:
        now = with_local(national(), local_intervals()).rules
        return tuple(_by_rule(r, window.end) for r in now if r.id in rules and stratum in r.strata)
    applying = [
        row["rule"]
        for row in found.verdicts
        if row["rule"] in rules and row["verdict"] != Verdict.NONE.value
    ]
    return tuple(_by_clocks(found.occasions, found.rules.of(rule), window.end) for rule in applying)


def _child(snapshot: str, child_id: str, window: Window) -> _Child:
    """Raises LookupError when there is no such snapshot (any more)."""
    caseload.table(snapshot, "cases")
    return _judged(snapshot, child_id, window, local_intervals())


@lru_cache(maxsize=256)
def _judged(
    snapshot: str, child_id: str, window: Window, local: tuple[LocalInterval, ...]
) -> _Child:
    """A snapshot never changes, so neither does what is judged of it under the same rules."""
    rules = with_local(national(), local)
    tables, told = _whole(snapshot, local)
    own = {name: _own(table, child_id) for name, table in tables.items()}
    judged = judge(own, rules=rules, window=window, coverage=told)
    here = pl.col("child_id") == child_id
    return _Child(
        rules=rules,
        verdicts=tuple(rows.verdicts(judged).filter(here).to_dicts()),
        occasions=tuple(rows.occasions(judged).filter(here).to_dicts()),
    )


@lru_cache(maxsize=4)
def _whole(
    snapshot: str, local: tuple[LocalInterval, ...]
) -> tuple[dict[str, pl.DataFrame], Coverage]:
    tables, told = tables_of(snapshot, with_local(national(), local))
    return prepared(tables), told


def _own(table: pl.DataFrame, child_id: str) -> pl.DataFrame:
    """The child's rows; a table without children is everybody's. Tables are sorted by child."""
    if "child_id" not in table.columns:
        return table
    children = table["child_id"]
    first = children.search_sorted(child_id, side="left")
    return table.slice(first, children.search_sorted(child_id, side="right") - first)


def _by_clocks(occasions: Rows, rule: Rule, day: date | None) -> Standard:
    """By the newest clock of this rule; where none ran, by the text in force on the day."""
    own = [o for o in occasions if o["rule"] == rule.id and o["started_on"] and o["due_on"]]
    if not own:
        return _by_rule(rule, day)
    last = max(own, key=lambda o: o["started_on"])
    version = rule.version_on(last["started_on"]) or rule.now
    span = lengths.between(version, last["started_on"], last["due_on"]) or lengths.every(version)
    return Standard(
        rule=rule,
        words=lengths.in_words(rule, version, span),
        span=span,
        dues={o["started_on"]: o["due_on"] for o in own},
    )


def _by_rule(rule: Rule, day: date | None) -> Standard:
    version = (rule.version_on(day) if day else None) or rule.now
    span = lengths.every(version)
    return Standard(rule=rule, words=lengths.in_words(rule, version, span), span=span)
