"""Judgements counted into cells, and findings proposed from them."""

from stocktake.findings.domain.gathering import Judged, cell, heat_map, propose

THEMES = (("supervision", "Supervision"), ("visits", "Visits"), ("placements", "Placements"))


def judged(n: int, theme: str, stratum: str = "CIN", **facts: object) -> Judged:
    said = {"grade": "good", "depth": "in depth", **facts}
    return Judged(ref=f"entry:{n}", review_id=f"r{n}", theme=theme, stratum=stratum, **said)  # type: ignore[arg-type]


def test_strong_is_good_or_outstanding() -> None:
    grades = ("outstanding", "good", "requires_improvement", "inadequate")
    all_four = [judged(n, "visits", grade=g) for n, g in enumerate(grades)]
    assert cell(all_four, "visits").in_words == "2 of 4"


def test_without_grades_a_depth_of_three_is_strong() -> None:
    depths = [judged(n, "visits", grade=None, record_depth=n) for n in (1, 2, 3, 4)]
    assert cell(depths, "visits").in_words == "2 of 4"


def test_what_was_not_judged_is_not_a_zero() -> None:
    unjudged = [judged(1, "visits", grade=None)]
    assert cell(unjudged, "visits", "CIN").in_words == "not asked"
    assert cell(unjudged, "visits", "CP").in_words == "none yet"


def test_one_or_two_judgements_have_no_shade() -> None:
    two = [judged(n, "visits", grade="inadequate") for n in (1, 2)]
    assert cell(two, "visits").shade == "few"
    assert cell([*two, judged(3, "visits", grade="inadequate")], "visits").shade == "none"


def test_the_weakest_theme_comes_first_and_the_unjudged_last() -> None:
    rows = [judged(n, "visits") for n in range(3)]
    rows += [judged(n, "supervision", grade="inadequate") for n in range(3, 6)]
    found = heat_map(rows, themes=THEMES, strata=("CIN", "CP"))
    assert [r.theme for r in found.rows] == ["supervision", "visits", "placements"]
    assert [r.theme for r in found.weakest] == ["supervision"]


def test_a_proposal_rests_on_the_judgements_it_counts() -> None:
    weak = [judged(n, "visits", grade="inadequate", system="No car pool") for n in (1, 2, 3)]
    draft = propose([*weak, judged(4, "visits")], THEMES)[0]
    assert draft.strength is False
    assert draft.rests_on == ("entry:1", "entry:2", "entry:3")
    assert draft.system == "No car pool"
    assert "3 of 4" in draft.text


def test_two_judgements_propose_nothing() -> None:
    assert propose([judged(1, "visits"), judged(2, "visits")], THEMES) == ()
