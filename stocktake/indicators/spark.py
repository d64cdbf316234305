"""The kernel on a Spark cluster: one task for each partition of pseudonymised tables.

Never imported by Stocktake itself; `pip install stocktake[spark]` brings what it needs, Java comes
from the machine. The tasks read the folder that `stocktake indicators SNAPSHOT --partitions DIR`
wrote, so it must be on storage that every executor can reach under the same path. No Django, no
database: `docs/how-to/spark.md` shows a cluster.
"""

import argparse
import os
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from stocktake.core.periods import Window, months_before, six_months_to
from stocktake.indicators import national, pseudonyms
from stocktake.indicators.domain.rules import Rules

SCHEMA = (
    "child_id string, rule string, verdict string, due_on date, judged_on date, days_over int, "
    "reason string, version string, authority string, now string, now_due_on date, on_time int, "
    "late int, unsure int, longest_gap int"
)
COLUMNS = [part.split()[0] for part in SCHEMA.split(", ")]


def verdicts(spark: Any, folder: Path, *, window: Window, rules: Rules | None = None) -> Any:
    """Verdicts of every partition as one Spark DataFrame; `spark` is a SparkSession."""
    chosen = rules or national.rules()
    coverage = pseudonyms.coverage_of(folder)
    numbers = [(str(part),) for part in pseudonyms.parts_of(folder)]

    def task(batches: Iterator[Any]) -> Iterator[Any]:
        for batch in batches:
            for part in batch.column("part").to_pylist():
                found = pseudonyms.judged(
                    folder, Path(part), rules=chosen, window=window, coverage=coverage
                )
                yield from found.select(COLUMNS).to_arrow(compat_level=_oldest()).to_batches()

    parts = spark.createDataFrame(numbers, "part string").repartition(len(numbers), "part")
    return parts.mapInArrow(task, SCHEMA)


def _oldest() -> Any:
    """Plain Arrow strings: Spark does not read the newer views."""
    import polars as pl

    return pl.CompatLevel.oldest()


def main(words: list[str]) -> int:
    """`python -m stocktake.indicators.spark FOLDER --as-of DATE --out FOLDER`, for spark-submit."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--as-of", type=date.fromisoformat, required=True)
    parser.add_argument("--months", type=int, default=6)
    parser.add_argument("--out", required=True, help="where the verdicts are written as Parquet")
    said = parser.parse_args(words)
    # On one machine the tasks run in this very Python; a cluster names its own (spark.pyspark.python).
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    from pyspark.sql import SparkSession

    spark = SparkSession.builder.appName("stocktake-indicators").getOrCreate()
    window = six_months_to(said.as_of)
    if said.months != 6:
        first = months_before(said.as_of, said.months)
        window = Window(date.fromordinal(first.toordinal() + 1), said.as_of)
    verdicts(spark, said.folder.resolve(), window=window).write.parquet(said.out)
    spark.stop()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
