"""A home: the folder in which one installation keeps its database, snapshots and reports.

`home.json` says whether it was made as a demonstration; that mark can never be set later.
"""

import json
import os
import secrets
import time
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Home:
    """One installation's folder. Files in it are 0600, folders 0700."""

    path: Path

    @property
    def exists(self) -> bool:
        return self._file.exists()

    @property
    def demonstration(self) -> bool:
        return bool(self._facts().get("demonstration"))

    @property
    def council(self) -> str:
        return str(self._facts().get("council") or "This council")

    def told(self, name: str, default: Any) -> Any:
        """A council's own setting from `council.json` in the home, or our default."""
        file = self.path / "council.json"
        return _read(file, _changed(file)).get(name, default)

    def tell(self, **settings: Any) -> None:
        """Write council settings; those not named keep their value."""
        file = self.path / "council.json"
        known = json.loads(file.read_text()) if file.exists() else {}
        _write(file, json.dumps({**known, **settings}, indent=1, ensure_ascii=False))

    def folder(self, name: str) -> Path:
        """A folder of the home, made if need be."""
        folder = self.path / name
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return folder

    def secret_key(self) -> str:
        """The signing key: made once, kept in the home, never in the repository."""
        file = self.path / "secret.key"
        if not file.exists():
            if not self.exists:
                return "no home yet: " + secrets.token_hex(32)
            _write(file, secrets.token_urlsafe(64))
        return file.read_text()

    def demonstration_time(self) -> datetime | None:
        """The demonstration's clock, or None where the server's clock rules."""
        if not self.demonstration:
            return None
        file = self.path / "clock"
        return _moment(file, _changed(file))

    def set_demonstration_time(self, at: datetime) -> None:
        """Move the demonstration's clock; refuses in any other home."""
        if not self.demonstration:
            raise PermissionError("Only a demonstration home has a clock of its own.")
        _write(self.path / "clock", at.isoformat())

    def make(self, *, demonstration: bool = False, council: str = "") -> None:
        """Make the home. An existing one keeps its mark: none becomes a demonstration later."""
        self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
        if self.exists:
            return
        facts = {"demonstration": demonstration, "council": council, "made_by": _os_user()}
        _write(self._file, json.dumps(facts, indent=1))

    def _facts(self) -> dict[str, Any]:
        return _read(self._file, _changed(self._file))

    @property
    def _file(self) -> Path:
        return self.path / "home.json"


def close_to_others(home: Home) -> None:
    """Take away from other users what an earlier version wrote under the machine's own habits.

    What is published stays as it is: a web server may have been let in to it.
    """
    for place in (home.path, home.path / "mail"):
        for file in place.glob("*") if place.is_dir() else ():
            if file.name != "published" and file.stat().st_mode & 0o077 and not file.is_symlink():
                file.chmod(0o700 if file.is_dir() else 0o600)


def uploads(home: Home) -> str | None:
    """Where a large upload waits to be read; None while there is no home."""
    return str(home.folder("uploads")) if home.exists else None


def _changed(file: Path) -> int:
    """When the file was written, in nanoseconds; 0 where there is none."""
    try:
        return file.stat().st_mtime_ns
    except FileNotFoundError:
        return 0


@lru_cache(maxsize=64)
def _read(file: Path, changed: int) -> dict[str, Any]:
    """What the file says: read again only when it was written again, for pages ask many times."""
    return dict(json.loads(file.read_text())) if changed else {}


@lru_cache(maxsize=64)
def _moment(file: Path, changed: int) -> datetime | None:
    return datetime.fromisoformat(file.read_text()) if changed else None


def _write(file: Path, text: str) -> None:
    """Write whole or not at all, readable by the owner alone."""
    part = file.with_name(f".{file.name}.{os.getpid()}")
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w") as handle:
        handle.write(text)
    # A file system's own stamp stands still for milliseconds; whoever keeps what they read goes by it.
    os.utime(part, ns=(time.time_ns(), time.time_ns()))
    part.replace(file)


def _os_user() -> str:
    return os.environ.get("USER") or str(os.getuid())
