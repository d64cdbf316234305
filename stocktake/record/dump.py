"""A canonical dump of declared tables, so that two homes can be compared by one digest.

Left out, for they differ by nature between equal homes: salts, digests and chain hashes, the
server's own times, password hashes, and the paths of files.
"""

import hashlib
from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db.models import Model

from stocktake.record import chain

_LEFT_OUT_COLUMNS = {
    "salt", "body_digest", "previous_hash", "hash", "recorded_at", "password", "last_login",
    "os_user", "done_at", "path",
}  # fmt: skip
_LEFT_OUT_TABLES = {"record_access", "record_head"}


def digest() -> str:
    """SHA-256 over the canonical text of every row of every room's declared tables."""
    total = hashlib.sha256()
    for line in lines():
        total.update(line.encode())
        total.update(b"\n")
    return total.hexdigest()


def lines() -> Iterator[str]:
    """One canonical JSON line per row: tables by name, rows by their own text."""
    for model in sorted(_declared(), key=lambda m: m._meta.db_table):
        rows = sorted(chain.canonical(_columns(row)) for row in model._default_manager.all())
        for row in rows:
            yield f"{model._meta.db_table} {row}"


def _declared() -> list[type[Model]]:
    return [
        m
        for m in apps.get_models()
        if m.__module__.startswith("stocktake.") and m._meta.db_table not in _LEFT_OUT_TABLES
    ]


def _columns(row: Model) -> dict[str, Any]:
    left_out = _LEFT_OUT_COLUMNS | set(getattr(type(row), "NOT_CANONICAL", ()))
    return {
        f.attname: getattr(row, f.attname)
        for f in row._meta.concrete_fields
        if f.attname not in left_out
    }
