"""The foreign instrument of the engine's tests, and how it is altered for its other versions."""

from pathlib import Path
from typing import Any

from stocktake.frameworks.domain.content import Instrument
from stocktake.frameworks.domain.instrument.compiled import Compiled
from stocktake.frameworks.domain.instrument.enumerating import Counts, enumerated
from stocktake.frameworks.domain.instrument.vectors import fixed_facts
from stocktake.frameworks.domain.reading import read, tie

OSRI = Path(__file__).parent / "instruments" / "osri.yaml"
TEXT = OSRI.read_text(encoding="utf-8")
FOSTER = {"face": {"G": "foster"}}


def altered(*changes: tuple[str, str]) -> str:
    """The file with passages exchanged; each must stand in it exactly once."""
    text = TEXT
    for old, new in changes:
        assert text.count(old) == 1, f"{text.count(old)} times: {old}"
        text = text.replace(old, new)
    return text


def tied(*changes: tuple[str, str]) -> Compiled:
    return tie(altered(*changes), file="osri.yaml")


def loaded(*changes: tuple[str, str]) -> Instrument:
    content = read(altered(*changes), file="osri.yaml")
    assert isinstance(content, Instrument)
    return content


def four(counts: Counts) -> tuple[int, ...]:
    """The ratings' counts in order, then no rule and overlap."""
    return (*counts.ratings.values(), counts.no_rule, counts.overlap)


def counted(done: Compiled, item: str, given: Any = None, *, lawful: bool = False) -> list[int]:
    """Combinations, then the four counts."""
    found = enumerated(done, item, fixed_facts(done, given))
    counts = found.lawful if lawful else found.every
    return [counts.combinations, *four(counts)]
