"""The child fences itself in before it touches a foreign byte.

Limits set here hold for native code too; the audit hook stops what Python code might be led to do.
"""

import contextlib
import ctypes
import resource
import sys
from typing import Any

MEMORY = 1024 * 1024 * 1024  # address space: readers that ask for more are stopped by the system
DATA = 448 * 1024 * 1024  # memory written to, so that with the libraries it stays below 512 MB
CPU_SECONDS = 30
LARGEST_FILE = 512 * 1024 * 1024  # that the child may write
OPEN_FILES = 64
PROCESSES = 16

_NEW_USER, _NEW_NETWORK = 0x10000000, 0x40000000
_FORBIDDEN = (
    "socket.", "subprocess.", "os.system", "os.exec", "os.fork", "os.posix_spawn", "os.spawn",
    "pty.", "ctypes.dlopen", "urllib.", "http.", "ftplib.", "smtplib.",
)  # fmt: skip


def leave_the_network() -> bool:
    """Move into a network of its own, with nothing in it. Must come before any thread starts.

    False where the system allows no such namespace; sockets are refused by `no_way_out` anyway.
    """
    libc = ctypes.CDLL(None, use_errno=True)
    return any(libc.unshare(flags) == 0 for flags in (_NEW_USER | _NEW_NETWORK, _NEW_NETWORK))


def bound(*, alone: bool) -> None:
    """Limit memory, processor time, files and processes. `alone`: in a namespace of its own.

    Processes are counted for the whole user outside a namespace, so only inside one can a small
    number be set without stopping a user who runs other things.
    """
    _lower(resource.RLIMIT_CORE, 0)
    _lower(resource.RLIMIT_CPU, CPU_SECONDS)
    _lower(resource.RLIMIT_FSIZE, LARGEST_FILE)
    _lower(resource.RLIMIT_NOFILE, OPEN_FILES)
    _lower(resource.RLIMIT_AS, MEMORY)
    _lower(resource.RLIMIT_DATA, DATA)
    if alone:
        _lower(resource.RLIMIT_NPROC, PROCESSES)


def no_way_out() -> None:
    """From now on no socket and no process can be made; the hook cannot be taken off again."""
    sys.addaudithook(_refuse)


def _refuse(event: str, arguments: tuple[Any, ...]) -> None:
    if event.startswith(_FORBIDDEN):
        raise PermissionError(f"the parser may not do {event}")


def _lower(kind: int, value: int) -> None:
    hard = resource.getrlimit(kind)[1]
    limit = value if hard == resource.RLIM_INFINITY else min(value, hard)
    with contextlib.suppress(ValueError, OSError):  # already lower
        resource.setrlimit(kind, (limit, limit))
