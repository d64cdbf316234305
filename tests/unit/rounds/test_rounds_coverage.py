"""Coverage: every child of the frame in one line of each group, whatever an extract calls them."""

from dataclasses import dataclass

import pytest

from stocktake.core.strata import Stratum
from stocktake.rounds.domain.coverage import (
    age_band,
    coverage,
    ethnic_group,
    in_words,
    sex_in_words,
)


@dataclass(frozen=True)
class Child:
    child_id: str
    stratum: Stratum
    age: int | None
    sex: str
    ethnicity: str


CHILDREN = [
    Child("c1", Stratum.EH, 3, "F", "WBRI"),
    Child("c2", Stratum.EH, 9, "M", "a) WBRI"),
    Child("c3", Stratum.EH, None, "b) Female", "n) BCRB"),
    Child("c4", Stratum.CP, 17, "", "REFU"),
]


def test_every_child_stands_once_in_each_group() -> None:
    groups = coverage(CHILDREN, {"c1", "c4"})
    assert [(g.open, g.drawn) for g in groups] == [(4, 2)] * 4


def test_shares_are_per_cent_of_their_own_whole() -> None:
    strata = coverage(CHILDREN, {"c4"})[0]
    assert [strata.shares(line) for line in strata.lines] == [(75.0, 0.0), (25.0, 100.0)]


def test_the_title_says_where_the_sample_leans() -> None:
    words = in_words(coverage(CHILDREN, {"c1", "c4"}))
    assert words.startswith("The sample leans to child protection, as planned.")


def test_what_is_not_recorded_is_said_and_not_compared() -> None:
    nobody = [Child(c.child_id, c.stratum, None, "", "") for c in CHILDREN]
    words = in_words(coverage(nobody, {"c1", "c4"}), "children referred")
    assert words.endswith("Age, sex and ethnic group are not recorded.")
    aged = [Child(c.child_id, c.stratum, c.age, "", "") for c in CHILDREN]
    assert "Age is within " in in_words(coverage(aged, {"c1", "c4"}), "children referred")


@pytest.mark.parametrize(
    ("code", "group"),
    [
        ("WBRI", "White"),
        ("n) BCRB", "Black"),
        ("CHNE", "Asian"),
        ("Mixed - White and Asian", "Mixed"),
        ("OOTH", "Other"),
        ("NOBT", "Not recorded"),
        ("", "Not recorded"),
    ],
)
def test_ethnic_groups(code: str, group: str) -> None:
    assert ethnic_group(code) == group


def test_ages_and_sexes_of_extracts() -> None:
    bands = [age_band(age) for age in (-1, 4, 5, 15, 16, 18, None)]
    assert bands == ["0 to 4"] * 2 + ["5 to 9", "10 to 15", "16 and 17", "18 and over"] + [
        "Not recorded"
    ]
    found = {sex_in_words(code) for code in ("F", "2", "female", "b) Female")}
    assert found == {"Girls and young women"}
    assert sex_in_words("d) Neither") == "Other"
