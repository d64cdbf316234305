"""The theme heat map as a figure: picture, table and file from one count."""

from django.urls import reverse

from stocktake.core.strata import DEFAULT_LABELS, Stratum
from stocktake.findings import queries
from stocktake.findings.domain.gathering import Cell, ThemeRow
from stocktake.ui.charts import Asked, Figure, ThemeCounts, theme_heat_map


def heat_map_figure(round_id: str, depth: str | None = None, *, links: bool = True) -> Figure:
    """The heat map of a round; with `links`, each cell leads to the judgements behind it."""
    found = queries.heat_map(round_id, depth)
    query = f"?depth={depth}" if depth else ""
    rows = [_row(round_id, row, query if links else None) for row in found.rows]
    return theme_heat_map(
        rows,
        [DEFAULT_LABELS[Stratum(s)] for s in found.strata],
        description=(
            "Weakest theme first. Judgements that were strong, of those made in finalised reviews: "
            "graded outstanding or good or, in a form without grades, 3 or 4 on the record’s scale."
        ),
    )


def _row(round_id: str, row: ThemeRow, query: str | None) -> ThemeCounts:
    cells = {
        DEFAULT_LABELS[Stratum(c.stratum)]: _cell(round_id, c, query)
        for c in row.cells
        if c.judged or not c.reviews
    }
    return ThemeCounts(words=row.label, cells=cells)


def _cell(round_id: str, cell: Cell, query: str | None) -> Asked:
    url = ""
    if cell.judged and query is not None:
        url = reverse("findings:cell", args=[round_id, cell.theme, cell.stratum]) + query
    return Asked(strong=cell.strong, judged=cell.judged, url=url)
