"""The kernel: from the tables of some children to a verdict for each child and rule.

One pure function over a partition. It reads no clock and no file; what holds for the whole extract
(coverage) is settled before the tables are split, so that any number of partitions gives the same
rows as one.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from stocktake.core.periods import Window
from stocktake.indicators.domain.clocks import Clocks, ordered
from stocktake.indicators.domain.coverage import Coverage
from stocktake.indicators.domain.finding.events import events, told_of
from stocktake.indicators.domain.finding.spells import SPELLS
from stocktake.indicators.domain.finding.triggers import TRIGGERS
from stocktake.indicators.domain.once import once
from stocktake.indicators.domain.partition import Partition, Tables, prepared
from stocktake.indicators.domain.rules import Rule, Rules
from stocktake.indicators.domain.spans import number
from stocktake.indicators.domain.walking import Over, walk


@dataclass(frozen=True)
class Judged:
    """What the kernel made: clocks by rule, over the children of `part`."""

    part: Partition
    rules: Rules
    window: Window
    clocks: Mapping[str, Clocks]


def judge(tables: Tables, *, rules: Rules, window: Window, coverage: Coverage) -> Judged:
    """Every clock of every rule that was running in the window; its last day is the as-of day."""
    part = Partition(prepared(tables), coverage, number(window.end))
    over = Over(start=number(window.start), as_of=number(window.end))
    clocks = {rule.id: ordered(_clocks(part, rule, rules, over)) for rule in rules.rules}
    return Judged(part, rules, window, clocks)


def _clocks(part: Partition, rule: Rule, rules: Rules, over: Over) -> Clocks:
    if not rule.repeats:
        return once(rule, TRIGGERS[rule.trigger](part, rule), over)
    ground = rules.of(rule.virtual) if rule.virtual else None
    spells = part.made(SPELLS[rule.trigger])
    return walk(rule, spells, events(part, rule, ground), told_of(part, rule), over)
