"""An Annex A workbook of 100,000 rows to a snapshot on disk, against openpyxl's read-only read alone.

Ours is the whole way: child process with its limits, read, map, validate, snapshot written and
entered in the record. The raw read in the same kind of child stands beside it. Equal answers: the
same number of rows on every list.
"""

import atexit
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import django
from django.core.management import call_command

from bench.memory import Peak
from bench.timing import Comparison

AT = datetime(2026, 10, 19, 9, 0, tzinfo=UTC)
ROWS = {1: 15, 2: 8, 3: 12, 4: 12, 5: 9, 6: 15, 7: 9, 8: 10, 9: 10}  # thousands; 100 together
START = date(2026, 4, 19)
KILO = 1000
MOST_MEMORY = 512 * 1024  # kB, resident, this process and the child together


def comparisons() -> list[Comparison]:
    """The whole import, then the sandboxed raw read, each against openpyxl on the same file."""
    from django.conf import settings

    settings.HOME.make()
    django.setup()
    call_command("migrate", verbosity=0, interactive=False)
    peer = "openpyxl's read-only read of the same 100,000-row workbook"
    return [
        Comparison(
            work="import to a snapshot, sandboxed",
            peer=peer,
            spared="the child process, mapping, validation and writing",
            budget=0.2,
            ours=_import,
            theirs=_openpyxl,
        ),
        Comparison(
            work="raw read alone, sandboxed",
            peer=peer,
            spared="the child process and Parquet",
            budget=0.2,
            ours=_raw,
            theirs=_openpyxl,
        ),
    ]


def _import() -> dict[str, int]:
    """Import afresh each time: what stands already is not imported again."""
    from stocktake.caseload import acts
    from stocktake.people.queries import operator

    by = operator("bench")
    with Peak() as held:
        made = acts.import_annex_a(path=workbook(), by=by, at=AT)
    acts.delete_snapshot(snapshot=made.snapshot, reason="measured", by=by, at=AT)
    if held.most > MOST_MEMORY:
        raise MemoryError(f"the import held {held.most} kB with its child, over 512 MB")
    return {r.list: r.rows for r in made.lists if r.rows}


def _raw() -> dict[str, int]:
    from stocktake.caseload import fence

    with tempfile.TemporaryDirectory() as out:
        raws = fence.read(workbook(), Path(out))
    return {r.name.removeprefix("List "): r.rows - 1 for r in raws if r.rows > 1}


def _openpyxl() -> dict[str, int]:
    """In a process of its own too, so that neither pays for the other's memory."""
    code = (
        "import sys, openpyxl\n"
        "book = openpyxl.load_workbook(sys.argv[1], read_only=True, data_only=True)\n"
        "for s in book: print(s.title, sum(1 for _ in s.iter_rows(values_only=True)) - 1)\n"
    )
    words = [sys.executable, "-c", code, str(workbook())]
    said = subprocess.run(words, capture_output=True, text=True, check=True).stdout
    counts = (line.removeprefix("List ").split() for line in said.splitlines())
    return {name: int(rows) for name, rows in counts if int(rows)}


@cache
def workbook() -> Path:
    """Invented rows in Ofsted's layout, written in a process of its own: its memory is not ours."""
    folder = Path(tempfile.mkdtemp(prefix="stocktake-bench-book-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    file = folder / "annex-a.xlsx"
    subprocess.run([sys.executable, "-m", "bench.importing", str(file)], check=True)
    return file


def write(file: Path) -> None:
    """100,000 rows, with shared strings and true dates, as Excel saves."""
    import xlsxwriter

    from stocktake.caseload.domain.annex_a import LISTS

    rng = random.Random(1)  # noqa: S311 - invented rows, the same each time
    with xlsxwriter.Workbook(file, {"default_date_format": "dd/mm/yyyy"}) as book:
        for table in LISTS:
            sheet = book.add_worksheet(f"List {table.name}")
            sheet.write_row(0, 0, [c.heading for c in table.columns])
            for number in range(ROWS.get(int(table.name), 0) * KILO):
                sheet.write_row(number + 1, 0, [*_cells(table, number, rng)])


def _cells(table: Any, number: int, rng: random.Random) -> Iterator[object]:
    """One child per row; closing dates are left out so that most cases are open."""
    started = START + timedelta(days=rng.randrange(150))
    for column in table.columns:
        if column.name == "child_id":
            yield 9_000_000 + number
        elif column.name == "date_of_birth":
            yield date(2010, 1, 1) + timedelta(days=rng.randrange(5000))
        elif column.holds == "date":
            ends = column.name in ("ended_on", "closed_on", "ceased_on", "authorised_on")
            yield "" if ends else started + timedelta(days=rng.randrange(30))
        elif column.holds == "whole number":
            yield rng.randrange(17)
        elif known := column.codes or column.choices[:4]:
            yield f"{'abcdefghijklmnopqrstuvwxyz'[rng.randrange(min(26, len(known)))]}) {rng.choice(known)}"
        else:
            yield f"{column.heading[:9]} {rng.randrange(400)}"


if __name__ == "__main__":
    write(Path(sys.argv[1]))
