"""Small invented extracts, as files: a Stocktake CSV folder and an Annex A workbook."""

import csv
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Any

import xlsxwriter

from stocktake.caseload.domain.annex_a import LISTS
from stocktake.caseload.domain.tables import BY_NAME

Rows = Sequence[Mapping[str, Any]]

CASES = (
    {"child_id": "0007", "stratum": "CP", "age": "15", "case_ref": "TH-1041", "sex": "female"},
    {"child_id": "1", "stratum": "EH", "in_complaint": "yes"},
    {"child_id": "2", "stratum": "CIN", "restricted": "Yes", "date_of_birth": "19/10/2016"},
    {"child_id": "3", "stratum": "CLA", "household_id": "H1"},
    {"child_id": "4", "stratum": "CL", "age": "19"},
)
NOTES = (
    {
        "note_id": "n2",
        "child_id": "0007",
        "happened_at": "2026-09-02 10:00",
        "recorded_at": "2026-09-05",
        "note_type": "Home visit",
        "title": "<script>alert(1)</script>",
        "body": "She said it is quieter now.\nWe talked about school.",
    },
    {"note_id": "n1", "child_id": "0007", "happened_at": "01/09/2026", "body": "Called mother."},
    {"note_id": "n3", "child_id": "1", "happened_at": "2026-09-03", "body": "Unselected words."},
)


def write_folder(folder: Path, **tables: Rows) -> Path:
    """A folder with cases.csv and what else is given; `cases` and `notes` have defaults."""
    folder.mkdir(parents=True, exist_ok=True)
    given: dict[str, Rows] = {"cases": CASES, "notes": NOTES, **tables}
    for name, rows in given.items():
        columns = [c.name for c in BY_NAME[name].columns]
        headers = [*columns, *(k for k in (rows[0] if rows else {}) if k not in columns)]
        with (folder / f"{name}.csv").open("w", newline="", encoding="utf-8-sig") as handle:
            writer = csv.DictWriter(handle, headers, restval="")
            writer.writeheader()
            writer.writerows(rows)
    return folder


def write_workbook(
    file: Path, *, titled: bool = False, only: Collection[str] = (), **lists: Rows
) -> Path:
    """An Annex A workbook; `list_6=[{"child_id": …}]`, keys as in domain/annex_a.py. It has every
    list, or `only` these."""
    with xlsxwriter.Workbook(file) as book:
        for table in (t for t in LISTS if not only or t.name in only):
            sheet = book.add_worksheet(f"List {table.name}")
            top = 1 if titled else 0
            if titled:
                sheet.write_string(0, 0, table.label)
            sheet.write_row(top, 0, [c.heading for c in table.columns])
            rows = lists.get(f"list_{table.name}", ())
            for number, row in enumerate(rows, start=top + 1):
                for column, spec in enumerate(table.columns):
                    sheet.write(number, column, row.get(spec.name, ""))
    return file
