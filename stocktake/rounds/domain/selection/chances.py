"""Each child's chance of being in the sample, exact, as whole numbers over one denominator.

Without hard limits the chance of child i of a stratum is n w(i) / sum of w, w being 1 or the part
that a recent review leaves; a chance that would pass 1 is 1 and the rest is shared again. Source:
Saerndal, Swensson and Wretman, Model Assisted Survey Sampling (1992), 3.6.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from stocktake.core.strata import DEFAULT_LABELS, Depth, Stratum, beside
from stocktake.rounds.domain.selection.candidates import Candidate
from stocktake.rounds.domain.selection.plan import Plan, StratumPlan

USUAL, RECENT, SURE = 0, 1, 2  # SURE + RECENT: in for certain, and reviewed lately


class CannotSelect(ValueError):
    """The plan cannot be met, in one sentence for the person who made it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stake:
    """One stratum before a selection: who may be selected, each with a chance of chances/whole."""

    stratum: Stratum
    open: int
    left_out: int
    children: tuple[Candidate, ...]
    kinds: tuple[int, ...]  # of each child: USUAL, RECENT, SURE, or SURE + RECENT
    plan: StratumPlan
    chances: tuple[int, ...]
    whole: int

    def chance(self, *, recent: bool) -> Fraction | None:
        """The chance of a child who is not in for certain; None where there is no such child."""
        kind = RECENT if recent else USUAL
        if kind not in self.kinds:
            return None
        return Fraction(self.chances[self.kinds.index(kind)], self.whole)

    @property
    def certain(self) -> int:
        return sum(kind >= SURE for kind in self.kinds)

    @property
    def recent(self) -> int:
        return sum(kind & RECENT for kind in self.kinds)


def stakes(frame: Sequence[Candidate], plan: Plan) -> tuple[Stake, ...]:
    """Every stratum with its chances. Raises CannotSelect, also for a child who stands twice."""
    if len({child.key for child in frame}) != len(frame):
        raise CannotSelect(
            "A child stands twice in the frame, so their chance would be unequal. "
            "Mend the extract and import it again."
        )
    groups = beside([*(s.stratum for s in plan.strata), *(child.stratum for child in frame)])
    return tuple(_stake(frame, stratum, plan) for stratum in groups)


def _stake(frame: Sequence[Candidate], stratum: Stratum, plan: Plan) -> Stake:
    found = [child for child in frame if child.stratum is stratum]
    eligible = tuple([child for child in found if not child.left_out])
    wanted = plan.of(stratum)
    _refuse(wanted, found, eligible)
    weight = plan.recent.weight if plan.recent else Fraction(1)
    kinds = tuple([SURE + c.recent if c.certain else int(c.recent) for c in eligible])
    usuals, recents = kinds.count(USUAL), kinds.count(RECENT)
    by_chance = wanted.wanted - (len(eligible) - usuals - recents)
    usual, lower = shared(by_chance, usuals, recents, weight)
    whole = math.lcm(usual.denominator, lower.denominator)
    chance_of = (int(usual * whole), int(lower * whole), whole, whole)  # by kind
    return Stake(
        stratum=stratum,
        open=len(found),
        left_out=len(found) - len(eligible),
        children=eligible,
        kinds=kinds,
        plan=wanted,
        chances=tuple([chance_of[kind] for kind in kinds]),
        whole=whole,
    )


def shared(count: int, usual: int, recent: int, part: Fraction) -> tuple[Fraction, Fraction]:
    """The chance of each of `usual` children and of each of `recent` ones, who keep `part` of it;
    together `count`, none above 1."""
    weight = usual + part * recent
    if not weight:
        return Fraction(0), Fraction(0)
    chance = count / Fraction(weight)
    if chance <= 1:
        return chance, chance * part
    return Fraction(1), Fraction(count - usual, recent) if recent else Fraction(0)


def _refuse(wanted: StratumPlan, found: Sequence[Candidate], eligible: Sequence[Candidate]) -> None:
    label = DEFAULT_LABELS[wanted.stratum].lower()
    if wanted.wanted > len(eligible):
        out = len(found) - len(eligible)
        but = f", {out} of them left out" if out else ""
        raise CannotSelect(
            f"{wanted.wanted} children are planned in {label}, and the frame has "
            f"{len(found)}{but}. Lower the plan or choose another snapshot."
        )
    for depth, room in ((Depth.IN_DEPTH, wanted.in_depth), (Depth.LIGHTER, wanted.lighter)):
        sure = sum(child.certain is depth for child in eligible)
        if sure > room:
            raise CannotSelect(
                f"{sure} children are in for certain in {label}, {depth}, and {room} are planned. "
                "Raise the plan or let chance decide about one of them."
            )
