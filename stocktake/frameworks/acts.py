"""Putting a version on the shelf, from a file or from the library that comes with Stocktake."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

from stocktake.core import lifecycle
from stocktake.core.thread import Person
from stocktake.frameworks import queries
from stocktake.frameworks.domain import versions as domain
from stocktake.frameworks.domain.content import Content, Form, facts_of, kind_of
from stocktake.frameworks.domain.reading import from_facts, read
from stocktake.frameworks.domain.versions import ACTS, VersionState
from stocktake.frameworks.models import Version
from stocktake.record.door import Kind, Move, locked, perform

LIBRARY = Path(__file__).with_name("library")


def read_file(path: Path) -> Content:
    """The content of a file, checked; a base form is looked for beside it, then on the shelf.

    Raises domain.reading.Unreadable with every mistake, or OSError when it cannot be opened.
    """
    return read(path.read_text(encoding="utf-8"), file=path.name, form=_FormsNear(path))


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
    """Finds the form that another is based on: a neighbouring file first, then the shelf."""

    def __init__(self, path: Path) -> None:
        self.files = [f for f in sorted(path.parent.glob("*.yaml")) if f != path]

    def __call__(self, key: str) -> Form | None:
        for file in self.files:
            text = file.read_text(encoding="utf-8")
            if f"\nkey: {key}\n" in text and "kind: form" in text:
                content = read(text, file=file.name, form=self)
                return content if isinstance(content, Form) else None
        try:
            return queries.current_form(key)
        except KeyError:
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
