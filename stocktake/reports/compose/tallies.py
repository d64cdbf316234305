"""Reviews judged strong or to develop by theme, and which of those numbers may be shown."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from stocktake.core.disclosure import THRESHOLD, Line, Shown, given_away, small, split
from stocktake.core.strata import DEFAULT_LABELS, Depth, Stratum, beside
from stocktake.reports.compose.facts import CaseFacts, Gathered, JudgementFacts
from stocktake.reports.compose.words import readable, short


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """One theme: how many reviews judged it, and how many found it strong."""

    theme: str
    label: str
    cases: frozenset[str]
    strong: int
    refs: tuple[str, ...]

    @property
    def reviews(self) -> int:
        return len(self.cases)

    @property
    def develop(self) -> int:
        return self.reviews - self.strong

    @property
    def shown(self) -> Shown:
        """The strong ones as they are published."""
        return split(self.strong, self.reviews)[0]

    @property
    def share(self) -> float:
        """What a reader knows of the share: ranks must not tell more than the numbers do."""
        return self.shown.low / self.reviews

    @property
    def nearly_all(self) -> bool:
        return self.strong == self.reviews or (self.shown.hidden and self.shown.low > THRESHOLD)

    @property
    def hardly_any(self) -> bool:
        return self.strong == 0 or (self.shown.hidden and self.shown.high <= THRESHOLD)


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Neighbouring strata told as one, because alone they would be too small."""

    strata: tuple[Stratum, ...]
    open: int
    reviewed: int
    cases: frozenset[str]

    @property
    def label(self) -> str:
        words = [DEFAULT_LABELS[s] for s in self.strata]
        rest = [w[0].lower() + w[1:] for w in words[1:]]
        return ", ".join([words[0], *rest[:-1]]) + (f" and {rest[-1]}" if rest else "")


def tallies(facts: Gathered) -> tuple[Tally, ...]:
    """Every theme that was judged, in the order of reports; a review with any doubt is to develop."""
    found = []
    for theme, label in facts.themes:
        of_theme = [j for j in facts.judgements if j.theme == theme]
        if of_theme:
            found.append(_tally(theme, label, of_theme))
    return tuple(found)


def publishable(facts: Gathered, groups: Sequence[Group]) -> tuple[Tally, ...]:
    """The tallies whose bases, put together, leave the size of every small stratum unknown.

    A theme asked of some strata only shows how many children they had. Each is taken in turn, and
    left out when the numbers already taken and its own would pin a count from 1 to 5.
    """
    counts, lines = _sizes(facts, groups)
    taken: list[Tally] = []
    for tally in tallies(facts):
        line = _base(tally, facts.cases)
        if tally.reviews <= THRESHOLD or not readable(split(tally.strong, tally.reviews)[0]):
            continue
        if line:
            key = f"theme {tally.theme}"
            tried = {**counts, key: Shown.exact(tally.reviews)}
            if given_away(tried, [*lines, Line(key, line)]):
                continue
            counts, lines = tried, [*lines, Line(key, line)]
        taken.append(tally)
    return tuple(taken)


def strongest(shown: Sequence[Tally]) -> tuple[Tally, ...]:
    """The themes at the top: all that are strong nearly everywhere, else the one that leads."""
    top = [t for t in shown if t.nearly_all]
    best = max((t.share for t in shown), default=0.0)
    return tuple(top or [t for t in shown if t.share == best])


def weakest(shown: Sequence[Tally]) -> tuple[Tally, ...]:
    """The themes at the bottom: all that are strong hardly anywhere, else the last two."""
    top = strongest(shown)
    bottom = [t for t in shown if t.hardly_any]
    rest = sorted((t for t in shown if t not in top), key=lambda t: (t.share, t.label))
    return tuple(bottom or rest[:2])


def merged(facts: Gathered) -> tuple[Group, ...]:
    """Strata in the order of the journey, joined until none shows a small number; maybe just one."""
    return groups_of(facts.round.open, facts.cases)


def groups_of(open_: Mapping[Stratum, int], cases: Sequence[CaseFacts]) -> tuple[Group, ...]:
    """The same from the children of a frame by stratum and the sampled cases."""
    groups: list[Group] = []
    for stratum in beside(open_):
        one = _group(open_, cases, (stratum,))
        if one.open == 0:
            continue
        if groups and not _safe(groups[-1]):
            groups[-1] = _group(open_, cases, (*groups[-1].strata, stratum))
        else:
            groups.append(one)
    while len(groups) > 1 and not _safe(groups[-1]):
        last = groups.pop()
        groups[-1] = _group(open_, cases, (*groups[-1].strata, *last.strata))
    return tuple(groups)


def _tally(theme: str, label: str, judged: Sequence[JudgementFacts]) -> Tally:
    cases = frozenset(j.case_id for j in judged)
    doubted = {j.case_id for j in judged if not j.strong}
    return Tally(
        theme=theme,
        label=short(label),
        cases=cases,
        strong=len(cases) - len(doubted),
        refs=tuple(dict.fromkeys(j.ref for j in judged)),
    )


def _group(
    open_: Mapping[Stratum, int], cases: Sequence[CaseFacts], strata: tuple[Stratum, ...]
) -> Group:
    ids = frozenset(c.id for c in cases if c.stratum in strata)
    size = sum(open_.get(s, 0) for s in strata)
    return Group(strata=strata, open=size, reviewed=len(ids), cases=ids)


def _safe(group: Group) -> bool:
    return not any(small(n) for n in (group.open, group.reviewed, group.open - group.reviewed))


def _sizes(facts: Gathered, groups: Sequence[Group]) -> tuple[dict[str, Shown], list[Line[str]]]:
    """What the report says of the sample's size in any case: the whole, by depth, by group."""
    most = len(facts.cases)
    counts: dict[str, Shown] = {"all": Shown.exact(most)}
    strata = beside(facts.round.open)
    for stratum in strata:
        of_stratum = sum(c.stratum == stratum for c in facts.cases)
        counts[str(stratum)] = Shown(min(of_stratum, 1), most)
        for depth in Depth:
            of_both = sum(c.stratum == stratum and c.depth == depth for c in facts.cases)
            counts[_cell(stratum, depth)] = Shown(min(of_both, 1), most) if of_both else _NONE
    lines = [Line(str(s), tuple(_cell(s, d) for d in Depth)) for s in strata]
    for depth in Depth:
        size = sum(c.depth == depth for c in facts.cases)
        counts[str(depth)] = Shown(1, THRESHOLD) if small(size) else Shown.exact(size)
        lines.append(Line(str(depth), tuple(_cell(s, depth) for s in strata)))
    lines.append(Line("all", tuple(str(s) for s in strata)))
    if len(groups) > 1:
        for group in groups:
            counts[group.label] = Shown.exact(group.reviewed)
            lines.append(Line(group.label, tuple(str(s) for s in group.strata)))
    return counts, lines


_NONE = Shown.exact(0)


def _cell(stratum: Stratum, depth: Depth) -> str:
    return f"{stratum} {depth}"


def _base(tally: Tally, cases: Sequence[CaseFacts]) -> tuple[str, ...]:
    """The cells whose sum the theme's base is; empty where it follows no stratum and depth."""
    cells: dict[str, set[str]] = {}
    for case in cases:
        cells.setdefault(_cell(case.stratum, case.depth), set()).add(case.id)
    whole = tuple(key for key, ids in cells.items() if ids <= tally.cases)
    return whole if sum(len(cells[k]) for k in whole) == tally.reviews else ()
