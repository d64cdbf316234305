"""How much memory a piece of work holds at its worst: this process and its children, together.

Sampled, because what a process is said to have held at most is counted from before a child became
what it is, and because the two need not be at their worst at the same moment.
"""

import os
import threading
from pathlib import Path
from types import TracebackType

EVERY = 0.005  # seconds
PAGE = os.sysconf("SC_PAGE_SIZE") // 1024


class Peak:
    """`with Peak() as held: …`, then `held.most` is in kB."""

    def __init__(self) -> None:
        self.most = 0
        self._done = threading.Event()
        self._watch = threading.Thread(target=self._sample, daemon=True)

    def __enter__(self) -> "Peak":
        self._watch.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        wrong: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._done.set()
        self._watch.join()

    def _sample(self) -> None:
        while not self._done.wait(EVERY):
            own = os.getpid()
            self.most = max(self.most, sum(map(_resident, [own, *_children(own)])))


def _children(process: int) -> list[int]:
    files = Path(f"/proc/{process}/task").glob("*/children")
    found: list[int] = []
    for file in files:
        try:
            found += map(int, file.read_text().split())
        except OSError:  # the thread has ended
            continue
    return found


def _resident(process: int) -> int:
    """kB; 0 for one that has ended."""
    try:
        return int(Path(f"/proc/{process}/statm").read_text().split()[1]) * PAGE
    except (OSError, IndexError):
        return 0
