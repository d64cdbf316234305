"""How many reviews each group gets: as typed, in proportion, equally, or where they tell most.

Optimal: the numbers for which the estimate of all children varies least, found exactly and not by
rounding (Wright, The equivalence of Neyman optimum allocation for sampling and equal proportions
for apportioning the U.S. House of Representatives, The American Statistician 66, 2012). What a
group is expected to show decides how much it varies: half of its children varies most.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction

from stocktake.core.strata import Stratum, beside
from stocktake.rounds.domain.selection import Plan, StratumPlan

FIXED, PROPORTIONAL, EQUAL, OPTIMAL = "fixed", "proportional", "equal", "optimal"
RULES: Mapping[str, str] = {
    FIXED: "As typed in the table",
    PROPORTIONAL: "In proportion to the children in each group",
    EQUAL: "The same number from each group",
    OPTIMAL: "Where they tell most of all children",
}
EVEN = 50  # per cent: where nothing is expected, a group may vary most


class CannotApportion(ValueError):
    """Why the numbers cannot be worked out, in one sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """So many reviews, some of them in depth, by a rule; groups up to `whole` children are taken
    whole. `expected`: of a group's children, how many of a hundred are expected to have had strong
    practice.
    """

    rule: str
    reviews: int
    in_depth: int
    whole: int = 0
    expected: Mapping[Stratum, int] = field(default_factory=dict)


def apportioned(plan: Plan, open_: Mapping[Stratum, int], wish: Wish) -> Plan:
    """The plan with the numbers that the wish gives. Raises CannotApportion."""
    if wish.rule not in RULES or wish.rule == FIXED:
        raise CannotApportion("Choose how the reviews are shared between the groups.")
    groups = [s for s in Stratum if open_.get(s, 0)]
    taken = {s: open_[s] for s in groups if open_[s] <= wish.whole}
    rest = [s for s in groups if s not in taken]
    left = wish.reviews - sum(taken.values())
    _refuse(wish, groups, left, len(rest), sum(open_[s] for s in rest))
    shares = _shared(left, {s: _weight(wish, s, open_[s]) for s in rest}, open_, wish.rule)
    counts = {**taken, **shares}
    deep = _shared(wish.in_depth, {s: Fraction(n) for s, n in counts.items()}, counts, PROPORTIONAL)
    strata = tuple(
        StratumPlan(stratum=s, in_depth=deep.get(s, 0), lighter=counts.get(s, 0) - deep.get(s, 0))
        for s in beside(open_)
    )
    return replace(plan, strata=strata, rule=_told(wish))


def _refuse(wish: Wish, groups: Sequence[Stratum], left: int, rest: int, room: int) -> None:
    if not groups:
        raise CannotApportion("The frame has no child, so there is nothing to share out.")
    if not 0 <= wish.in_depth <= wish.reviews:
        raise CannotApportion("Of the reviews in all, some can be in depth, and not more than all.")
    if left < rest:
        raise CannotApportion(
            f"{wish.reviews} reviews are too few for at least one in each group"
            f"{' beside the groups taken whole' if wish.whole else ''}."
        )
    if left > room:
        raise CannotApportion(
            f"{wish.reviews} reviews are planned, and the frame has fewer children."
        )


def _weight(wish: Wish, stratum: Stratum, size: int) -> Fraction:
    """The square of what the rule weighs a group by: size, or size times how much it varies."""
    if wish.rule == EQUAL:
        return Fraction(1)
    if wish.rule == PROPORTIONAL:
        return Fraction(size)
    share = min(max(wish.expected.get(stratum, EVEN), 1), 99)
    return Fraction(size * size * share * (100 - share))


def _shared(
    count: int, weights: Mapping[Stratum, Fraction], most: Mapping[Stratum, int], rule: str
) -> dict[Stratum, int]:
    """`count` shared out one by one, each to where it tells most; at least one each where all can
    have one. No group gets more than it has."""
    found = dict.fromkeys(weights, 1 if count >= len(weights) else 0)
    for _ in range(count - sum(found.values())):
        free = [s for s in weights if found[s] < most[s] and weights[s]]
        if not free:
            break
        found[max(free, key=lambda s: _next(weights[s], found[s], rule))] += 1
    return found


def _next(weight: Fraction, has: int, rule: str) -> Fraction:
    """How much one more is worth: Webster's divisors in proportion, equal proportions for the
    least variance (compared as squares, so that every number stays exact)."""
    if rule == OPTIMAL:
        return weight / (has * (has + 1))
    return weight / (2 * has + 1)


def _told(wish: Wish) -> str:
    told = f"{RULES[wish.rule].lower()}, {wish.reviews} in all, {wish.in_depth} of them in depth"
    if wish.whole:
        told += f", groups of up to {wish.whole} taken whole"
    if wish.rule == OPTIMAL:
        expected = ", ".join(f"{s} {n}%" for s, n in wish.expected.items() if n != EVEN)
        told += f"; strong practice expected: {expected or 'half everywhere'}"
    return told
