"""What one page asks several times over is looked up once: for pages that only read.

Whoever answers a request that changes nothing opens `kept_while_read`; inside it `once` keeps what it
was given. Anywhere else `once` looks up afresh each time, so that an act never decides on old facts.
"""

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar

T = TypeVar("T")
_KEPT: ContextVar[dict[Hashable, Any] | None] = ContextVar("kept while read", default=None)


@contextmanager
def kept_while_read() -> Iterator[None]:
    """Until this ends, what is asked for again is given again."""
    before = _KEPT.set({})
    try:
        yield
    finally:
        _KEPT.reset(before)


def once(key: Hashable, look: Callable[[], T]) -> T:
    """What was found under this key, or what a look finds now. `key` names who asks for what."""
    kept = _KEPT.get()
    if kept is None:
        return look()
    if key not in kept:
        kept[key] = look()
    found: T = kept[key]
    return found
