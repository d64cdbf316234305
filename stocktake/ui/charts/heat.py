"""The theme heat map: a real table with shades and words, weakest theme first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from markupsafe import Markup

from stocktake.ui.charts.figure import Figure, Heat, HeatCell, HeatRow, KeyItem
from stocktake.ui.values import Column

TOO_FEW = 3  # below this many judged, no shade: 1 of 1 must not look as sure as 5 of 5
NOT_ASKED, NONE_YET = "not asked", "none yet"
SHADES = {
    "none": ("none strong", "#f46a25"),
    "few": ("fewer than half", "#fbd3bd"),
    "half": ("half or more", "#dde7ef"),
    "most": ("two thirds or more", "#b5c9da"),
    "every": ("all strong", "#12436d"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Of the reviews judged so far on a theme in a stratum, how many were strong."""

    strong: int
    judged: int
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemeCounts:
    """A theme by stratum; a stratum left out of `cells` was not asked."""

    words: str
    cells: Mapping[str, Asked] = field(default_factory=dict)

    @property
    def judged(self) -> int:
        return sum(c.judged for c in self.cells.values())

    @property
    def strong(self) -> int:
        return sum(c.strong for c in self.cells.values())


def theme_heat_map(
    themes: Sequence[ThemeCounts],
    strata: Sequence[str],
    *,
    title: str = "",
    description: str = "",
) -> Figure:
    """Strong (outstanding or good) of those judged, by theme and stratum, weakest theme first."""
    ordered = sorted(themes, key=_weakness)
    judged = [t for t in ordered if t.judged]
    text = description or (
        "Weakest theme first. Reviews judged strong (outstanding or good), of those judged so far."
    )
    rows = tuple((t.words, *(_cell(t.cells.get(s)).text for s in strata), _all(t)) for t in ordered)
    heat_rows = tuple(
        HeatRow(words=t.words, cells=tuple(_cell(t.cells.get(s)) for s in strata), all=_all(t))
        for t in ordered
    )
    return Figure(
        title=title or _title(judged),
        description=text,
        columns=tuple(Column(words=w) for w in ("Theme", *strata, "All")),
        rows=rows if judged else (),
        heat=Heat(first="Theme", columns=tuple(strata), rows=heat_rows) if judged else None,
        key=_key() if judged else (),
        empty="No theme has been judged yet. Judgements show here as reviews are shared.",
    )


def _weakness(theme: ThemeCounts) -> tuple[float, int, str]:
    share = theme.strong / theme.judged if theme.judged else 2.0  # nothing judged comes last
    return share, -theme.judged, theme.words


def _title(judged: Sequence[ThemeCounts]) -> str:
    told = [t for t in judged if t.judged >= TOO_FEW]
    weak = [t for t in told if t.strong * 2 < t.judged][:3]
    if not judged:
        return "No theme has been judged yet"
    if not told:
        return f"No theme has been judged in {TOO_FEW} reviews yet"
    if not weak:
        which = (
            "Every theme"
            if len(told) == len(judged)
            else f"Every theme of {TOO_FEW} or more reviews"
        )
        return f"{which} is strong in at least half of its reviews"
    names = [t.words[:1].lower() + t.words[1:] for t in weak]
    listed = names[0] if len(names) == 1 else ", ".join(names[:-1]) + " and " + names[-1]
    return f"Weakest so far: {listed}"


def _cell(asked: Asked | None) -> HeatCell:
    if asked is None:
        return HeatCell(text=NOT_ASKED, shade="unasked")
    if not asked.judged:
        return HeatCell(text=NONE_YET, shade="")
    text = f"{asked.strong} of {asked.judged}"
    return HeatCell(text=text, shade=_shade(asked), url=asked.url)


def _shade(asked: Asked) -> str:
    if asked.judged < TOO_FEW:
        return ""
    if asked.strong == 0:
        return "none"
    if asked.strong == asked.judged:
        return "every"
    if 3 * asked.strong >= 2 * asked.judged:
        return "most"
    return "half" if 2 * asked.strong >= asked.judged else "few"


def _all(theme: ThemeCounts) -> str:
    if not theme.judged:
        return NONE_YET
    return f"{theme.strong} of {theme.judged}"


def _key() -> tuple[KeyItem, ...]:
    square = Markup(
        '<svg viewBox="0 0 12 12" aria-hidden="true" focusable="false">'
        '<rect x=".5" y=".5" width="11" height="11" fill="{}" stroke="{}"/></svg>'
    )
    shaded = [KeyItem(words=w, swatch=square.format(c, c)) for w, c in SHADES.values()]
    plain = KeyItem(
        words="1 or 2 reviews so far: too few to shade", swatch=square.format("#fff", "#8a9299")
    )
    return (*shaded, plain)
