"""Whether a phrase of the lens falls on one group's records far more than on the others'.

A phrase that stands in every third record of one group and in every twentieth of another may say more
of how records are written than of children. Counted by child, never by hit; the chance that such a
difference comes by itself is Fisher's exact test (two-sided), stated with each line.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

RATIO, CHANCE = 3.0, 0.01


@dataclass(frozen=True, slots=True, kw_only=True)
class Uneven:
    """A phrase, the group whose records hold it most, and everybody else."""

    term: str
    group: str
    has: int
    of: int
    others_have: int
    others_of: int
    chance: float


def uneven(records: Iterable[tuple[str, frozenset[str]]], *, fewest: int = 5) -> tuple[Uneven, ...]:
    """`records`: (group, phrases of the record) of each child. Groups smaller than `fewest` are not
    looked at. Sorted by chance; many comparisons are made, so a line is a question, not a finding."""
    sizes: dict[str, int] = {}
    holding: dict[str, dict[str, int]] = {}
    for group, terms in records:
        sizes[group] = sizes.get(group, 0) + 1
        for term in terms:
            by_group = holding.setdefault(term, {})
            by_group[group] = by_group.get(group, 0) + 1
    found = [
        line
        for term, counts in holding.items()
        for group in counts
        if (line := _line(term, group, counts, sizes, fewest))
    ]
    return tuple(sorted(found, key=lambda one: (one.chance, one.term, one.group)))


def _line(
    term: str, group: str, counts: Mapping[str, int], sizes: Mapping[str, int], fewest: int
) -> Uneven | None:
    has, of = counts[group], sizes[group]
    others_have = sum(n for other, n in counts.items() if other != group)
    others_of = sum(n for other, n in sizes.items() if other != group)
    if of < fewest or others_of < fewest:
        return None
    if has / of < RATIO * others_have / others_of:
        return None
    from scipy.stats import fisher_exact  # a second to load, for one page

    chance = float(fisher_exact([[has, of - has], [others_have, others_of - others_have]]).pvalue)
    if chance > CHANCE:
        return None
    return Uneven(term=term, group=group, has=has, of=of, others_have=others_have,
                  others_of=others_of, chance=chance)  # fmt: skip
