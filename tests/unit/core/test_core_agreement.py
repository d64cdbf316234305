"""Agreement figures equal published worked examples and frozen results of independent libraries."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stocktake.core.agreement import agreement, matrix_of

GRADES = ("outstanding", "good", "requires_improvement", "inadequate")
# Gwet's two-abstractor table of 100 pregnancies, as printed with irrCAC's overview vignette (CRAN).
ABSTRACTORS = {("E", "E"): 13, ("A", "A"): 20, ("A", "N"): 7, ("N", "A"): 4, ("N", "N"): 56}
# Gwet's four-rater data with missing ratings (Handbook, 4th edition; `cac.raw4raters` of irrCAC).
FOUR = ["11-1", "2232", "3333", "3333", "2222", "1234", "4444", "1121", "2222", "-555", "--11"]
FOUR += ["--3-"]
# Twenty-seven made-up pairs of grades; the figures below were taken once from irrCAC 0.4.4
# (gwet) and statsmodels 0.15.0 (cohens_kappa), neither of which Stocktake installs.
ONE, TWO = "122112022111111132131110011", "233112022120002132131011001"


def pairs(table: dict[tuple[str, str], int]) -> list[tuple[str, str]]:
    return [pair for pair, n in table.items() for _ in range(n)]


def test_two_abstractors_as_published() -> None:
    found = agreement(pairs(ABSTRACTORS), levels="EAN", weights="identity")
    assert found.percent.value == pytest.approx(0.89)
    assert found.kappa.value == pytest.approx(0.7964094, abs=1e-7)
    assert found.kappa.low == pytest.approx(0.680, abs=5e-4)
    assert found.kappa.high == pytest.approx(0.913, abs=5e-4)
    assert found.ac1.value == pytest.approx(0.8493305, abs=1e-7)


def test_four_raters_with_missing_ratings_as_published() -> None:
    rows = [[None if one == "-" else one for one in row] for row in FOUR]
    found = agreement(rows, levels="12345")
    assert (found.cases, found.raters) == (11, 4)
    assert found.percent.value == pytest.approx(0.81818, abs=1e-5)
    assert found.ac1.value == pytest.approx(0.77544, abs=1e-5)
    assert found.ac1.low == pytest.approx(0.46081, abs=1e-5)
    assert found.ac2.value == pytest.approx(0.91400, abs=1e-5)
    assert found.ac2.low == pytest.approx(0.68518, abs=1e-5)
    assert found.kappa.why == "Kappa compares two raters."


@pytest.mark.parametrize(
    ("weights", "kappa", "error", "ac2", "low", "high"),
    [
        ("identity", 0.422178988, 0.126642831, 0.472937, 0.21367894, 0.73219506),
        ("linear", 0.582278481, 0.102044713, 0.71122995, 0.55975369, 0.8627062),
        ("quadratic", 0.743301642, 0.075232102, 0.86846767, 0.79296545, 0.94396989),
    ],
)
def test_made_up_grades_as_independent_libraries_have_them(
    weights: str, kappa: float, error: float, ac2: float, low: float, high: float
) -> None:
    rows = list(zip(ONE, TWO, strict=True))
    found = agreement(rows, levels="0123", weights=weights)  # type: ignore[arg-type]
    assert found.kappa.value == pytest.approx(kappa, abs=1e-8)
    assert found.kappa.low is not None
    assert found.kappa.high is not None
    # Student's t with 26 degrees of freedom at 95 %
    assert (found.kappa.high - found.kappa.low) / 2 / 2.0555294 == pytest.approx(error, abs=1e-7)
    assert found.ac2.value == pytest.approx(ac2, abs=1e-8)
    assert (found.ac2.low, found.ac2.high) == (
        pytest.approx(low, abs=1e-7),
        pytest.approx(high, abs=1e-7),
    )


def test_kappa_falls_where_almost_every_case_is_good_and_ac1_does_not() -> None:
    """Gwet 2008's warning: 118 + 2 of 125 agree on a rare trait; the two figures part company."""
    rows = pairs({("+", "+"): 118, ("+", "-"): 5, ("-", "+"): 2, ("-", "-"): 0})
    found = agreement(rows, levels="+-", weights="identity")
    assert found.kappa.value == pytest.approx(-0.0234, abs=1e-4)
    assert found.ac1.value == pytest.approx(0.9408, abs=1e-4)


def test_no_case_rated_twice_gives_no_figure() -> None:
    found = agreement([("good", None)], levels=GRADES)
    assert found.cases == 0
    assert {f.value for f in (found.percent, found.kappa, found.ac1, found.ac2)} == {None}
    assert "no cases were rated twice" in found.caution


def test_full_agreement_says_why_it_has_no_interval() -> None:
    found = agreement([("good", "good")] * 4 + [("inadequate",) * 2], levels=GRADES)
    assert found.kappa.value == 1
    assert found.kappa.low is None
    assert "no variation" in found.kappa.why
    assert found.percent.low == pytest.approx(0.5655, abs=1e-4)  # Wilson, 5 of 5


def test_one_level_throughout_has_no_kappa() -> None:
    found = agreement([("good", "good")] * 40, levels=GRADES)
    assert found.kappa.value is None
    assert found.ac1.value == 1
    assert found.caution == ""


def test_a_level_that_is_not_on_the_scale_is_refused() -> None:
    with pytest.raises(ValueError, match="Not on the scale: great"):
        agreement([("great", "good")], levels=GRADES)


GIVEN = st.lists(st.tuples(*[st.sampled_from([*GRADES, None])] * 2), min_size=1, max_size=30)


@given(GIVEN)
def test_figures_do_not_depend_on_who_is_first_or_on_the_order_of_cases(
    rows: list[tuple[str | None, str | None]],
) -> None:
    there = agreement(rows, levels=GRADES)
    back = agreement([(b, a) for a, b in reversed(rows)], levels=GRADES)
    for one, other in zip((there.kappa, there.ac2), (back.kappa, back.ac2), strict=True):
        assert one.value == pytest.approx(other.value)
        assert one.low == pytest.approx(other.low)


def test_near_misses_count_more_than_far_ones() -> None:
    """Negative control: with weights of identity the two tables would be alike."""
    near = [("good", "outstanding")] * 5 + [("good", "good")] * 5
    far = [("good", "outstanding")] * 4 + [("inadequate", "outstanding")] + near[5:]
    of_near, of_far = (agreement(rows, levels=GRADES).ac2.value for rows in (near, far))
    assert of_near is not None
    assert of_far is not None
    assert of_near > of_far
    assert matrix_of("quadratic", 4)[0].tolist() == pytest.approx([1, 8 / 9, 5 / 9, 0])
