"""The minutes between upload and import: read tables wait in a folder of the session.

The uploaded files are deleted as soon as they are read; what was read is deleted after the import,
when the analyst abandons it, or after half a day.
"""

import json
import shutil
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from stocktake.caseload import fence
from stocktake.caseload.domain.layouts import ANNEX_A, FOLDER, Layout
from stocktake.caseload.domain.snapshots import refusal_to_import
from stocktake.caseload.parser.archive import LARGEST_SOURCE, Unreadable
from stocktake.caseload.queries.cards import remembered
from stocktake.caseload.reading import extracts, matching
from stocktake.caseload.reading.checking import Checked
from stocktake.caseload.reading.matching import Columns, Extract
from stocktake.core.thread import Person, Refused

SECONDS_KEPT = 12 * 3600
ALLOWED = (".csv", ".zip", *fence.WORKBOOKS)


@dataclass(frozen=True, kw_only=True)
class Staged:
    """What was read and is not imported yet. `columns`: what is known of its headers so far."""

    extract: Extract
    as_of: date
    columns: Columns
    confirmed: bool


def stage(*, files: "Sequence[UploadedFile[Any]]", as_of: date, token: str, by: Person) -> None:
    """Read the uploads behind the fence and let them wait under `token`."""
    if no := refusal_to_import(by):
        raise Refused(no)
    _sweep()
    layout = _layout(files)
    place = _place(token)
    abandon(token=token)
    place.mkdir(mode=0o700)
    try:
        source = _received(files, place / "in")
        extract = extracts.read(source, place / "raw", layout)
        extract.written(place / "raw" / "extract.json")
        choose(token=token, columns=remembered(layout.key), as_of=as_of, confirmed=False)
    except Unreadable as problem:
        abandon(token=token)
        raise Refused(str(problem)) from problem
    finally:
        shutil.rmtree(place / "in", ignore_errors=True)


def staged(*, token: str) -> Staged | None:
    """What waits under the token, or None."""
    place = _place(token)
    if not token or not (place / "choices.json").exists():
        return None
    facts = json.loads((place / "choices.json").read_text())
    return Staged(
        extract=matching.reread(place / "raw" / "extract.json"),
        as_of=date.fromisoformat(facts["as_of"]),
        columns=facts["columns"],
        confirmed=facts["confirmed"],
    )


def choose(*, token: str, columns: Columns, as_of: date, confirmed: bool) -> None:
    """Keep what the analyst said of the columns."""
    facts: dict[str, Any] = {
        "columns": columns,
        "as_of": as_of.isoformat(),
        "confirmed": confirmed,
    }
    file = _place(token) / "choices.json"
    file.write_text(json.dumps(facts))
    file.chmod(0o600)


def check(waiting: Staged) -> Checked:
    """What an import of it would keep and return."""
    return extracts.checked(waiting.extract, waiting.columns, waiting.as_of)


def abandon(*, token: str) -> None:
    """Delete everything that waits under the token."""
    if token:
        shutil.rmtree(_place(token), ignore_errors=True)


def _layout(files: "Sequence[UploadedFile[Any]]") -> Layout:
    suffixes = [Path(f.name or "").suffix.lower() for f in files]
    for file, suffix in zip(files, suffixes, strict=True):
        if suffix not in ALLOWED:
            raise Refused(f"{file.name} is neither .csv, .zip nor .xlsx. Leave it out.")
    if sum(f.size or 0 for f in files) > LARGEST_SOURCE:
        raise Refused("Together these files are larger than 300 MB. Import them from the server.")
    single = len(files) == 1
    if suffixes[0] in fence.WORKBOOKS and single:
        return ANNEX_A
    if any(s != ".csv" for s in suffixes) and not single:
        raise Refused("Choose one workbook, or one zip, or several .csv files: not a mixture.")
    return FOLDER


def _received(files: "Sequence[UploadedFile[Any]]", folder: Path) -> Path:
    """The files under their own plain names; one workbook or zip is the source itself."""
    folder.mkdir(mode=0o700)
    target = folder
    for file in files:
        target = folder / Path(file.name or "file").name
        with target.open("xb") as handle:
            target.chmod(0o600)
            for chunk in file.chunks():
                handle.write(chunk)
    return folder if target.suffix.lower() == ".csv" else target


def _place(token: str) -> Path:
    if token and not token.isalnum():
        raise Refused("There is no upload under this name.")
    folder: Path = settings.HOME.folder("staging")
    return folder / f"web-{token}"


def _sweep() -> None:
    """Delete what others left behind: a session that never came back."""
    horizon = time.time() - SECONDS_KEPT
    for place in settings.HOME.folder("staging").iterdir():
        if place.stat().st_mtime < horizon:
            shutil.rmtree(place, ignore_errors=True)
