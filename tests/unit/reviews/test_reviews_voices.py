"""Counting what workers said: only with five people on either side, whoever they are."""

from hypothesis import given
from hypothesis import strategies as st

from stocktake.reviews.domain.voices import HINDERS, LEAST, WORKS, Prompt, Spoken, counted

PROMPT = Prompt(key="caseload", label="Caseload", question="?")
SAID = st.lists(
    st.tuples(st.sampled_from("abcdefghijklmno"), st.sampled_from((WORKS, HINDERS))), max_size=40
)


def count(said: list[tuple[str, str]]) -> tuple[int | None, int | None]:
    (one,) = counted([(who, Spoken(prompt="caseload", answer=a)) for who, a in said], [PROMPT])
    return one.asked, one.hinders


def split(hinders: int, helps: int) -> tuple[int | None, int | None]:
    said = [(f"h{i}", HINDERS) for i in range(hinders)] + [(f"o{i}", WORKS) for i in range(helps)]
    return count(said)


def test_five_on_either_side_are_shown() -> None:
    assert split(5, 6) == (11, 5)


def test_four_on_either_side_all_and_none_look_the_same() -> None:
    """The negative control: a count that would tell what one person said is no count."""
    assert {split(4, 9), split(9, 4), split(12, 0), split(0, 12), split(0, 0)} == {(None, None)}


def test_a_person_who_is_asked_twice_counts_once() -> None:
    four = [(f"p{i}", HINDERS) for i in range(4)]
    others = [(f"o{i}", WORKS) for i in range(5)]
    assert count([*four, ("p0", HINDERS), ("p0", WORKS), *others]) == (None, None)
    assert count([*four, ("o0", HINDERS), *others, ("new", WORKS)]) == (10, 5)


@given(SAID)
def test_no_answer_of_one_person_moves_a_shown_count_below_five(
    said: list[tuple[str, str]],
) -> None:
    asked, hinders = count(said)
    if asked is not None and hinders is not None:
        assert hinders >= LEAST
        assert asked - hinders >= LEAST
        assert hinders == len({who for who, a in said if a == HINDERS})
