"""The numbers of a report as tidy CSV, exactly as published, and what each column means."""

import csv
import io
from collections.abc import Iterable

from stocktake.core.cells import defused
from stocktake.reports.domain.public import Public, PublicTable

HEAD = ("table", "title", "row", "measure", "unit", "value")
MEANING = (
    ("table", "The table in the report that shows this number"),
    ("title", "The table's title"),
    ("row", "What the number is about: a theme or a group"),
    ("measure", "The heading of the column"),
    ("unit", "What is counted: child or review (one for each child)"),
    ("value", "The number as published. Counts of people from 1 to 5 are never published: "
     "“5 or fewer” stands for 1 to 5, “22 or more” for a number that hides its rest, "
     "“not published” for a number that would give another away. 0 is shown as 0"),
)  # fmt: skip


def data_csv(public: Public) -> bytes:
    return _csv([HEAD, *_rows(public)])


def dictionary_csv() -> bytes:
    return _csv([("column", "meaning"), *MEANING])


def _rows(public: Public) -> Iterable[tuple[str, ...]]:
    for section in public.sections:
        for block in section.blocks:
            if isinstance(block, PublicTable):
                for row in block.rows:
                    for head, unit, cell in zip(block.head, block.units, row, strict=True):
                        if cell.number:
                            yield (
                                block.label,
                                block.title,
                                row[0].words,
                                head.text,
                                unit,
                                cell.text,
                            )


def _csv(rows: Iterable[tuple[str, ...]]) -> bytes:
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows([defused(c) for c in row] for row in rows)
    return b"\xef\xbb\xbf" + out.getvalue().encode()  # the mark by which Excel knows UTF-8
