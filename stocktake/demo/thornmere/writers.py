"""Writing an extract as the Stocktake CSV folder. The same bytes each time."""

import csv
import json
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from pathlib import Path

from stocktake.caseload.domain.tables import BY_NAME
from stocktake.demo.thornmere.extract import Extract
from stocktake.demo.thornmere.notes import Note
from stocktake.demo.thornmere.tables import Row, tables
from stocktake.demo.thornmere.truth import truth

# In the variant that a person uploads, one header has to be mapped by hand (walkthrough, step 1).
UPLOAD_HEADERS = {"cases": {"allocated_worker": "Worker"}}
TRUTH = "truth.json"


def write_folder(path: Path, extract: Extract, *, upload: bool = False) -> tuple[Path, ...]:
    """Write every table of the folder; return the files."""
    path.mkdir(parents=True, exist_ok=True)
    found = {**tables(extract), "notes": [*_notes(extract.notes), *_bad_rows(extract)]}
    written = []
    for name, rows in found.items():
        file = path / f"{name}.csv"
        _write(file, name, rows, UPLOAD_HEADERS.get(name, {}) if upload else {})
        written.append(file)
    return tuple(written)


def write_truth(path: Path, extract: Extract) -> Path:
    """Write what only the tests read: what is in which note, on purpose."""
    file = path / TRUTH
    file.write_text(json.dumps(truth(extract), ensure_ascii=False, indent=1, sort_keys=True))
    return file


def _write(
    file: Path, name: str, rows: Iterable[Mapping[str, object]], headers: Mapping[str, str]
) -> None:
    columns = [c.name for c in BY_NAME[name].columns]
    with file.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.writer(handle, lineterminator="\r\n")
        writer.writerow([headers.get(c, c) for c in columns])
        writer.writerows([_cell(row.get(c)) for c in columns] for row in rows)


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%dT%H:%M")
    return value.isoformat() if isinstance(value, date) else str(value)


def _notes(notes: Iterable[Note]) -> list[Row]:
    names = [c.name for c in BY_NAME["notes"].columns]
    return [{name: getattr(note, name) for name in names} for note in notes]


def _bad_rows(extract: Extract) -> list[Row]:
    """Two rows that an import must return: a child nobody has heard of, a day there is not."""
    good = _notes(extract.notes[:1])[0]
    stranger = {**good, "note_id": "N9000001", "child_id": "000000"}
    no_day = {**good, "note_id": "N9000002", "happened_at": "2026-02-31T10:00", "recorded_at": None}
    return [stranger, no_day]
