"""Digests and links of the chain: pure functions over plain values.

An entry's hash is SHA-256 over the canonical JSON of all its columns but the hash itself, the
previous hash among them. A body's digest is SHA-256 over a random salt and the canonical JSON of
what was said, so that an erased body cannot be guessed back from its digest.
"""

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from enum import Enum
from typing import Any

GENESIS = hashlib.sha256(b"stocktake record, first entry").hexdigest()


def canonical(value: Any) -> str:
    """JSON with sorted keys and no spaces: equal values give equal text on every platform."""
    return json.dumps(
        value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=_plain
    )


def body_digest(salt: str, said: str) -> str:
    return hashlib.sha256(f"{salt}\n{said}".encode()).hexdigest()


def entry_hash(columns: Mapping[str, Any]) -> str:
    """`columns`: every column of the entry except `hash`; datetimes are made UTC ISO text."""
    return hashlib.sha256(canonical(dict(columns)).encode()).hexdigest()


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, (set, frozenset)):
        return sorted(value)
    if hasattr(value, "__dataclass_fields__"):
        return {name: getattr(value, name) for name in value.__dataclass_fields__}
    raise TypeError(f"{type(value).__name__} cannot stand in a record entry")
