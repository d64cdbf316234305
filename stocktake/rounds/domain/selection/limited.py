"""Selection under hard limits: the local pivotal method held to the limits, then chains of exchange.

Source: Deville and Tillé, Efficient balanced sampling: the cube method, Biometrika 91 (2004), and
Grafström and Tillé, Doubly balanced spatial sampling, Environmetrics 24 (2013). Chances that meet
the limits on average (`limits.fitted`) move in steps that keep every child's expected chance. A
limit that is reached stays reached: from then on children meet only inside its group, and when
nobody can meet any more, chances move round chains of children that leave every reached limit as
it is. Limits that nest (a household in a worker's cases, a worker in a team) always end in whole
children. Where they do not nest a selection can end between children; it is then begun again.
"""

from collections import deque
from collections.abc import Mapping, Sequence

import numpy as np

from stocktake.rounds.domain.selection.chains import Chains
from stocktake.rounds.domain.selection.limits import Family
from stocktake.rounds.domain.selection.nearness import FAR, Numbers, Places
from stocktake.rounds.domain.selection.pivotal import Distances, coarser
from stocktake.rounds.domain.selection.seeds import Stream
from stocktake.rounds.domain.selection.walk import Walk

BY_ROUNDING = 1_000  # a chance below this part of the whole is what rounding left


def select_limited(
    chances: Sequence[int],
    whole: int,
    *,
    strata: Sequence[int],
    levels: Mapping[int, Sequence[Places]],
    families: Sequence[Family],
    distances: Distances,
    stream: Stream,
) -> list[int] | None:
    """The places of those selected, every limit kept; None when the walk ended between children.

    Children of all strata come in the random order of this seed; `strata` numbers each one's, and
    `levels` holds by that number the cells of children alike. A stratum's children follow each other.
    """
    walk = Walk(list(chances), whole, families, stream)
    for stratum in dict.fromkeys(strata):
        own = [i for i, of in enumerate(strata) if of == stratum]
        for cell in coarser(levels.get(stratum, ()), own, walk.now, whole):
            _in_turn(walk, cell)
        left = [i for i in own if walk.undecided(i)]
        if left:
            _nearest_first(walk, left, distances(left).copy())
    _chains(walk, strata)
    taken = [_decided(chance, walk.whole) for chance in walk.now]
    if None in taken or not _as_planned(chances, whole, strata, taken):
        return None
    chosen = [taken_ or 0 for taken_ in taken]
    if any(family.broken(chosen) for family in families):
        return None
    return [i for i, selected in enumerate(chosen) if selected]


def _in_turn(walk: Walk, cell: Sequence[int]) -> None:
    """Each meets whoever is undecided and tied alike."""
    waiting: dict[tuple[int, ...], int] = {}
    for i in cell:
        tied = walk.tied[i]
        other = waiting.get(tied, i)
        if other != i and walk.undecided(other) and walk.tied[other] == tied:
            walk.meet(other, i)
            if walk.undecided(other) and walk.tied[other] == tied:
                continue
        waiting[walk.tied[i]] = i


def _nearest_first(walk: Walk, left: Sequence[int], apart: Numbers) -> None:
    """As without limits, among those tied alike; who is left alone waits for the chains."""
    turns = deque(range(len(left)))
    ties, codes = -1, walk.codes
    places = np.array(left, dtype=np.intp)
    while turns:
        place = turns.popleft()
        if not walk.undecided(left[place]):
            continue
        if ties != walk.ties:
            ties, codes = walk.ties, walk.codes[places]
        row = np.where(codes == codes[place], apart[place], FAR)
        near = int(row.argmin())
        if row[near] >= FAR:
            continue
        walk.meet(left[place], left[near])
        for met in (place, near):
            if not walk.undecided(left[met]):
                apart[:, met] = FAR
        if walk.undecided(left[place]):
            turns.append(place)


def _chains(walk: Walk, strata: Sequence[int]) -> None:
    """Chains of exchange, until those left depend on no other."""
    left = [i for i in range(len(strata)) if walk.undecided(i)]
    tied = [walk.tied[i] for i in left]
    chains, same = Chains(), 0
    while steps := chains.circuit(
        (i, {-1 - strata[i]: 1} | dict.fromkeys(walk.tied[i], 1)) for i in left[same:]
    ):
        walk.move(steps)
        # What stands before the first child who is decided or tied anew need not be done again.
        changed = (
            walk.tied[i] is not was or not walk.undecided(i)
            for i, was in zip(left, tied, strict=True)
        )
        same = next((place for place, new in enumerate(changed) if new), len(left))
        chains.keep(same)
        left = [i for i in left if walk.undecided(i)]
        tied = [walk.tied[i] for i in left]


def _decided(chance: int, whole: int) -> int | None:
    if chance * BY_ROUNDING < whole:
        return 0
    return 1 if (whole - chance) * BY_ROUNDING < whole else None


def _as_planned(
    chances: Sequence[int], whole: int, strata: Sequence[int], taken: Sequence[int | None]
) -> bool:
    """Every stratum has the number that its chances add up to."""
    aim: dict[int, int] = {}
    for stratum, chance, one in zip(strata, chances, taken, strict=True):
        aim[stratum] = aim.get(stratum, 0) + chance - (one or 0) * whole
    return not any(aim.values())
