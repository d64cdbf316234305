"""Finding the tables and headers in what the parser handed back."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import polars as pl

from stocktake.caseload.domain.layouts import BY_KEY, Layout
from stocktake.caseload.domain.mapping import Match
from stocktake.caseload.domain.returning import REASON, ROW
from stocktake.caseload.domain.said import Said
from stocktake.caseload.domain.tables import Table
from stocktake.caseload.parser.tables import Raw

TEXTS = (".csv", ".txt", ".tsv")
ENOUGH = 0.6  # of a table's columns among the headers, for a sheet whose name says nothing


@dataclass(frozen=True, kw_only=True)
class Part:
    """One table of the source: where its raw rows are, and which row is the header."""

    table: str
    source: str  # file or sheet
    file: Path
    header_row: int  # row number in the source; 0 when the table has no row at all
    headers: tuple[str, ...]

    @property
    def is_text(self) -> bool:
        """In a CSV file a cell too many means a comma too many; a sheet may have notes beside it."""
        return self.source.lower().endswith(TEXTS)

    def rows(self) -> pl.DataFrame:
        """The raw data rows, header and what stands above it left out."""
        return pl.read_parquet(self.file).filter(pl.col("row") > self.header_row)

    def only(self, wanted: pl.DataFrame) -> pl.DataFrame:
        """The raw rows of these row numbers, with what else is said of each."""
        if wanted.is_empty():
            head = pl.read_parquet(self.file, n_rows=0)
            return head.join(wanted, on="row")
        return pl.read_parquet(self.file).join(wanted, on="row", maintain_order="left")


@dataclass(frozen=True, kw_only=True)
class Extract:
    """What was read, before anything is made of it."""

    layout: Layout
    parts: tuple[Part, ...]
    unused: tuple[str, ...]  # files or sheets that are no table of the layout
    twice: tuple[str, ...] = ()  # those that hold a table which another holds already
    base: str = ""  # of a workbook of returned rows: the digest of what was accepted then
    notes: tuple[str, ...] = ()  # what should be known of how the tables were read

    def matches(self, said: Said) -> dict[str, tuple[Match, ...]]:
        """Each table's headers with what they are taken for."""
        return {
            p.table: self.layout.matches(
                self.layout.table(p.table), p.headers, said.columns.get(p.table, {})
            )
            for p in self.parts
        }

    def written(self, file: Path) -> None:
        """Keep what was found beside the raw tables, for the next page."""
        parts = [asdict(p) | {"file": p.file.name} for p in self.parts]
        facts = {
            "layout": self.layout.key,
            "parts": parts,
            "unused": self.unused,
            "twice": self.twice,
            "base": self.base,
            "notes": self.notes,
        }
        file.write_text(json.dumps(facts))


def reread(file: Path) -> Extract:
    """The extract as `written` kept it; the raw tables stand in the same folder."""
    facts = json.loads(file.read_text())
    parts = tuple(
        Part(**(p | {"file": file.parent / p["file"], "headers": tuple(p["headers"])}))
        for p in facts["parts"]
    )
    return Extract(
        layout=BY_KEY[facts["layout"]],
        parts=parts,
        unused=tuple(facts["unused"]),
        twice=tuple(facts["twice"]),
        base=facts["base"],
        notes=tuple(facts["notes"]),
    )


def found(raws: Sequence[Raw], folder: Path, layout: Layout, said: Said, base: str = "") -> Extract:
    """The layout's tables among the raw ones, by name, else by their headers.

    The first of two that hold the same table counts, one that can be seen before a hidden one.
    """
    parts: dict[str, Part] = {}
    unnamed, twice = [], []
    raws = sorted(raws, key=lambda r: r.hidden)
    for raw in raws:
        table = _named(raw.name, layout, said.tables)
        if table is None:
            unnamed.append(raw)
        elif table.name in parts:
            twice.append(raw.name)
        else:
            parts[table.name] = _part(raw, folder / raw.part, table, layout)
    unused: list[str] = []
    for raw in unnamed:
        table = _by_headers(raw, folder / raw.part, layout, taken=parts)
        if table is None or raw.name in said.tables:
            unused.append(raw.name)
        else:
            parts[table.name] = _part(raw, folder / raw.part, table, layout)
    in_order = tuple(parts[t.name] for t in layout.tables if t.name in parts)
    return Extract(
        layout=layout,
        parts=tuple(map(_without_reasons, in_order)) if base else in_order,
        unused=tuple(unused),
        twice=tuple(twice),
        base=base,
        notes=_notes(raws, parts.values()),
    )


def recognised(raws: Sequence[Raw], folder: Path, layout: Layout) -> int:
    """How many headers, in the tables that have its names, are columns of this layout."""
    named = [(r, t) for r in raws if (t := layout.table_of(r.name))]
    rows = [(t, _first_rows(folder / r.part, layout)) for r, t in named]
    return sum(max((layout.surely(t, h) for _, h in first), default=0) for t, first in rows)


def _notes(raws: Sequence[Raw], parts: Iterable[Part]) -> tuple[str, ...]:
    used = {p.source for p in parts}
    seen = [r for r in raws if r.name in used and r.rows]
    hidden = [f"“{r.name}” is a hidden sheet, and was read." for r in seen if r.hidden]
    return (*(r.note for r in seen if r.note), *hidden)


def _without_reasons(part: Part) -> Part:
    """The two columns that we put there ourselves are nobody's to map."""
    headers = tuple("" if h in (REASON, ROW) else h for h in part.headers)
    return replace(part, headers=headers)


def _named(name: str, layout: Layout, said: Mapping[str, str | None]) -> Table | None:
    """The table of a file or sheet: what somebody said of it, else what its name says."""
    stem = name.rsplit(".", 1)[0].casefold()
    for theirs, ours in said.items():
        if theirs.rsplit(".", 1)[0].casefold() == stem:
            return layout.table(ours) if ours else None
    return layout.table_of(name)


def _by_headers(raw: Raw, file: Path, layout: Layout, *, taken: Mapping[str, Part]) -> Table | None:
    """The one table of which most columns are among the headers."""
    if raw.rows < 1:
        return None
    rows = _first_rows(file, layout)
    best: tuple[float, Table | None] = (0.0, None)
    for table in layout.tables:
        if table.name not in taken and table.mapped and len(table.columns) >= 5:
            share = max(layout.surely(table, r[1]) for r in rows) / len(table.columns)
            best = max(best, (share, table), key=lambda pair: pair[0])
    return best[1] if best[0] >= ENOUGH else None


def _part(raw: Raw, file: Path, table: Table, layout: Layout) -> Part:
    rows = _first_rows(file, layout)
    number, headers = max(rows, key=lambda r: layout.surely(table, r[1]), default=(0, ()))
    return Part(table=table.name, source=raw.name, file=file, header_row=number, headers=headers)


def _first_rows(file: Path, layout: Layout) -> list[tuple[int, tuple[str, ...]]]:
    head = pl.read_parquet(file, n_rows=layout.header_within)
    return [(int(r[0]), _texts(r[1:])) for r in head.iter_rows()]


def _texts(cells: Sequence[str | None]) -> tuple[str, ...]:
    texts = [(cell or "").strip() for cell in cells]
    while texts and not texts[-1]:
        texts.pop()
    return tuple(texts)
