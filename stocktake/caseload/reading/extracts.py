"""The one call from a file to checked tables: read behind the fence, match, sift."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import polars as pl

from stocktake.caseload import fence
from stocktake.caseload.domain.layouts import (
    ANNEX_A,
    CIN_CENSUS,
    FOLDER,
    SSD,
    SSDA903,
    Layout,
    likely,
)
from stocktake.caseload.domain.returning import ABOUT, DIGEST
from stocktake.caseload.domain.said import Said
from stocktake.caseload.parser.archive import Unreadable
from stocktake.caseload.parser.tables import Raw
from stocktake.caseload.reading import annex_a, folder, matching, ssd, supplements
from stocktake.caseload.reading.checking import Base, Checked
from stocktake.caseload.reading.matching import Extract

Check = Callable[[Extract, Said, date, Base | None], Checked]
CHECKS: dict[str, Check] = {
    ANNEX_A.key: annex_a.checked,
    FOLDER.key: folder.checked,
    SSD.key: ssd.checked,
    SSDA903.key: supplements.checked,
    CIN_CENSUS.key: supplements.checked,
}


def read(source: Path, out: Path, layout: Layout | None, said: Said) -> Extract:
    """Read a file or folder into `out` and find its tables; raises Unreadable.

    Without a layout it is the one that the names of files or sheets, else their headers, speak for.
    """
    raws, base = _apart(fence.read(source, out), out)
    chosen = layout or max(
        likely([r.name for r in raws]), key=lambda x: matching.recognised(raws, out, x)
    )
    extract = matching.found(raws, out, chosen, said, base)
    held = {p.table for p in extract.parts}
    if chosen is FOLDER and "cases" not in held and not base:
        raise Unreadable(f"There is no cases.csv in {source.name}. It is the one compulsory file.")
    if not held and chosen in (SSD, SSDA903, CIN_CENSUS):
        raise Unreadable(f"{source.name} holds no table of the {chosen.title}.")
    if not held:
        raise Unreadable(
            f"{source.name} has no sheet called List 1 to List 11. Is it an Annex A workbook?"
        )
    return extract


def checked(extract: Extract, said: Said, as_of: date, base: Base | None = None) -> Checked:
    """Everything an import would do, short of keeping it."""
    return CHECKS[extract.layout.key](extract, said, as_of, base)


def _apart(raws: Sequence[Raw], out: Path) -> tuple[list[Raw], str]:
    """The tables, and the digest that a workbook of returned rows carries."""
    about = next((r for r in raws if r.name == ABOUT), None)
    if about is None:
        return [*raws], ""
    cells = pl.read_parquet(out / about.part)["0"]
    said = [c.removeprefix(DIGEST) for c in cells if c.startswith(DIGEST)]
    return [r for r in raws if r is not about], said[0].strip() if said else ""
