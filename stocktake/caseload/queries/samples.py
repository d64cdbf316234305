"""What an extract looks like before it is imported: samples of each column, narrative masked.

Nobody who may import may read what is written about a child, so long text is never shown: it is
said how long it is.
"""

from dataclasses import dataclass

import polars as pl

from stocktake.caseload.domain.mapping import Match
from stocktake.caseload.domain.said import Said
from stocktake.caseload.domain.tables import Holds, Table
from stocktake.caseload.reading.matching import Extract, Part

SHOWN, LONGEST, LOOKED_AT = 3, 60, 5_000
ODD = r"<|^[=+\-@]"  # markup or a formula: shown as text, so that the analyst knows of it


@dataclass(frozen=True, kw_only=True)
class PartPreview:
    """One file or sheet with its headers matched; `samples` stand beside `matches`."""

    table: Table
    source: str
    rows: int
    matches: tuple[Match, ...]
    samples: tuple[tuple[str, ...], ...]


def previews(extract: Extract, said: Said) -> tuple[PartPreview, ...]:
    """Every part that is mapped column by column, in the layout's order."""
    matches = extract.matches(said)
    found = []
    for part in extract.parts:
        table = extract.layout.table(part.table)
        if not table.mapped:
            continue
        rows = part.rows()
        found.append(
            PartPreview(
                table=table,
                source=part.source,
                rows=rows.height,
                matches=matches[part.table],
                samples=_samples(rows, part, table, matches[part.table]),
            )
        )
    return tuple(found)


def _samples(
    rows: pl.DataFrame, part: Part, table: Table, matches: tuple[Match, ...]
) -> tuple[tuple[str, ...], ...]:
    head = rows.head(LOOKED_AT)
    return tuple(
        _of_column(head[str(i)], hidden=_hidden(table, match)) if str(i) in head.columns else ()
        for i, match in enumerate(matches)
    )


def _hidden(table: Table, match: Match) -> bool:
    """Narrative, or a column of a table with narrative that nobody has recognised."""
    name = match.column or match.offer
    if name is None:
        return bool(table.narrative)
    return table.column(name).holds is Holds.WORDS


def _of_column(cells: pl.Series, *, hidden: bool) -> tuple[str, ...]:
    filled = cells.drop_nulls().filter(cells.drop_nulls().str.strip_chars() != "")
    different = filled.unique(maintain_order=True)
    odd = different.filter(different.str.contains(ODD)).head(1).to_list()
    first = [v for v in different.head(SHOWN).to_list() if v not in odd]
    return tuple(_masked(v, hidden=hidden) for v in [*first[: SHOWN - len(odd)], *odd])


def _masked(value: str, *, hidden: bool) -> str:
    plain = value.strip()
    if not hidden and len(plain) <= LONGEST and "\n" not in plain:
        return plain
    words = len(plain.split())
    return f"text, {words:,} {'word' if words == 1 else 'words'}"
