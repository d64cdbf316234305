"""A process that has loaded the parser once and forks for each file, so that many can be tried.

Run by itself it reads lines "source<TAB>place" and answers each with the exit status. The fork does
what the parser's own start does: bounds, no way out, one answer. With --here it forks nothing.
"""

import gc
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


class Gone(Exception):
    """The process died: it has no child to die in its place."""


class Server:
    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process

    def run(self, source: Path, place: Path, seconds: float) -> int | None:
        """Stands in for the fence's own start of a child; None when its time was up."""
        assert self._process.stdin
        assert self._process.stdout
        try:
            self._process.stdin.write(f"{source}\t{place}\t{seconds:.0f}\n")
            self._process.stdin.flush()
        except BrokenPipeError as gone:
            raise Gone from gone
        said = self._process.stdout.readline()
        if not said:
            raise Gone
        status = int(said)
        return None if status == -signal.SIGALRM else status


@contextmanager
def server(*words: str) -> Iterator[Server]:
    process = subprocess.Popen(
        [sys.executable, "-B", str(Path(__file__)), *words], env={},
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    )  # fmt: skip
    try:
        yield Server(process)
    finally:
        process.kill()
        process.communicate()


def _answered(source: str, place: str, alone: bool) -> int:
    from stocktake.caseload.parser import __main__ as start
    from stocktake.caseload.parser import limits, sources

    limits.bound(alone=alone)
    limits.no_way_out()
    facts = start.answer(sources, Path(source), Path(place))
    (Path(place) / "manifest.json").write_text(start.json.dumps(facts))
    return 3 if "problem" in facts else 0


def _forked(source: str, place: str, seconds: int, alone: bool) -> int:
    child = os.fork()
    if child == 0:
        status = 1
        try:
            signal.alarm(seconds)  # its default action ends the process, native code or not
            status = _answered(source, place, alone)
        finally:
            os._exit(status)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def main() -> None:
    sys.path.insert(0, str(ROOT))
    from stocktake.caseload.parser import limits

    alone = limits.leave_the_network()
    os.environ["POLARS_MAX_THREADS"] = "1"
    from stocktake.caseload.parser import sources  # noqa: F401 - loaded once, for every fork

    gc.freeze()  # a collection in a fork would write to, and so copy, all that is shared
    for line in sys.stdin:
        source, place, seconds = line.rstrip("\n").split("\t")
        here = "--here" in sys.argv
        status = (
            _answered(source, place, alone) if here else _forked(source, place, int(seconds), alone)
        )
        print(status, flush=True)


if __name__ == "__main__":
    main()
