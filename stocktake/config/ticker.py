"""The ticker: asks each room, again and again, to do what is due.

A room takes part by having `tick()` in its `jobs.py`: a thin call of its acts, safe to repeat.
One room's fault is logged and stops no other.
"""

import logging
import os
import signal
import threading
from collections.abc import Callable, Iterator
from importlib import import_module
from types import FrameType

from django.conf import settings
from django.db import close_old_connections, connections
from django.utils.module_loading import module_has_submodule

SECONDS = 2.0
log = logging.getLogger(__name__)


def run() -> None:
    """Tick until told to stop, or until the web server that started us has gone."""
    stop, parent = threading.Event(), os.getppid()

    def told(number: int, frame: FrameType | None) -> None:
        stop.set()

    signal.signal(signal.SIGTERM, told)
    signal.signal(signal.SIGINT, told)
    while not stop.is_set() and os.getppid() == parent:
        close_old_connections()  # a database that went away and came back is met again
        once()
        stop.wait(SECONDS)
    connections.close_all()


def once() -> None:
    """One round over the rooms."""
    for room, tick in _ticks():
        try:
            tick()
        except Exception:
            log.exception("The ticker could not do what is due in %s; it tries again.", room)


def _ticks() -> Iterator[tuple[str, Callable[[], object]]]:
    for room in settings.ROOMS:
        if module_has_submodule(import_module(f"stocktake.{room}"), "jobs"):
            tick = getattr(import_module(f"stocktake.{room}.jobs"), "tick", None)
            if tick is not None:
                yield room, tick
