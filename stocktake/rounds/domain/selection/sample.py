"""A selection as values: the children in order, the reserves, the counts of each stratum."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from stocktake.core.strata import Depth, Stratum


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """One child in the order selected, counted from 1 in a stratum; a reserve has no depth.

    `key` is the pseudonym; `child_id` the extract's id, empty where only the sealed frame is known.
    """

    key: str
    stratum: Stratum
    order: int
    depth: Depth | None
    certain: bool = False
    recent: bool = False
    child_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StratumDraw:
    """From open children to the sample, for one stratum.

    `chance` is the exact chance of a child by chance and not recently reviewed, `chance_recent` of
    one recently reviewed, as numerator and denominator; None where there is no such child. Under
    hard limits these are the chances before the limits, and `aimed` the least and the greatest
    chance to which the limits move them.
    """

    stratum: Stratum
    open: int
    in_depth: int
    lighter: int
    left_out: int = 0
    certain: int = 0
    recent: int = 0
    chance: tuple[int, int] | None = None
    chance_recent: tuple[int, int] | None = None
    aimed: tuple[float, float] | None = None

    @property
    def drawn(self) -> int:
        return self.in_depth + self.lighter

    @property
    def eligible(self) -> int:
        return self.open - self.left_out

    @property
    def take_all(self) -> bool:
        return 0 < self.eligible == self.drawn

    @property
    def chance_in_words(self) -> str:
        """ "5 in 41"; where recent reviews lower some, "1 in 7.6, recently reviewed 1 in 15.2"."""
        if not self.eligible:
            return "nobody to select"
        if self.take_all:
            return "all"
        if self.chance and self.chance_recent and self.chance != self.chance_recent:
            usual, recent = _one_in(self.chance), _one_in(self.chance_recent)
            return f"{usual}; recently reviewed {recent}"
        random = self.eligible - self.certain
        return f"{self.drawn - self.certain} in {random}" if random else "all"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """A selection: the children by stratum in the order selected, the reserves, the counts."""

    drawn: tuple[Drawn, ...]
    reserves: tuple[Drawn, ...]
    strata: tuple[StratumDraw, ...]

    def named(self, ids: Mapping[str, str]) -> "Sample":
        """The same with the extract's ids, by pseudonym."""
        return replace(
            self,
            drawn=tuple(replace(d, child_id=ids[d.key]) for d in self.drawn),
            reserves=tuple(replace(d, child_id=ids[d.key]) for d in self.reserves),
        )


def _one_in(chance: tuple[int, int]) -> str:
    found = Fraction(*chance)
    if not found:
        return "none"
    if found == 1:
        return "certain"
    return f"1 in {float(1 / found):.1f}".removesuffix(".0")
