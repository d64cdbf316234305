"""The Spark driver on a local Spark: row for row what the plain run gives."""

import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest

from stocktake.core.periods import six_months_to
from stocktake.indicators import national, pseudonyms
from stocktake.indicators.domain.coverage import Coverage
from stocktake.indicators.domain.whole import settled
from tests.timeliness import AS_OF, case, plan, tables, visit

# Another Python that has pyspark may be named, so that the tests' own environment stays small.
PYTHON = os.environ.get("STOCKTAKE_SPARK_PYTHON", "")
ABSENT = (
    "no Java on this machine"
    if shutil.which("java") is None
    else ""
    if PYTHON or importlib.util.find_spec("pyspark")
    else "pyspark is not installed: pip install stocktake[spark]"
)


@pytest.mark.skipif(bool(ABSENT), reason=ABSENT)
def test_a_local_spark_gives_the_same_rows(tmp_path: Path) -> None:
    folder, out, rules = tmp_path / "in", tmp_path / "out", national.rules()
    frames = _council()
    hidden = pseudonyms.pseudonymised(frames, rules, b"k" * 32)
    told = settled(Coverage(), frames, rules)
    pseudonyms.write(hidden, told, folder, 4)
    plain = pl.concat(
        pseudonyms.judged(folder, p, rules=rules, window=six_months_to(AS_OF), coverage=told)
        for p in pseudonyms.parts_of(folder)
    )
    words = [str(folder), "--as-of", AS_OF.isoformat(), "--out", str(out)]
    done = subprocess.run(
        [PYTHON or sys.executable, "-m", "stocktake.indicators.spark", *words],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": os.getcwd(), "SPARK_LOCAL_IP": "127.0.0.1"},
        timeout=300,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    spark = pl.concat(pl.read_parquet(f) for f in sorted(out.glob("*.parquet")))
    order = ["child_id", "rule"]
    assert spark.height > 100
    assert spark.sort(order).select(plain.columns).equals(plain.sort(order))


def _council() -> dict[str, pl.DataFrame]:
    """Sixty children in three strata, a third of them never visited."""
    ids = [f"{n:03}" for n in range(60)]
    strata = ("CP", "CIN", "CLA")
    days = [AS_OF.replace(month=m, day=3 + m) for m in range(3, 10)]
    return tables(
        cases=[case(strata[n % 3], i) for n, i in enumerate(ids)],
        plans=[plan("CP", AS_OF.replace(month=2, day=2), i) for i in ids[::3]],
        visits=[visit(d, i) for i in ids[:40] for d in days],
        supervisions=[
            {"child_id": i, "held_on": d, "recorded_on": d, "kind": "supervision"}
            for i in ids
            for d in days
        ],
    )
