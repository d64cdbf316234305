"""Swaps before the freeze: a coded reason, and the next reserve in order takes the place.

The next in order of the same stratum; under hard limits, the next whose coming keeps them all.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from stocktake.core.strata import DEFAULT_LABELS, Depth, Stratum
from stocktake.rounds.domain.selection import Candidate, Drawn, Limits, Sample, families

REASONS: Mapping[str, str] = {
    "closed": "Closed or moved to another authority since the extract",
    "crisis": "The family is in a crisis in which a review would do harm",
    "no record": "The record cannot be opened or is not whole",
    "conflict": "No reviewer is free of a conflict",
    "declined": "The family asks not to be reviewed",
    "group": "Held in another group than the extract says",
}


class CannotSwap(ValueError):
    """Why this child keeps their place, in one sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Swap:
    """One child out, the next reserve in, at the same depth."""

    out_key: str
    in_key: str
    stratum: Stratum
    depth: Depth
    code: str
    words: str = ""
    by: str = ""
    at: datetime | None = None

    @property
    def reason(self) -> str:
        return REASONS.get(self.code, self.code)


def after_swaps(sample: Sample, swaps: Iterable[Swap]) -> Sample:
    """The sample as it stands: who came in has their own number in the order, and the depth left."""
    drawn, reserves = list(sample.drawn), list(sample.reserves)
    for swap in swaps:
        place = next(i for i, d in enumerate(drawn) if d.key == swap.out_key)
        coming = next(r for r in reserves if r.key == swap.in_key)
        reserves.remove(coming)
        drawn[place] = replace(coming, depth=swap.depth)
    return replace(sample, drawn=tuple(drawn), reserves=tuple(reserves))


def next_reserve(
    sample: Sample, key: str, frame: Sequence[Candidate], limits: Limits
) -> tuple[Drawn, Drawn]:
    """Who goes and who comes, in the sample as it stands. Raises CannotSwap."""
    going = next((d for d in sample.drawn if d.key == key), None)
    if going is None:
        raise CannotSwap("That child is not in the sample.")
    label = DEFAULT_LABELS[going.stratum].lower()
    if going.certain:
        raise CannotSwap("This child is in for certain. Change the design and select again.")
    waiting = [r for r in sample.reserves if r.stratum == going.stratum]
    if not waiting:
        raise CannotSwap(
            f"There is no reserve left in {label}. Plan more reserves and select again."
        )
    for coming in waiting:
        chosen = {d.key for d in sample.drawn} - {key} | {coming.key}
        if not breaks(chosen, frame, limits):
            return going, coming
    raise CannotSwap(
        f"Every reserve left in {label} would break a limit of the design. "
        "Loosen the limit or plan more reserves, and select again."
    )


def breaks(chosen: Iterable[str], frame: Sequence[Candidate], limits: Limits) -> bool:
    """Whether these children, by pseudonym, would break a hard limit."""
    inside = set(chosen)
    taken = [place for place, child in enumerate(frame) if child.key in inside]
    return any(family.broken(taken) for family in families(frame, limits))
