"""Judgements gathered into cells: theme by stratum, "strong k of n", and drafts proposed from them.

Strong means graded outstanding or good; where the form has no grades, a depth on record of 3 or 4
on its four anchors. What was not judged is not counted, and never becomes a zero.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

STRONG_GRADES = frozenset({"outstanding", "good"})
STRONG_DEPTH = 3
TOO_FEW = 3  # fewer judgements than this are shown without a shade
ALL = "all"


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """One judgement as far as counting needs it. `ref` is its reference, as "entry:12"."""

    ref: str
    review_id: str
    theme: str
    stratum: str
    depth: str
    grade: str | None = None
    record_depth: int | None = None
    system: str = ""
    answerable: bool = True  # False: it is counted, and no finding rests on it

    @property
    def strong(self) -> bool | None:
        """Whether practice was strong here; None where it was not judged."""
        if self.grade:
            return self.grade in STRONG_GRADES
        if self.record_depth is not None:
            return self.record_depth >= STRONG_DEPTH
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """Strong k of n. `asked` is False where reviews were finalised and none was asked this theme."""

    theme: str
    stratum: str
    strong: int
    judged: int
    reviews: int  # finalised reviews of the stratum

    @property
    def in_words(self) -> str:
        if self.judged:
            return f"{self.strong} of {self.judged}"
        return "not asked" if self.reviews else "none yet"

    @property
    def shade(self) -> str:
        """A word for the look of the cell; weak shows first, one or two judgements never do."""
        if self.judged < TOO_FEW:
            return "few" if self.judged else "empty"
        if self.strong == self.judged:
            return "all"
        if self.strong == 0:
            return "none"
        if 2 * self.strong < self.judged:
            return "under-half"
        return "two-thirds" if 3 * self.strong >= 2 * self.judged else "half"


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemeRow:
    theme: str
    label: str
    cells: tuple[Cell, ...]
    total: Cell


@dataclass(frozen=True, slots=True, kw_only=True)
class HeatMap:
    """Themes down, the weakest first; strata across; one more column for all of them."""

    strata: tuple[str, ...]
    rows: tuple[ThemeRow, ...]
    reviews: int
    judgements: int

    @property
    def weakest(self) -> tuple[ThemeRow, ...]:
        """Up to three themes that fewer than two thirds judged strong, from at least three."""
        weak = (r for r in self.rows if r.total.shade in ("none", "under-half", "half"))
        return tuple(weak)[:3]


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A finding that the data suggest. It is a draft on the page of a person, never published."""

    theme: str
    strength: bool
    text: str
    system: str
    rests_on: tuple[str, ...] = field(default_factory=tuple)


def heat_map(
    judged: Sequence[Judged], *, themes: Sequence[tuple[str, str]], strata: Sequence[str]
) -> HeatMap:
    """`themes` are (id, label) in the form's order; `strata` the codes, in the journey's order."""
    of: dict[str, list[Judged]] = {theme: [] for theme, _ in themes}
    for one in judged:
        of.setdefault(one.theme, []).append(one)
    reviews = {
        s: len({j.review_id for j in judged if s in (ALL, j.stratum)}) for s in (*strata, ALL)
    }
    rows = [_row(of[theme], theme, label, reviews) for theme, label in themes]
    rows.sort(key=_weakest_first)
    return HeatMap(
        strata=tuple(strata),
        rows=tuple(rows),
        reviews=len({j.review_id for j in judged}),
        judgements=sum(1 for j in judged if j.strong is not None),
    )


def cell(judged: Iterable[Judged], theme: str, stratum: str = ALL) -> Cell:
    """The count for one theme in one stratum, or in all of them."""
    here = [j for j in judged if stratum in (ALL, j.stratum)]
    counted = [j for j in here if j.theme == theme and j.strong is not None]
    return Cell(
        theme=theme,
        stratum=stratum,
        strong=sum(1 for j in counted if j.strong),
        judged=len(counted),
        reviews=len({j.review_id for j in here}),
    )


def propose(judged: Sequence[Judged], themes: Sequence[tuple[str, str]]) -> tuple[Proposal, ...]:
    """One draft for each theme with at least three judgements: a strength from two thirds strong
    upwards, an area to develop below half, and both sides of a theme in between."""
    found: list[Proposal] = []
    for theme, label in themes:
        here = [j for j in judged if j.theme == theme and j.strong is not None]
        shade = cell(here, theme).shade
        if shade in ("none", "under-half", "half"):
            found.append(_proposal(here, theme, label, strength=False))
        if shade in ("all", "two-thirds", "half"):
            found.append(_proposal(here, theme, label, strength=True))
    return tuple(found)


def _proposal(here: Sequence[Judged], theme: str, label: str, *, strength: bool) -> Proposal:
    chosen = [j for j in here if j.strong is strength]
    verb = "was strong" if strength else "was not yet strong"
    of = "reviews" if len(here) > 1 else "review"
    said = dict.fromkeys(j.system.strip() for j in chosen if j.system.strip())
    return Proposal(
        theme=theme,
        strength=strength,
        text=f"{label}: practice {verb} in {len(chosen)} of {len(here)} {of}.",
        system="\n".join(said),
        rests_on=tuple(j.ref for j in chosen if j.answerable),
    )


def _row(own: Sequence[Judged], theme: str, label: str, reviews: Mapping[str, int]) -> ThemeRow:
    """`own` are the theme's own judgements; `reviews` counts those of all themes by stratum."""
    *cells, total = (replace(cell(own, theme, s), reviews=n) for s, n in reviews.items())
    return ThemeRow(theme=theme, label=label, cells=tuple(cells), total=total)


def _weakest_first(row: ThemeRow) -> tuple[bool, float, str]:
    """Unjudged themes go last; ties keep to the alphabet so that the order never wavers."""
    share = row.total.strong / row.total.judged if row.total.judged else 1.0
    return (not row.total.judged, share, row.label)
