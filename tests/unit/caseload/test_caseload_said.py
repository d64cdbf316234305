"""Mapping files and presets: checked, layered, and only in the words of the layout."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stocktake.caseload.domain.layouts import ANNEX_A, FOLDER
from stocktake.caseload.domain.mapping_files import parsed
from stocktake.caseload.domain.said import Said, said
from stocktake.caseload.queries.presets import preset, presets

NAMES = st.dictionaries(st.sampled_from("abc"), st.one_of(st.none(), st.sampled_from("xyz")))


def test_columns_alone_are_a_mapping_too() -> None:
    told = parsed({"list 6": {"Worker": "Allocated Worker", "Old": None}}, ANNEX_A)
    assert told.columns == {"6": {"Worker": "allocated_worker", "Old": None}}


def test_values_are_checked_against_the_list() -> None:
    good = {"values": {"cases": {"stratum": {"LAC": "CLA", "?": None}}}}
    assert parsed(good, FOLDER).values["cases"]["stratum"]["LAC"] == "CLA"
    with pytest.raises(ValueError, match="none of: CIN, CL, CLA, CP, EH"):
        parsed({"values": {"cases": {"stratum": {"LAC": "XX"}}}}, FOLDER)


@pytest.mark.parametrize(
    "facts",
    [[], {"columns": []}, {"columns": {"cases": []}}, {"columns": {"moon": {}}},
     {"columns": {"cases": {"a": "moon"}}}, {"tables": {"a.csv": "moon"}},
     {"values": {"cases": {"moon": {}}}}, {"values": {"cases": {"stratum": "x"}}}],
)  # fmt: skip
def test_what_is_no_mapping_is_one_sentence(facts: object) -> None:
    with pytest.raises(ValueError, match=r"\.$"):
        parsed(facts, FOLDER)


@settings(deadline=None)
@given(NAMES, NAMES)
def test_what_is_said_later_wins_name_by_name(
    first: dict[str, str | None], over: dict[str, str | None]
) -> None:
    both = Said(columns={"t": over}).over(Said(columns={"t": first}))
    assert both.columns == {"t": {**first, **over}}
    assert said(both.facts()) == both


def test_the_older_form_is_still_understood() -> None:
    assert said({"6": {"Worker": "allocated_worker"}}).columns["6"]["Worker"] == "allocated_worker"


@pytest.mark.parametrize("name", ["eclipse", "liquidlogic", "mosaic"])
def test_every_preset_is_data_in_the_words_of_the_folder(name: str) -> None:
    assert presets()[name]
    assert "visits" in preset(name).columns
