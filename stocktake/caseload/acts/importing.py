"""From a file to a snapshot: read behind the fence, check every row, keep what passes."""

import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import polars as pl
from django.conf import settings
from django.db import IntegrityError

from stocktake.caseload import store
from stocktake.caseload.acts.subjects import SNAPSHOT
from stocktake.caseload.domain.layouts import ANNEX_A, FOLDER, Layout
from stocktake.caseload.domain.said import Said
from stocktake.caseload.domain.snapshots import CompleteImport, refusal_to_import
from stocktake.caseload.models import Snapshot
from stocktake.caseload.parser.archive import Unreadable
from stocktake.caseload.queries.bases import adopted_before, base_of
from stocktake.caseload.queries.cards import remembered, same_content
from stocktake.caseload.queries.changes import ListChanges, changes_of
from stocktake.caseload.queries.tables import root
from stocktake.caseload.reading import adoption, extracts
from stocktake.caseload.reading.checking import Checked
from stocktake.caseload.reading.values import Unknown
from stocktake.core.strata import HELD
from stocktake.core.thread import Person, Refused
from stocktake.record import clock
from stocktake.record.door import Move, perform

NOTHING_SAID = Said()


@dataclass(frozen=True, kw_only=True)
class ListResult:
    """One list or file: rows = accepted + rejected."""

    list: str
    rows: int
    accepted: int
    rejected: int
    questioned: int


@dataclass(frozen=True, kw_only=True)
class ImportResult:
    """What an import made. `unchanged`: this extract was here already, and nothing was written.

    Of a mere check the snapshot is empty and nothing was kept.
    """

    snapshot: str
    as_of: date
    cases: int
    lists: tuple[ListResult, ...]
    rejected_file: Path | None
    unchanged: bool
    notices: tuple[str, ...]
    unknown: tuple[Unknown, ...] = ()
    joined_to: str = ""
    changes: ListChanges | None = None


def import_extract(
    *,
    layout: Layout,
    path: Path | str,
    by: Person,
    at: datetime,
    said: Said = NOTHING_SAID,
    as_of: date | None = None,
) -> ImportResult:
    """Read, check and keep. `as_of`: the day the extract speaks of, else today."""
    checked = _checked(layout, Path(path), said, as_of, by=by, at=at)
    stated = as_of is not None or bool(checked.joined_to)
    return keep(checked=checked, stated_day=stated, by=by, at=at)


def import_folder(
    *,
    path: Path | str,
    by: Person,
    at: datetime,
    said: Said = NOTHING_SAID,
    as_of: date | None = None,
) -> ImportResult:
    """Import a Stocktake CSV folder, or a zip of one."""
    return import_extract(layout=FOLDER, path=path, by=by, at=at, said=said, as_of=as_of)


def import_annex_a(
    *,
    path: Path | str,
    by: Person,
    at: datetime,
    said: Said = NOTHING_SAID,
    as_of: date | None = None,
) -> ImportResult:
    """Import Annex A: a workbook, a folder or zip of CSV files, or one of them."""
    return import_extract(layout=ANNEX_A, path=path, by=by, at=at, said=said, as_of=as_of)


def check_extract(
    *,
    layout: Layout,
    path: Path | str,
    by: Person,
    at: datetime,
    said: Said = NOTHING_SAID,
    as_of: date | None = None,
) -> tuple[ImportResult, pl.DataFrame]:
    """What an import would keep and return, and the lines of what it would return."""
    checked = _checked(layout, Path(path), said, as_of, by=by, at=at)
    made = ImportResult(
        snapshot="",
        as_of=checked.as_of,
        cases=checked.open_cases,
        lists=_lists(checked),
        rejected_file=None,
        unchanged=False,
        notices=_notices(checked),
        unknown=checked.unknown,
    )
    return made, checked.rejected


def keep(*, checked: Checked, stated_day: bool, by: Person, at: datetime) -> ImportResult:
    """Keep what was checked as a snapshot, unless it is here already.

    Without a stated day the same data is the same snapshot on any later day too.
    """
    if no := refusal_to_import(by):
        raise Refused(no)
    _refuse_an_empty_frame(checked)
    if no := adoption.refusal(checked.tables, adopted_before()):
        raise Refused(no)
    kept = store.keep(root(), checked, standing=_stands)
    exact = stated_day or _stands(kept.hash)
    known = None if exact else same_content(kept.content)
    name = known or kept.hash
    if known and known != kept.hash:
        store.remove(root(), kept.hash)
    unchanged = not _enter(name, kept.content, checked, by=by, at=at)
    return _result(name, checked, unchanged)


def _checked(
    layout: Layout,
    path: Path,
    said: Said,
    as_of: date | None,
    *,
    by: Person,
    at: datetime,
) -> Checked:
    if no := refusal_to_import(by):
        raise Refused(no)
    today = clock.local(at).date()
    if as_of and as_of > today:
        raise Refused("The day of the extract cannot lie ahead.")
    place = Path(tempfile.mkdtemp(prefix="import-", dir=settings.HOME.folder("staging")))
    try:
        every = said.over(remembered(layout.key))
        extract = extracts.read(path, place, layout, every)
        base = base_of(extract)
        return extracts.checked(extract, every, as_of or (base.as_of if base else today), base)
    except Unreadable as problem:
        raise Refused(str(problem)) from problem
    finally:
        shutil.rmtree(place, ignore_errors=True)


def _refuse_an_empty_frame(checked: Checked) -> None:
    """A case list of which no row stands is a mistake, not an empty council."""
    cases = next((c for c in checked.lists if c.list == "cases"), None)
    if cases and not cases.accepted and not checked.joined_to:
        line = checked.rejected.filter(pl.col("list") == "cases").head(1)
        why = f" Row {line['row'][0]}: {line['reason'][0]}" if line.height else ""
        raise Refused(f"No row of cases.csv could be accepted, so nothing was imported.{why}")


def _enter(name: str, content: str, checked: Checked, *, by: Person, at: datetime) -> bool:
    """Write the entry; False when the snapshot stands already, or somebody was faster."""
    if _stands(name):
        return False
    act = CompleteImport(
        source=checked.layout,
        as_of=checked.as_of,
        cases=checked.open_cases,
        rejected=checked.rejected.height,
        counts=_counts(checked),
        columns=checked.said.facts(),
        content=content,
    )
    try:
        perform([Move(kind=SNAPSHOT, id=name, act=act)], by=by, at=at)
    except (Refused, IntegrityError):
        if not _stands(name):
            raise
        return False
    return True


def _stands(name: str) -> bool:
    return Snapshot.objects.filter(pk=name).exclude(status="deleted").exists()


def _counts(checked: Checked) -> Mapping[str, Any]:
    frame = checked.tables["cases"].filter("in_frame")
    by_stratum = dict(frame.group_by("stratum").len().iter_rows())
    return {
        "lists": [asdict(c) for c in checked.lists],
        "tables": {name: table.height for name, table in checked.tables.items()},
        "strata": {s.value: by_stratum.get(s.value, 0) for s in HELD},
        "notices": list(checked.notices),
    }


def _result(name: str, checked: Checked, unchanged: bool) -> ImportResult:
    row = Snapshot.objects.get(pk=name)
    file = root() / name / store.RETURNED
    return ImportResult(
        snapshot=name,
        as_of=row.as_of,
        cases=row.cases,
        lists=_lists(checked),
        rejected_file=file if file.exists() else None,
        unchanged=unchanged,
        notices=_notices(checked),
        unknown=checked.unknown,
        joined_to=checked.joined_to,
        changes=None if unchanged else changes_of(name),
    )


def _lists(checked: Checked) -> tuple[ListResult, ...]:
    return tuple(
        ListResult(
            list=c.list,
            rows=c.rows,
            accepted=c.accepted,
            rejected=c.rejected,
            questioned=c.questioned,
        )
        for c in checked.lists
    )


def _notices(checked: Checked) -> tuple[str, ...]:
    if not checked.unused:
        return checked.notices
    return (*checked.notices, f"Not used: {', '.join(checked.unused)}.")
