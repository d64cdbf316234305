"""What the reviews say of all the children they were selected from, in words and in tenths.

Ends are moved outward to whole tenths and given without counts: a reader learns nothing of a small
group from them, and no share of a handful is printed as a percentage.
"""

import math
from collections.abc import Callable, Sequence

from stocktake.core.statistics.saying import TOO_WIDE
from stocktake.reports.compose.facts import Gathered, SayingFacts
from stocktake.reports.compose.tallies import Tally
from stocktake.reports.compose.words import listed, low, paragraph, says, sentence
from stocktake.reports.domain.document import Block, Sentence

TENTHS = (
    "none", "one in ten", "two in ten", "three in ten", "four in ten", "half", "six in ten",
    "seven in ten", "eight in ten", "nine in ten", "all",
)  # fmt: skip
CANNOT = "Of {}, the reviews are too few to say how common strong practice is among all children"


def of_everybody(facts: Gathered, shown: Sequence[Tally]) -> tuple[Block, ...]:
    """One paragraph, for the themes whose tallies are published; none without a sample."""
    published = {t.theme for t in shown}
    told = [s for s in facts.sayings if s.theme in published]
    if not told:
        return ()
    ranges = _together(facts, told, _range)
    changes = _together(facts, [s for s in told if _change(s)], _change)
    return (paragraph("finding-all-children", *ranges, *changes),)


def _together(
    facts: Gathered, told: Sequence[SayingFacts], words: Callable[[SayingFacts], str]
) -> list[Sentence]:
    """Themes of which the same is said, in one sentence."""
    groups: dict[str, list[str]] = {}
    for one in sorted(told, key=lambda t: words(t) == CANNOT):  # what can be said comes first
        groups.setdefault(words(one), []).append(one.theme)
    return [_said(facts, phrase, themes) for phrase, themes in groups.items()]


def _said(facts: Gathered, phrase: str, themes: Sequence[str]) -> Sentence:
    refs = [j.ref for j in facts.judgements if j.theme in themes]
    labels = listed(low(facts.label(theme)) for theme in themes)
    return says(sentence(phrase.format(labels)), refs)


def _range(one: SayingFacts) -> str:
    least, most = math.floor(one.least * 10), math.ceil(one.most * 10)
    if most - least >= TOO_WIDE * 10:
        return CANNOT
    if least == most:
        share = TENTHS[least]
    elif most == len(TENTHS) - 1:
        share = f"at least {TENTHS[least]}"
    elif least == 0:
        share = f"at most {TENTHS[most]}"
    else:
        share = f"between {TENTHS[least]} and {TENTHS[most]}"
    return f"In {{}}, practice was strong for {share} of the children whom the sample stands for"


def _change(one: SayingFacts) -> str:
    """ "Probably higher than in April 2026"; nothing where no change can be told."""
    way = one.since.partition(":")[0]
    return f"{way}: {{}}" if way.startswith(("Higher", "Lower", "Probably")) else ""
