"""What the reviews say of all the children they were selected from, in words and in tenths.

Ends are moved outward to whole tenths and given without counts: a reader learns nothing of a small
group from them, and no share of a handful is printed as a percentage.
"""

import math
from collections.abc import Sequence

from stocktake.core.statistics.saying import TOO_WIDE
from stocktake.reports.compose.facts import Gathered, SayingFacts
from stocktake.reports.compose.tallies import Tally
from stocktake.reports.compose.words import listed, low, paragraph, says, sentence
from stocktake.reports.domain.document import Block, Sentence

TENTHS = (
    "none", "one in ten", "two in ten", "three in ten", "four in ten", "half", "six in ten",
    "seven in ten", "eight in ten", "nine in ten", "all",
)  # fmt: skip
ALL = "Of all the children whom the sample stands for, practice was strong for "
CANNOT = "Of {}, the reviews are too few to say how common strong practice is among all children"


def of_everybody(facts: Gathered, shown: Sequence[Tally]) -> tuple[Block, ...]:
    """One paragraph, for the themes whose tallies are published; none without a sample."""
    published = {t.theme for t in shown}
    told = [s for s in facts.sayings if s.theme in published]
    if not told:
        return ()
    changes = _together(facts, [s for s in told if _change(s)])
    return (paragraph("finding-all-children", *_ranges(facts, told), *changes),)


def _ranges(facts: Gathered, told: Sequence[SayingFacts]) -> list[Sentence]:
    """All that can be said in one sentence, the strongest first; then what cannot."""
    by_share: dict[str, list[str]] = {}
    for one in sorted(told, key=lambda t: (-t.least - t.most, t.theme)):
        by_share.setdefault(_share(one), []).append(one.theme)
    unsaid = by_share.pop("", [])
    found = []
    if by_share:
        parts = [f"{share} in {_labels(facts, of)}" for share, of in by_share.items()]
        said = ALL + "; ".join(parts)
        found.append(
            says(sentence(said), _refs(facts, [t for of in by_share.values() for t in of]))
        )
    if unsaid:
        said = CANNOT.format(_labels(facts, unsaid))
        found.append(says(sentence(said), _refs(facts, unsaid)))
    return found


def _together(facts: Gathered, told: Sequence[SayingFacts]) -> list[Sentence]:
    """Themes that changed alike, in one sentence."""
    groups: dict[str, list[str]] = {}
    for one in told:
        groups.setdefault(_change(one), []).append(one.theme)
    return [
        says(sentence(phrase.format(_labels(facts, themes))), _refs(facts, themes))
        for phrase, themes in groups.items()
    ]


def _refs(facts: Gathered, themes: Sequence[str]) -> list[str]:
    return [j.ref for j in facts.judgements if j.theme in themes]


def _labels(facts: Gathered, themes: Sequence[str]) -> str:
    return listed(low(facts.label(theme)) for theme in themes)


def _share(one: SayingFacts) -> str:
    """ "At least six in ten", "four to eight in ten"; nothing where nothing can be said."""
    least, most = math.floor(one.least * 10), math.ceil(one.most * 10)
    if most - least >= TOO_WIDE * 10:
        return ""
    if least == most:
        return TENTHS[least]
    if most == len(TENTHS) - 1:
        return f"at least {TENTHS[least]}"
    if least == 0:
        return f"at most {TENTHS[most]}"
    first = TENTHS[least].removesuffix(" in ten") if " in " in TENTHS[most] else TENTHS[least]
    return f"between {first} and {TENTHS[most]}"


def _change(one: SayingFacts) -> str:
    """ "Probably higher than in April 2026"; nothing where no change can be told."""
    way = one.since.partition(":")[0]
    return f"{way}: {{}}" if way.startswith(("Higher", "Lower", "Probably")) else ""
