"""The published folder of the home: written once for each report, and read without a database."""

import hashlib
import json
import shutil
from collections.abc import Mapping
from pathlib import Path

from django.conf import settings

from stocktake.reports.render.page import Listed, listing

ABOUT = "about.json"
TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".svg": "image/svg+xml",
    ".csv": "text/csv; charset=utf-8",
    ".json": "application/json",
    ".pdf": "application/pdf",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


def root() -> Path:
    """HOME/published, which a web server may serve as it is."""
    folder: Path = settings.HOME.folder("published")
    if not (folder / "index.html").exists():
        relist(folder)
    return folder


def digests(files: Mapping[str, bytes]) -> tuple[tuple[str, str], ...]:
    return tuple((name, hashlib.sha256(files[name]).hexdigest()) for name in sorted(files))


def prepare(slug: str, files: Mapping[str, bytes]) -> Path:
    """Write the files beside their final place; `settle` moves them there, whole."""
    waiting = root() / f".{slug}"
    shutil.rmtree(waiting, ignore_errors=True)
    write(waiting, files)
    return waiting


def settle(slug: str, waiting: Path) -> Path:
    final = root() / slug
    shutil.rmtree(final, ignore_errors=True)
    waiting.rename(final)
    relist(root())
    return final


def write(folder: Path, files: Mapping[str, bytes]) -> None:
    for name, data in files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)


def relist(folder: Path) -> None:
    """Make the list of published reports anew from what is there, the latest first."""
    abouts = [json.loads(file.read_text("utf-8")) for file in folder.glob(f"[!.]*/{ABOUT}")]
    abouts.sort(key=lambda about: (about["order"], about["slug"]), reverse=True)
    fields = ("slug", "title", "committee", "dated", "published")
    listed = tuple(Listed(**{name: about[name] for name in fields}) for about in abouts)
    demonstration = bool(settings.HOME.demonstration)
    write(folder, listing(settings.HOME.council, listed, demonstration=demonstration))


def published_file(path: str) -> tuple[bytes, str] | None:
    """A file of the published folder and its type; None for anything that is not one of them."""
    base = root().resolve()
    hidden = any(part.startswith(".") for part in Path(path).parts)
    try:
        file = (base / path).resolve()
        if hidden or not file.is_relative_to(base) or file.suffix not in TYPES:
            return None
        return file.read_bytes(), TYPES[file.suffix]
    except (OSError, ValueError):  # no such file, or a name that no file can have
        return None
