"""Record and discussion as a figure: by item, in how many reviews the discussion went further."""

from collections.abc import Sequence

from stocktake.reviews.domain.gaps import ItemGap
from stocktake.ui.charts import Bar, Figure, KeyItem, Segment, stacked_bars
from stocktake.ui.charts.drawing import STYLES, swatch
from stocktake.ui.values import Column

_PARTS = (
    ("Discussion deeper", "strong"),
    ("The same", "develop"),
    ("Record deeper", "overdue"),
)


def gap_figure(gaps: Sequence[ItemGap]) -> Figure:
    """One bar for each item that was judged on both, in the order of the table."""
    compared = [g for g in gaps if g.compared]
    deeper, of = sum(g.deeper for g in compared), sum(g.compared for g in compared)
    title = f"Discussion went further than the record in {deeper} of {of} judgements"
    description = "Judgements made both on the record and after discussion, by item."
    return Figure(
        title=title,
        description=description,
        columns=tuple(
            Column(words=words, number=i > 0)
            for i, words in enumerate(("Item", *(words for words, _ in _PARTS)))
        ),
        rows=tuple((g.label, *_counts(g)) for g in compared),
        svg=stacked_bars([_bar(g) for g in compared], title=title, description=description),
        key=tuple(KeyItem(words=words, swatch=swatch(STYLES[s])) for words, s in _PARTS),
    )


def _counts(gap: ItemGap) -> tuple[int, int, int]:
    return gap.deeper, gap.level, gap.shallower


def _bar(gap: ItemGap) -> Bar:
    parts = zip(_counts(gap), _PARTS, strict=True)
    return Bar(
        words=gap.label,
        segments=tuple(Segment(units=n, text=str(n), style=style) for n, (_, style) in parts if n),
    )
