"""Strands held in conjunction: which strand reviews which case, and which cases all of them review.

A case that strands share has a review for each, on that strand's own form and by its own reviewer;
the worker has one discussion for all of them.
"""

import hashlib
from collections.abc import Iterable, Sequence

from stocktake.rounds.domain.selection import Drawn, Plan, in_order
from stocktake.rounds.domain.values import Strand

SHARED_RULE = "SHA-256 of seed and “shared by the strands”; the children in its order"


def shared_among(strands: Sequence[Strand], workers: Sequence[str]) -> list[str]:
    """For each case, given its worker, the strand that takes it: about as many for each strand.

    A worker's cases stay in one strand, so that they have one discussion and not two; a case
    without a worker goes where there is room. The largest group first, each to the smallest strand.
    """
    groups: dict[str, list[int]] = {}
    for i, worker in enumerate(workers):
        groups.setdefault(worker or f"nobody {i}", []).append(i)
    load = [0] * len(strands)
    given = [""] * len(workers)
    for _, cases in sorted(groups.items(), key=lambda g: (-len(g[1]), g[1][0])):
        smallest = load.index(min(load))
        load[smallest] += len(cases)
        for i in cases:
            given[i] = strands[smallest].name
    return given


def shared_cases(seed: str, drawn: Iterable[Drawn], plan: Plan) -> frozenset[str]:
    """The pseudonyms of the children whom every strand reviews: chance decides, by the sample's
    own seed, so that anybody can repeat it and nobody chooses."""
    if not plan.shared:
        return frozenset()
    own = hashlib.sha256(f"{seed}\nshared by the strands".encode()).hexdigest()
    return frozenset(in_order([d.key for d in drawn], own)[: plan.shared])


def also_of(strand: str, strands: Sequence[Strand], *, shared: bool) -> tuple[str, ...]:
    """The further strands that review a case of this one."""
    return tuple(s.name for s in strands if s.name != strand) if shared else ()
