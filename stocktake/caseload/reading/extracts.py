"""The one call from a file to checked tables: read behind the fence, match, sift."""

from datetime import date
from pathlib import Path

from stocktake.caseload import fence
from stocktake.caseload.domain.layouts import ANNEX_A, FOLDER, Layout
from stocktake.caseload.parser.archive import Unreadable
from stocktake.caseload.reading import annex_a, folder, matching
from stocktake.caseload.reading.checking import Checked
from stocktake.caseload.reading.matching import Columns, Extract


def read(source: Path, out: Path, layout: Layout) -> Extract:
    """Read a file or folder into `out` and find its tables; raises Unreadable."""
    raws = fence.read(source, out)
    extract = matching.found(raws, out, layout)
    if layout is FOLDER and "cases" not in {p.table for p in extract.parts}:
        raise Unreadable(f"There is no cases.csv in {source.name}. It is the one compulsory file.")
    if layout is ANNEX_A and not extract.parts:
        raise Unreadable(
            f"{source.name} has no sheet called List 1 to List 11. Is it an Annex A workbook?"
        )
    return extract


def checked(extract: Extract, columns: Columns, as_of: date) -> Checked:
    """Everything an import would do, short of keeping it."""
    make = annex_a.checked if extract.layout is ANNEX_A else folder.checked
    return make(extract, columns, as_of)
