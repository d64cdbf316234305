"""Finding the tables and headers in what the parser handed back."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import polars as pl

from stocktake.caseload.domain.layouts import BY_KEY, Layout
from stocktake.caseload.domain.mapping import Match
from stocktake.caseload.domain.tables import Table
from stocktake.caseload.parser.tables import Raw

Columns = Mapping[str, Mapping[str, str | None]]  # table -> header -> our column, None: left out


@dataclass(frozen=True, kw_only=True)
class Part:
    """One table of the source: where its raw rows are, and which row is the header."""

    table: str
    source: str  # file or sheet
    file: Path
    header_row: int  # row number in the source; 0 when the table has no row at all
    headers: tuple[str, ...]

    def rows(self) -> pl.DataFrame:
        """The raw data rows, header and what stands above it left out."""
        return pl.read_parquet(self.file).filter(pl.col("row") > self.header_row)


@dataclass(frozen=True, kw_only=True)
class Extract:
    """What was read, before anything is made of it."""

    layout: Layout
    parts: tuple[Part, ...]
    unused: tuple[str, ...]  # files or sheets that are no table of the layout

    def matches(self, columns: Columns) -> dict[str, tuple[Match, ...]]:
        """Each table's headers with what they are taken for."""
        return {
            p.table: self.layout.matches(
                self.layout.table(p.table), p.headers, columns.get(p.table, {})
            )
            for p in self.parts
        }

    def written(self, file: Path) -> None:
        """Keep what was found beside the raw tables, for the next page."""
        parts = [asdict(p) | {"file": p.file.name} for p in self.parts]
        facts = {"layout": self.layout.key, "parts": parts, "unused": self.unused}
        file.write_text(json.dumps(facts))


def reread(file: Path) -> Extract:
    """The extract as `written` kept it; the raw tables stand in the same folder."""
    facts = json.loads(file.read_text())
    parts = tuple(
        Part(**(p | {"file": file.parent / p["file"], "headers": tuple(p["headers"])}))
        for p in facts["parts"]
    )
    return Extract(layout=BY_KEY[facts["layout"]], parts=parts, unused=tuple(facts["unused"]))


def found(raws: Sequence[Raw], folder: Path, layout: Layout) -> Extract:
    """The layout's tables among the raw ones; the first of two that hold the same table counts."""
    parts: dict[str, Part] = {}
    unused = []
    for raw in raws:
        table = layout.table_of(raw.name)
        if table is None or table.name in parts:
            unused.append(raw.name)
        else:
            parts[table.name] = _part(raw, folder / raw.part, table, layout)
    in_order = tuple(parts[t.name] for t in layout.tables if t.name in parts)
    return Extract(layout=layout, parts=in_order, unused=tuple(unused))


def _part(raw: Raw, file: Path, table: Table, layout: Layout) -> Part:
    head = pl.read_parquet(file, n_rows=layout.header_within)
    rows = [(int(r[0]), _texts(r[1:])) for r in head.iter_rows()]
    number, headers = max(rows, key=lambda r: layout.surely(table, r[1]), default=(0, ()))
    return Part(table=table.name, source=raw.name, file=file, header_row=number, headers=headers)


def _texts(cells: Sequence[str | None]) -> tuple[str, ...]:
    texts = [(cell or "").strip() for cell in cells]
    while texts and not texts[-1]:
        texts.pop()
    return tuple(texts)
