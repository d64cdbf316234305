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
from stocktake.caseload.domain.layouts import FOLDER
from stocktake.caseload.domain.said import Said, said
from stocktake.caseload.domain.snapshots import refusal_to_import
from stocktake.caseload.parser.archive import LARGEST_SOURCE, Unreadable
from stocktake.caseload.queries.bases import base_of
from stocktake.caseload.queries.cards import remembered
from stocktake.caseload.queries.presets import preset
from stocktake.caseload.reading import extracts, matching
from stocktake.caseload.reading.checking import Checked
from stocktake.caseload.reading.matching import Extract
from stocktake.core.thread import Person, Refused

SECONDS_KEPT = 12 * 3600
TABLES = (".csv", ".txt", ".tsv", ".parquet")  # several of which may come together


@dataclass(frozen=True, kw_only=True)
class Staged:
    """What was read and is not imported yet. `said`: what is known of its headers and values."""

    extract: Extract
    as_of: date
    said: Said
    confirmed: bool


def stage(
    *,
    files: "Sequence[UploadedFile[Any]]",
    as_of: date,
    token: str,
    by: Person,
    system: str = "",
) -> None:
    """Read the uploads behind the fence and let them wait under `token`.

    `system`: the recording system whose preset says what they are; its exports are a CSV folder.
    """
    if no := refusal_to_import(by):
        raise Refused(no)
    _sweep()
    _refuse_a_mixture(files)
    place = _place(token)
    abandon(token=token)
    place.mkdir(mode=0o700)
    try:
        source = _received(files, place / "in")
        first, layout = (preset(system), FOLDER) if system else (Said(), None)
        extract = extracts.read(source, place / "raw", layout, first)
        extract.written(place / "raw" / "extract.json")
        base = base_of(extract)
        choose(
            token=token,
            said=remembered(extract.layout.key).over(first),
            as_of=base.as_of if base else as_of,
            confirmed=False,
        )
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
        said=said(facts["said"]),
        confirmed=facts["confirmed"],
    )


def choose(*, token: str, said: Said, as_of: date, confirmed: bool) -> None:
    """Keep what the analyst said of the columns and values."""
    facts: dict[str, Any] = {
        "said": said.facts(),
        "as_of": as_of.isoformat(),
        "confirmed": confirmed,
    }
    file = _place(token) / "choices.json"
    file.write_text(json.dumps(facts))
    file.chmod(0o600)


def check(waiting: Staged) -> Checked:
    """What an import of it would keep and return."""
    base = base_of(waiting.extract)
    return extracts.checked(waiting.extract, waiting.said, waiting.as_of, base)


def abandon(*, token: str) -> None:
    """Delete everything that waits under the token."""
    if token:
        shutil.rmtree(_place(token), ignore_errors=True)


def _refuse_a_mixture(files: "Sequence[UploadedFile[Any]]") -> None:
    suffixes = [Path(f.name or "").suffix.lower() for f in files]
    for file, suffix in zip(files, suffixes, strict=True):
        if suffix not in fence.FILES:
            raise Refused(
                f"{file.name} is neither a workbook, .csv, .parquet, .zip nor .xml. Leave it out."
            )
    names = [Path(f.name or "file").name.lower() for f in files]
    if twice := next((n for n in names if names.count(n) > 1), None):
        raise Refused(f"The upload holds {twice} twice. Leave one out.")
    if sum(f.size or 0 for f in files) > LARGEST_SOURCE:
        raise Refused("Together these files are larger than 300 MB. Import them from the server.")
    if any(s not in TABLES for s in suffixes) and len(files) > 1:
        raise Refused("Choose one workbook, or one zip, or several .csv files: not a mixture.")


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
    return folder if target.suffix.lower() in TABLES else target


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
    for file in settings.HOME.folder("uploads").iterdir():  # of a server that was killed
        if file.stat().st_mtime < horizon:
            file.unlink(missing_ok=True)
