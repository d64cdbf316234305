"""`make bench [ARGS=WORD]`: every comparison, or those whose module is named."""

import importlib
import os
import pkgutil
import platform
import sys
import tempfile

import bench
from bench.timing import Comparison, compare

LEFT_OUT = {"__main__", "bare", "council", "memory", "timing"}


def main(words: list[str]) -> int:
    """Run the comparisons and print a line for each; exit 1 if one is over its budget."""
    print(f"Python {platform.python_version()}, {os.cpu_count()} cores. Trust the ratios.")
    fine = True
    for info in pkgutil.iter_modules(bench.__path__):
        if info.name in LEFT_OUT or (words and info.name not in words):
            continue
        for comparison in comparisons(info.name):
            line, ok = compare(comparison)
            print(line, flush=True)
            fine = fine and ok
    return 0 if fine else 1


def comparisons(name: str) -> list[Comparison]:
    """What one module of the bench compares."""
    found: list[Comparison] = importlib.import_module(f"bench.{name}").comparisons()
    return found


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="stocktake-bench-") as home:
        os.environ["STOCKTAKE_HOME"] = home
        os.environ["STOCKTAKE_SECRET_KEY"] = "for the bench only"  # noqa: S105
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "stocktake.config.settings")
        sys.exit(main(sys.argv[1:]))
