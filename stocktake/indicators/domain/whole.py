"""What can be seen of a whole extract only, settled before it is split into partitions.

Where an extract begins, and of what it holds nothing at all: ten children on a plan of whom none
ever had a core group say that core groups are not in the extract, not that ten were forgotten.
"""

from collections.abc import Mapping
from dataclasses import replace

import polars as pl

from stocktake.indicators.domain.coverage import CHILDREN, Coverage, completed
from stocktake.indicators.domain.finding.events import events, told_of
from stocktake.indicators.domain.finding.spells import SPELLS
from stocktake.indicators.domain.partition import Partition, prepared
from stocktake.indicators.domain.rules import Rule, Rules
from stocktake.indicators.domain.spans import FAR


def settled(coverage: Coverage, tables: Mapping[str, pl.DataFrame], rules: Rules) -> Coverage:
    """The coverage with what the rows themselves show."""
    told = completed(coverage, tables)
    part = Partition(prepared(tables), told, FAR - 1)
    silent = [r.id for r in rules.rules if r.repeats and _silent(part, r, rules)]
    return replace(told, silent=frozenset(silent))


def _silent(part: Partition, rule: Rule, rules: Rules) -> bool:
    ground = rules.of(rule.virtual) if rule.virtual else None
    if told_of(part, rule).held == "none" or len(events(part, rule, ground).child):
        return False
    return len(set(SPELLS[rule.trigger](part).child.tolist())) >= CHILDREN
