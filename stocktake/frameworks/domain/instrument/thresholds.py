"""Whether enough of a round's cases reach a level: over applicable cases, without rounding.

`100 × counted ≥ per cent × applicable` is asked in whole numbers, so 95.0 % meets 95 and 94.99 %
does not. Where no case applies there is no judgement, and never a pass.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from stocktake.frameworks.domain.instrument.compiled import Compiled, Share
from stocktake.frameworks.domain.instrument.rating import Rated
from stocktake.frameworks.domain.instrument.truth import truth


@dataclass(frozen=True, slots=True, kw_only=True)
class Reached:
    """One threshold over a round. `met` None: no judgement, for `why`."""

    id: str
    title: str
    of: str
    at_least: str
    applicable: int
    counted: int
    open: int  # cases without a rating yet, in neither number
    met: bool | None
    why: str

    def as_facts(self) -> dict[str, Any]:
        share = None if not self.applicable else round(100 * self.counted / self.applicable, 2)
        names = ("id", "title", "of", "at_least", "applicable", "counted", "open", "met", "why")
        return {**{name: getattr(self, name) for name in names}, "share": share}


def reached(done: Compiled, cases: Sequence[Rated], facts: Mapping[str, Any]) -> list[Reached]:
    """Every threshold over the cases; `facts` are those of the round."""
    return [_reached(done, share, cases, facts) for share in done.shares]


def meets(counted: int, applicable: int, at_least: str) -> bool | None:
    """The comparison itself; None without an applicable case."""
    if applicable == 0:
        return None
    return 100 * counted >= Fraction(at_least) * applicable


def _reached(
    done: Compiled, share: Share, cases: Iterable[Rated], facts: Mapping[str, Any]
) -> Reached:
    wanted = share.threshold
    ratings = Counter(case.judged[wanted.of].rating for case in cases)
    open_ = ratings.pop(None, 0)
    applicable = sum(n for rating, n in ratings.items() if rating != done.na)
    counted = sum(ratings[level] for level in wanted.counts)
    met = meets(counted, applicable, wanted.at_least)
    why = "" if applicable else "No case is applicable, so there is no judgement."
    also = truth(share.also, facts)
    if met and also is not True:
        met = False if also is False else None
        why = wanted.also_says or "A further condition of the round is not met."
        if also is None:
            why = f"Not known yet: {why}"
    return Reached(
        id=wanted.id,
        title=wanted.title,
        of=wanted.of,
        at_least=wanted.at_least,
        applicable=applicable,
        counted=counted,
        open=open_,
        met=met,
        why=why,
    )
