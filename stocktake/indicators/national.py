"""The rules that come with Stocktake, read once. Needs no database, so that Spark can use it."""

from functools import lru_cache
from pathlib import Path

from stocktake.indicators.domain.reading import read
from stocktake.indicators.domain.rules import Rules

FILE = Path(__file__).with_name("library") / "timeliness-england.yaml"


@lru_cache(maxsize=1)
def rules() -> Rules:
    """Every rule of the library. A mistake in the file is a fault of the program."""
    return read(FILE.read_text(encoding="utf-8"), file=FILE.name)
