"""The folders in which snapshots live: made whole or not at all, named by what is in them.

A snapshot is a folder of Parquet files with a manifest; its name is the SHA-256 of the manifest,
which holds one hash for every file. Narrative stands in files of its own.
"""

import contextlib
import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import polars as pl

from stocktake.caseload import exports
from stocktake.caseload.domain.tables import TABLES, Table
from stocktake.caseload.reading.checking import Checked

FORMAT = 1
WRITERS = 2
MANIFEST, DROPPED = "manifest.json", "narrative-dropped.json"
RETURNED = "returned.xlsx"


@dataclass(frozen=True, kw_only=True)
class Kept:
    """What `keep` made: the snapshot's name, and a digest that does not depend on the day."""

    hash: str
    content: str


def keep(root: Path, checked: Checked, *, standing: Callable[[str], bool]) -> Kept:
    """Write a snapshot, unless a sound one with the same content and day is there.

    `standing` says whether a name is in the list of snapshots: a folder that is not, left by a
    machine that stopped, is made afresh when anything of it is missing.
    """
    making = Path(tempfile.mkdtemp(prefix=".making-", dir=root))  # 0700
    try:
        accepted = _write_accepted(making, checked)
        _write_lines(making, checked, accepted)
        files = _files(making)
        content = _sha(_canonical({"layout": checked.layout, "files": files}))
        manifest = _canonical(
            {
                "format": FORMAT,
                "layout": checked.layout,
                "as_of": checked.as_of.isoformat(),
                "accepted": accepted,
                "lists": [asdict(count) for count in checked.lists],
                "files": files,
            }
        )
        _write(making / MANIFEST, manifest)
        name = _sha(manifest)
        if faults(root, name) or (_dropped(root, name) and not standing(name)):
            remove(root, name)
        with contextlib.suppress(OSError):  # it is there: the same name is the same content
            making.rename(root / name)
        return Kept(hash=name, content=content)
    finally:
        shutil.rmtree(making, ignore_errors=True)


def table(root: Path, name: str, table_name: str) -> pl.DataFrame:
    """One table of a snapshot, narrative apart. Raises LookupError when there is no such snapshot."""
    return _read(root, name, f"{table_name}.parquet")


def lines(root: Path, name: str, kind: str) -> pl.DataFrame:
    """The rejected rows or the questions, without narrative."""
    return _read(root, name, f"{kind}.parquet")


def narrative(root: Path, name: str, table_name: str) -> pl.DataFrame:
    """The key and the words of a table, as far as they have not been dropped."""
    file = root / name / f"{table_name}-narrative-kept.parquet"
    chosen = file.name if file.exists() else f"{table_name}-narrative.parquet"
    return _read(root, name, chosen)


def parts(root: Path, name: str) -> dict[str, pl.DataFrame]:
    """The accepted rows list by list, where the layout has lists."""
    files = sorted((root / name).glob("list-*.parquet")) if name.isalnum() else []
    return {f.stem.removeprefix("list-"): pl.read_parquet(f) for f in files}


def accepted(root: Path, name: str) -> str:
    """The digest that a workbook of rows returned from this snapshot carries."""
    file = root / name / MANIFEST
    return str(json.loads(file.read_bytes()).get("accepted", "")) if file.exists() else ""


def drop_narrative(root: Path, name: str, keep_children: Iterable[str]) -> None:
    """Delete the words of every other child's notes; may be repeated."""
    folder = root / name
    whole = folder / "notes-narrative.parquet"
    if not whole.exists():
        return
    words = pl.read_parquet(whole)
    left = words.filter(pl.col("child_id").is_in([*keep_children]))
    part = folder / ".part.parquet"
    _parquet(part, left)
    part.replace(folder / "notes-narrative-kept.parquet")
    facts = {"kept": left.height, "dropped": words.height - left.height}
    digest = _digest(folder / "notes-narrative-kept.parquet")
    _write(folder / DROPPED, _canonical(facts | {"sha256": digest}))
    whole.unlink()


def remove(root: Path, name: str) -> None:
    """Delete a snapshot's folder: out of sight first, so that nobody reads half of it."""
    folder = root / name
    if folder.exists():
        going = Path(tempfile.mkdtemp(prefix=".going-", dir=root))
        with contextlib.suppress(FileNotFoundError):  # somebody else was faster
            folder.rename(going / name)
        shutil.rmtree(going, ignore_errors=True)


def faults(root: Path, name: str) -> tuple[str, ...]:
    """What is wrong with a stored snapshot, in words; nothing when it is as it was made."""
    folder = root / name
    if not (folder / MANIFEST).exists():
        return ("The snapshot's folder or its manifest is missing.",)
    text = (folder / MANIFEST).read_bytes()
    found = [] if _sha(text) == name else ["The manifest is not the one that gave it its name."]
    dropped = _dropped(root, name)
    for file, facts in json.loads(text)["files"].items():
        gone = not (folder / file).exists()
        if gone and dropped and file == "notes-narrative.parquet":
            continue
        if gone or _digest(folder / file) != facts["sha256"]:
            found.append(f"{file} is {'missing' if gone else 'not as it was made'}.")
    return tuple(found)


def _dropped(root: Path, name: str) -> bool:
    return (root / name / DROPPED).exists()


def _write_accepted(folder: Path, checked: Checked) -> str:
    """Write what stands; return the digest by which rows returned from it are known again."""
    frames = {f"list-{name}": rows for name, rows in checked.parts.items()}
    frames["coverage"] = checked.coverage
    for spec in TABLES:
        frame = checked.tables[spec.name]
        frames[spec.name] = frame.drop(spec.narrative)
        if spec.narrative:
            frames[f"{spec.name}-narrative"] = frame.select(_words(spec))
    with ThreadPoolExecutor(WRITERS) as pool:
        files = [folder / f"{name}.parquet" for name in frames]
        list(pool.map(_parquet, files, frames.values()))
    return _sha(_canonical({"layout": checked.layout, "files": _files(folder)}))


def _write_lines(folder: Path, checked: Checked, accepted: str) -> None:
    _parquet(folder / "rejected.parquet", checked.rejected)
    _parquet(folder / "questions.parquet", checked.questions)
    if not checked.rejected.is_empty():
        _write(folder / RETURNED, exports.returned_of(checked.returned, accepted))


def _files(folder: Path) -> dict[str, Any]:
    return {
        file.name: {"sha256": _digest(file), "bytes": file.stat().st_size}
        for file in sorted(folder.iterdir())
    }


def _words(spec: Table) -> list[str]:
    keys = dict.fromkeys([*spec.key, *(["child_id"] if "child_id" in spec.in_order else [])])
    return [*keys, *spec.narrative]


def _parquet(file: Path, frame: pl.DataFrame) -> None:
    frame.write_parquet(file, compression="zstd", statistics=False)
    file.chmod(0o600)


def _write(file: Path, content: bytes) -> None:
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as handle:
        handle.write(content)


def _read(root: Path, name: str, file: str) -> pl.DataFrame:
    path = root / name / file
    if not name.isalnum() or not path.exists():
        raise LookupError(f"There is no snapshot {name[:12]} with {file}.")
    return pl.read_parquet(path)


def _canonical(facts: Mapping[str, Any]) -> bytes:
    return json.dumps(facts, sort_keys=True, ensure_ascii=False, indent=1).encode()


def _sha(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _digest(file: Path) -> str:
    with file.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()
