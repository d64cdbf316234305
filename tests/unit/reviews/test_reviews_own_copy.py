"""A worker's own copy carries no sentence that may name a child or a family."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stocktake.reviews.domain.practice import EXPLAINED, Kept, without_names, words_of

FORM = words_of(["Lived experience", "Are visits timely and purposeful?"])


def copied(text: str) -> Kept:
    return without_names(text, ref="TH-1034", words=FORM, known=frozenset({"Sam"}))


@pytest.mark.parametrize(
    "text",
    [
        "Visits are purposeful.",
        "Sam listens, and it shows.",
        "The plan moved after the CP conference in May.",
        "You come back to what was said.",
    ],
)
def test_what_names_nobody_stays(text: str) -> None:
    assert copied(text) == Kept(text=text)


@pytest.mark.parametrize(
    "text",
    [
        "Rowan is heard.",
        "His words stand: Rowan trusts you.",
        "The visits to ROWAN are regular.",
        "Rowan’s wishes lead the plan.",
        "TH-1034 is well told.",
        "She is 9 years old and knows you.",
    ],
)
def test_what_may_name_a_child_goes(text: str) -> None:
    """The negative control: only that sentence goes, and it is counted."""
    assert copied(f"Visits are timely. {text}") == Kept(text="Visits are timely.", left_out=1)


NAMES = st.from_regex(r"[A-Z][a-z]{2,9}", fullmatch=True).filter(
    lambda n: n not in {*EXPLAINED, "Sam"}
)


@given(NAMES, st.sampled_from(["The visits to {} went on.", "He lives with {} now."]))
def test_no_name_inside_a_sentence_is_carried(name: str, around: str) -> None:
    assert copied(around.format(name)) == Kept(text="", left_out=1)
