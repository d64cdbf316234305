"""How far the record falls short of what was said in discussion, by item, and what should move.

A gap is about the file, never about the person: work that is done well and stands nowhere is lost
to whoever opens the file next, and to the child who may read it one day.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from stocktake.reviews.domain.judgements import Said


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """What one review says of one item."""

    review: str
    ref: str
    child: str  # for the access log; never shown
    said: Said


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemGap:
    """One item over several reviews. `deeper` counts those where the discussion went further."""

    item: str
    theme: str
    label: str
    deeper: int
    level: int
    shallower: int
    to_move: tuple[Judged, ...]

    @property
    def compared(self) -> int:
        """Reviews that judged it both on the record and after discussion."""
        return self.deeper + self.level + self.shallower


def gaps_of(judged: Iterable[Judged]) -> tuple[ItemGap, ...]:
    """By item, the widest first: most often deeper in discussion, then most to move.

    An item that nobody judged on both scales and that nothing should move from is left out.
    """
    by_item: dict[str, list[Judged]] = {}
    for one in judged:
        by_item.setdefault(one.said.item, []).append(one)
    found = [_gap(listed) for listed in by_item.values()]
    shown = [g for g in found if g.compared or g.to_move]
    return tuple(sorted(shown, key=lambda g: (-g.deeper, -len(g.to_move), g.label)))


def by_theme(found: Iterable[ItemGap]) -> dict[str, tuple[int, int]]:
    """By theme: in how many judgements the discussion went further, and of how many compared."""
    totals: dict[str, tuple[int, int]] = {}
    for one in found:
        deeper, compared = totals.get(one.theme, (0, 0))
        totals[one.theme] = (deeper + one.deeper, compared + one.compared)
    return totals


def _gap(listed: list[Judged]) -> ItemGap:
    said = listed[0].said
    steps = [j.said.gap for j in listed if j.said.gap is not None]
    return ItemGap(
        item=said.item,
        theme=said.theme,
        label=said.label,
        deeper=sum(step > 0 for step in steps),
        level=steps.count(0),
        shallower=sum(step < 0 for step in steps),
        to_move=tuple(j for j in listed if j.said.to_record.strip()),
    )
