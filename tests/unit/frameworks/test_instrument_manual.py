"""docs/reference/instrument.md is right: its example loads, counts and rates as the page says."""

import json
import re
from dataclasses import fields
from pathlib import Path
from typing import Any

import yaml

from stocktake.frameworks.domain.instrument.enumerating import enumerated
from stocktake.frameworks.domain.instrument.showing import (
    answers_facts,
    count_lines,
    enumerated_facts,
)
from stocktake.frameworks.domain.reading import read_with_warnings, tie
from tests.osri import TEXT

PAGE = (Path(__file__).parents[3] / "docs" / "reference" / "instrument.md").read_text("utf-8")


def blocks(kind: str) -> list[str]:
    fenced = re.findall(r"^```(\w*)\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)
    return [text for named, text in fenced if named == kind]


EXAMPLE = blocks("yaml")[0]


def test_the_example_is_loaded() -> None:
    found = read_with_warnings(EXAMPLE, file="example.yaml")
    assert [w.said for w in found.warnings] == []


def test_the_counts_on_the_page_are_what_comes_out() -> None:
    shown = "\n".join(count_lines(enumerated_facts(enumerated(tie(EXAMPLE, file="x"), "1"))))
    assert shown + "\n" in blocks("")


def test_the_case_on_the_page_is_rated_as_shown() -> None:
    answers: dict[str, Any] = yaml.safe_load(blocks("yaml")[3])
    facts, barred = answers_facts(tie(EXAMPLE, file="x"), answers)
    told = json.loads(blocks("json")[1])
    assert not barred
    assert facts["ratings"] == told["ratings"]
    assert facts["items"]["1"] == told["items"]["1"]
    assert facts["final"] is told["final"]


def test_the_enumeration_on_the_page_is_that_of_the_trap() -> None:
    text = TEXT.replace("      precedence: [strength, ani]\n", "")
    told = json.loads(blocks("json")[0])
    facts = enumerated_facts(enumerated(tie(text, file="x"), "6"))
    for name in ("item", "combinations", "counts", "barred", "domain"):
        assert facts[name] == told[name]
    assert facts["examples"]["overlap"][0] == told["examples"]["overlap"][0]


def test_every_word_of_the_language_is_taught() -> None:
    from stocktake.frameworks.domain.instrument import counting, grammar, parts, rating

    words = {*counting.WORDS, *counting.AMOUNTS, *grammar.COMPARISONS} - {"is"}
    words |= {"exactly", "includes", "includes_all", "only", "same_as", "answered", "none_of"}
    words |= set(parts.Type.__args__)  # type: ignore[attr-defined]
    words |= {rating.NO_RULE, rating.INCOMPLETE, rating.REFUSED, rating.ANSWERED, rating.GIVEN}
    for name in (
        "Instrument",
        "InstrumentItem",
        "Part",
        "Question",
        "Forced",
        "Threshold",
        "Vector",
    ):
        words |= {f.name for f in fields(getattr(parts, name))} - {"hash"}
    assert {w for w in words if not re.search(rf"\b{re.escape(w)}\b", PAGE)} == set()
