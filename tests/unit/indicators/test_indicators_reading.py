"""Rule files: the library that comes with Stocktake, and what a mistake in a file is told as."""

from datetime import date

import pytest

from stocktake.core.written import Unreadable
from stocktake.indicators import national
from stocktake.indicators.domain.finding.events import events
from stocktake.indicators.domain.finding.spells import SPELLS as FOUND_SPELLS
from stocktake.indicators.domain.finding.triggers import TRIGGERS
from stocktake.indicators.domain.reading import read
from stocktake.indicators.domain.rules import LocalInterval, Pace, with_local
from stocktake.indicators.domain.spans import Span
from stocktake.indicators.domain.vocabulary import ONCE, REASONS, SPELLS, Reason

TEXT = """kind: rules
key: k
title: T
jurisdiction: England
rules:
- id: a
  label: A
  short: A
  population: p
  trigger: open case
  met_by: supervision
  trigger_words: t
  met_words: m
  strata: [CP]
  versions:
  - valid_from: 2020-01-01
    authority: local
    source: s
    mark: verified
    pace: {due: 4 weeks, then_every: 4 weeks}
"""


def test_the_library_covers_the_journey_and_says_whose_rule_each_is() -> None:
    rules = national.rules().rules
    assert len(rules) == 33
    assert {v.authority for r in rules for v in r.versions} == {
        "statute",
        "statutory guidance",
        "local",
    }
    assert all(v.source and v.mark for r in rules for v in r.versions)


def test_every_word_of_the_vocabulary_is_known_to_the_kernel() -> None:
    assert set(FOUND_SPELLS) == SPELLS
    assert set(TRIGGERS) == ONCE
    assert set(REASONS) == set(Reason)
    assert events


def test_a_good_file_is_read() -> None:
    rule = read(TEXT, file="a.yaml").of("a")
    assert rule.repeats
    assert rule.now.pace.then_every == Span.read("4 weeks")


@pytest.mark.parametrize(
    ("was", "now", "said"),
    [
        ("4 weeks,", "soon,", "a.yaml:20:17: “soon” is no length of time"),
        ("open case", "tea time", "a.yaml:10:12: Unknown. These are known"),
        ("England", "Wales", "a.yaml:4:15: The kernel knows the rules of England only."),
        ("[CP]", "[XX]", "a.yaml:14:12: A stratum is one of"),
        ("    source: s\n", "", "“source” is missing."),
        ("local", "custom", "a.yaml:17:16: Input should be 'statute'"),
        ("  short: A", "  shirt: A", "“shirt” is not known here"),
        ("kind: rules", "kind: form", "a.yaml:1:7: “kind” must be “rules”."),
        (", then_every: 4 weeks", "", "a.yaml:10:12: Unknown."),
    ],
)
def test_a_mistake_is_told_with_its_line_and_column(was: str, now: str, said: str) -> None:
    with pytest.raises(Unreadable) as told:
        read(TEXT.replace(was, now, 1), file="a.yaml")
    assert said in str(told.value)


def test_versions_must_follow_one_another() -> None:
    version = TEXT[TEXT.index("  - valid_from") :]
    with pytest.raises(Unreadable, match="the day after the version above ends"):
        read(TEXT + version, file="a.yaml")


def test_a_councils_interval_holds_from_its_day() -> None:
    every = Span.read("15 working days")
    change = LocalInterval(
        rule="cp-visit", valid_from=date(2026, 4, 1), pace=Pace(due=every, then_every=every)
    )
    rule = with_local(national.rules(), [change]).of("cp-visit")
    old, new = (rule.version_on(d) for d in (date(2026, 3, 31), date(2026, 4, 1)))
    assert old
    assert old.pace.due == Span.read("10 working days")
    assert new
    assert new.pace.due == every
    assert rule.name_of(new) == "cp-visit@2026-04-01"
