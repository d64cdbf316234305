"""What can be seen of a whole extract only, settled before it is split into partitions.

Where an extract begins, and of what it holds nothing at all: ten children on a plan of whom none
ever had a core group say that core groups are not in the extract, not that ten were forgotten.
Asked rule by rule, since one table holds several kinds: reviews of children in need since 2019 say
nothing of reviews of looked-after children.
"""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import polars as pl

from stocktake.indicators.domain.coverage import CHILDREN, DAYS, Coverage, Held, completed
from stocktake.indicators.domain.finding.events import events, table_of, told_of
from stocktake.indicators.domain.finding.spells import SPELLS
from stocktake.indicators.domain.finding.triggers import PLANNED
from stocktake.indicators.domain.partition import UNKNOWN, Partition, prepared
from stocktake.indicators.domain.rules import Rule, Rules
from stocktake.indicators.domain.spans import FAR, due
from stocktake.indicators.domain.walking import Events, Spells


def settled(coverage: Coverage, tables: Mapping[str, pl.DataFrame], rules: Rules) -> Coverage:
    """The coverage with what the rows themselves show."""
    told = completed(coverage, tables)
    part = Partition(prepared(tables), told, FAR - 1)
    silent, begins = set(), {}
    for rule in rules.rules:
        if rule.trigger in PLANNED and _unplanned(part, PLANNED[rule.trigger]):
            silent.add(rule.id)
        if not rule.repeats or (of := told_of(part, rule)).held is Held.NONE:
            continue
        spells = part.made(SPELLS[rule.trigger])
        held = events(part, rule, rules.of(rule.virtual) if rule.virtual else None)
        if not len(held.child):
            if _waits(part, rule, spells):
                silent.add(rule.id)
        elif (first := _first(rule, spells, held)) is not None and _later(first, of.since):
            begins[rule.id] = first
    return replace(told, silent=frozenset(silent), begins=_of_base(begins, rules))


def _waits(part: Partition, rule: Rule, spells: Spells) -> bool:
    """Nothing could answer the duty: so many children say that it is not in the extract.

    One child does where the table holds other kinds of event. Not of visits: a child whom nobody
    has visited must not vanish because the others are visited under another duty.
    """
    children = len(set(spells.child.tolist()))
    table = table_of(rule)
    others = table != "visits" and len(part.rows(table)) > 0
    return children >= (1 if others else CHILDREN)


def _unplanned(part: Partition, kind: str) -> bool:
    """Plans are in the extract, and none of this kind."""
    plans = part.rows("plans")
    told = part.coverage.of("plans", kind).held is not Held.NONE
    return told and len(plans) > 0 and not plans.among("plan_type", kind).any()


def _first(rule: Rule, spells: Spells, held: Events) -> int | None:
    """The first event of any child, where ten children's duties were long overdue by then."""
    pace = rule.now.pace.due or rule.now.pace.then_every
    known = spells.start > UNKNOWN
    if pace is None or not known.any():
        return None
    first = int(held.day.min())
    overdue = due(spells.start[known], pace) + DAYS < first
    children = np.unique(spells.child[known][overdue])
    return first if len(children) >= CHILDREN else None


def _later(first: int, table: int | None) -> bool:
    """Than the table by more than chance: its first event is of some kind."""
    return table is None or first - table > DAYS // 2


def _of_base(begins: Mapping[str, int], rules: Rules) -> dict[str, int]:
    """Being seen alone begins with visits: months in which nobody was are no missing extract."""
    base = {r.met_by: begins[r.id] for r in rules.rules if r.id in begins}
    return {
        r.id: base[visit]
        for r in rules.rules
        if (visit := r.met_by.partition(", seen ")[0]) in base
    }
