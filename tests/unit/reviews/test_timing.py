"""Data and judgement: said where they differ, silent where the data cannot tell."""

from pathlib import Path

import pytest
import yaml

import stocktake.frameworks
from stocktake.indicators.national import rules as national
from stocktake.reviews.domain.timing import IN, OUT, Timed, disagreement

CANNOT = "cannot tell"


def timed(*verdicts: str) -> tuple[Timed, ...]:
    return tuple(Timed(words=f"rule {n}", verdict=v) for n, v in enumerate(verdicts))


@pytest.mark.parametrize(
    ("grade", "verdicts", "differs"),
    [
        ("good", (OUT, IN), True),
        ("outstanding", (OUT,), True),
        ("good", (IN, CANNOT), False),
        ("inadequate", (IN, CANNOT), True),
        ("inadequate", (IN, OUT), False),
        ("inadequate", (CANNOT,), False),
        ("", (OUT,), False),
        ("good", (), False),
    ],
)
def test_only_what_can_be_told_differs(
    grade: str, verdicts: tuple[str, ...], differs: bool
) -> None:
    assert bool(disagreement(grade, timed(*verdicts))) is differs


def test_every_rule_that_the_shipped_form_names_exists() -> None:
    file = Path(stocktake.frameworks.__path__[0]) / "library" / "form-in-depth.yaml"
    items = yaml.safe_load(file.read_text())["items"]
    named = {rule for item in items for rule in item.get("timeliness", ())}
    assert named
    assert named <= {rule.id for rule in national().rules}


@pytest.mark.parametrize(
    ("depth", "develop", "verdict", "asked"),
    [
        (3, "", OUT, True),
        (2, "", OUT, False),
        (2, "No purpose.", IN, True),
        (4, "More.", IN, False),
    ],
)
def test_without_a_grade_the_depth_says_it(
    depth: int, develop: str, verdict: str, asked: bool
) -> None:
    timed = (Timed(words="Visits", verdict=verdict),)
    assert bool(disagreement("", timed, depth=depth, develop=develop)) is asked
