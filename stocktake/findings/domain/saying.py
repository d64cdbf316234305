"""From the children reviewed to all they were selected from: the sample's design as groups.

A group is children of one stratum who had the same chance: in for certain, recently reviewed, or
the others. Within a group the children judged on a theme are a sample by equal chance.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from stocktake.core.statistics.change import change_in_words, least_change
from stocktake.core.statistics.finite import Group, count_interval
from stocktake.core.statistics.saying import range_in_words
from stocktake.core.strata import DEFAULT_LABELS, Stratum
from stocktake.rounds.domain.selection import Drawn, StratumDraw

ByStratum = dict[Stratum, tuple[Group, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Saying:
    """One theme: children found strong, and what that says of all; `since` beside a round before."""

    theme: str
    label: str
    found: int
    judged: int
    words: str
    left_out: str = ""
    since: str = ""
    compared: str = ""
    whom: str = ""
    least: float = 0.0  # of all children described, the shares between which strong practice lies
    most: float = 1.0

    @property
    def told(self) -> str:
        """What the reviews of this theme say of all children, beside a finding about it."""
        said = self.words[0].lower() + self.words[1:] if self.words.startswith("Between") else ""
        share = f"Strong for {self.found} of {self.judged} children reviewed"
        first = f"{share}; {said[:-1]} in {self.whom}." if said else f"{share}. {self.words}"
        return " ".join(words for words in (first, self.since, self.compared) if words)


def groups_of(
    strata: Sequence[StratumDraw], drawn: Sequence[Drawn], strong: Mapping[str, bool]
) -> ByStratum:
    """Groups of each stratum with a judgement; `strong` by the child's key, where judged."""
    found: ByStratum = {}
    for stratum in strata:
        own = [d for d in drawn if d.stratum == stratum.stratum]
        if any(d.key in strong for d in own):
            found[stratum.stratum] = tuple(_groups(stratum, own, strong))
    return found


def _groups(stratum: StratumDraw, own: Sequence[Drawn], strong: Mapping[str, bool]) -> list[Group]:
    apart = _two_chances(stratum)
    recent = stratum.recent - sum(d.certain and d.recent for d in own) if apart else 0
    sizes = {"certain": stratum.certain, "recent": recent}
    sizes["others"] = stratum.eligible - sum(sizes.values())
    seen: dict[str, list[bool]] = {name: [] for name in sizes}
    for child in own:
        if child.key in strong:
            name = "certain" if child.certain else "recent" if apart and child.recent else "others"
            seen[name].append(strong[child.key])
    return [
        Group(size=size, sampled=len(seen[name]), found=sum(seen[name]))
        for name, size in sizes.items()
        if size
    ]


def _two_chances(stratum: StratumDraw) -> bool:
    both = stratum.chance and stratum.chance_recent
    return bool(both) and stratum.chance != stratum.chance_recent


def saying(
    theme: tuple[str, str],
    now: ByStratum,
    selected: Sequence[Stratum],
    earlier: tuple[str, ByStratum] | None = None,
) -> Saying:
    """`selected`: the strata of the sample; `earlier`: a round before, its title and groups."""
    groups = [g for of in now.values() for g in of]
    since, compared = _since(now, *earlier) if earlier else ("", "")
    silent = [s for s in selected if s not in now]
    low, high = count_interval(groups)
    size = sum(g.size for g in groups)
    return Saying(
        theme=theme[0],
        label=theme[1],
        found=sum(g.found for g in groups),
        judged=sum(g.sampled for g in groups),
        words=range_in_words(groups, "children"),
        left_out=f"Says nothing of {_named(silent)}." if silent else "",
        whom=_named([*now]),
        least=low / size,
        most=high / size,
        since=since,
        compared=compared,
    )


def _since(now: ByStratum, title: str, before: ByStratum) -> tuple[str, str]:
    both = [s for s in now if s in before]
    if not both:
        return "No group was judged on this both times.", ""
    found = least_change([g for s in both for g in before[s]], [g for s in both for g in now[s]])
    compared = "" if len(both) == len(now) else f"Over {_named(both)} only."
    return change_in_words(found, title), compared


def _named(strata: Sequence[Stratum]) -> str:
    words = [DEFAULT_LABELS[s].lower() for s in strata]
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)
