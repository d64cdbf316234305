"""Putting a version on the shelf, from a file or from the library that comes with Stocktake."""

import json
import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from stocktake.core import lifecycle
from stocktake.core.thread import Person
from stocktake.core.written import Mistake, Unreadable, read_mapping
from stocktake.frameworks import queries
from stocktake.frameworks.domain import versions as domain
from stocktake.frameworks.domain.content import Content, facts_of, kind_of
from stocktake.frameworks.domain.instrument.compiled import Compiled
from stocktake.frameworks.domain.instrument.parts import Instrument
from stocktake.frameworks.domain.reading import Read, from_facts, read, read_with_warnings, tie
from stocktake.frameworks.domain.versions import ACTS, VersionState
from stocktake.frameworks.models import Version
from stocktake.record.door import Kind, Move, locked, perform

LIBRARY = Path(__file__).with_name("library")


def read_file(path: Path) -> Content:
    """The content of a file, checked; a base form is looked for beside it, then on the shelf.

    Raises domain.reading.Unreadable with every mistake, or OSError when it cannot be opened.
    """
    return read_with_warnings_of(path).content


def read_with_warnings_of(path: Path) -> Read:
    """The same with what the author should know."""
    text = path.read_text(encoding="utf-8")
    return read_with_warnings(text, file=path.name, form=_FormsNear(path))


def tie_file(path: Path) -> Compiled:
    """The instrument in a file ready to enumerate, also where its overlaps bar it from the shelf."""
    return tie(path.read_text(encoding="utf-8"), file=path.name, form=_FormsNear(path))


def read_answers(path: Path) -> dict[str, Any]:
    """The answers in a JSON or YAML file: of one case, or `cases` of a round.

    Raises Unreadable, or OSError when the file cannot be opened.
    """
    text = path.read_text(encoding="utf-8")
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return read_mapping(text, path.name, as_text=True)[0]
    if isinstance(found, list):
        return {"cases": found}
    if not isinstance(found, dict):
        raise Unreadable([Mistake(path.name, 1, 1, "A mapping of answers is expected.")])
    return found


def add_file(*, path: Path, by: Person, at: datetime) -> tuple[Content, bool]:
    """Add the version in this file; False beside it when that very version stood already."""
    content = read_file(path)
    return content, _add([(content, path.name)], by=by, at=at) == 1


def load_library(*, by: Person, at: datetime) -> int:
    """Add every file of the library that is not on the shelf yet; return how many were added."""
    files = sorted(LIBRARY.glob("*.yaml"))
    return _add([(read_file(path), path.name) for path in files], by=by, at=at)


def _add(found: Sequence[tuple[Content, str]], *, by: Person, at: datetime) -> int:
    hashes = [content.hash for content, _ in found]
    known = set(Version.objects.filter(hash__in=hashes).values_list("hash", flat=True))
    moves = [_move(content, file) for content, file in found if content.hash not in known]
    if moves:
        perform(moves, by=by, at=at)
    return len(moves)


def _move(content: Content, file: str) -> Move:
    kind = kind_of(content)
    act = ACTS[kind](key=content.key, title=content.title, file=file, content=content)
    return Move(kind=SHELVES[kind], id=content.hash, act=act)


class _FormsNear:
    """Finds the form that another is based on: a neighbouring file, the shelf, the library."""

    def __init__(self, path: Path) -> None:
        self.path = path.resolve()
        self.asked: set[str] = set()

    def __call__(self, key: str) -> Instrument | None:
        if key in self.asked:  # two forms based on each other
            return None
        self.asked.add(key)
        return (
            self._in(self.path.parent, key)
            or queries.latest_instrument(key)
            or self._in(LIBRARY, key)
        )

    def _in(self, folder: Path, key: str) -> Instrument | None:
        named = re.compile(rf"^key: *[\"']?{re.escape(key)}[\"']? *$", re.MULTILINE)
        for file in sorted(folder.glob("*.yaml")):
            if file == self.path or not named.search(text := file.read_text(encoding="utf-8")):
                continue
            content = read(text, file=file.name, form=self)
            if isinstance(content, Instrument):
                return content
        return None


def _load(ids: Sequence[str]) -> Mapping[str, VersionState]:
    rows = locked(Version.objects.filter(hash__in=ids))
    return {
        row.hash: VersionState(
            content=from_facts(row.kind, row.content, row.hash), added_at=row.added_at
        )
        for row in rows
    }


def _save(hash_: str, before: VersionState | None, now: VersionState) -> None:
    kind, key = kind_of(now.content), now.content.key
    Version.objects.create(
        hash=hash_,
        kind=kind,
        key=key,
        number=Version.objects.filter(kind=kind, key=key).count() + 1,
        title=now.content.title,
        content=facts_of(now.content),
        added_at=now.added_at,
    )


SHELVES = {
    kind: Kind[VersionState](
        name=kind,
        load=_load,
        save=_save,
        refusal=domain.refusal,
        after=domain.after,
        capacity=lambda act, by: lifecycle.capacity_of(domain.MOVES, act, by),
    )
    for kind in ACTS
}
