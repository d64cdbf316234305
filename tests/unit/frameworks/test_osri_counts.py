"""The official cases: every combination of answers to a public instrument, held as data alone.

Counts: the reference's sections 3 to 5, recomputed there by enumeration.
"""

import pytest

from stocktake.frameworks.domain.reading import Unreadable, read
from tests.osri import FOSTER, altered, counted, loaded, tied

# combinations, Strength, ANI, no rule, overlap
ITEMS = {
    "1": [12, 6, 3, 3, 0],
    "2": [6, 2, 2, 2, 0],
    "3": [729, 64, 665, 0, 0],
    "4": [12, 2, 7, 3, 0],
    "5": [972, 100, 772, 100, 0],
    "6": [9, 5, 3, 1, 0],
    "7": [6, 4, 1, 1, 0],
    "8": [729, 63, 665, 1, 0],
}
CLAUSE_A = ("        - {gives: strength, when: {A: no, B: yes}}\n", "")
NO_PRECEDENCE = ("      precedence: [strength, ani]\n", "")
# Trap c's other reading: item 5 not applicable stands aside.
NEUTRAL = (
    """        - {gives: sa, when: {every: {of: ["4", "5", "6"], are: strength}}}
        - gives: pa
          when:
            at_least: {n: 1, of: ["4", "5", "6"], are: strength}
            not: {every: {of: ["4", "5", "6"], are: strength}}
        - {gives: nach, when: {every: {of: ["4", "5", "6"], are: ani}}}
""",
    """        - {gives: sa, when: {every: {of: ["4", "6"], are: strength}, "5": [strength, na]}}
        - gives: pa
          when:
            at_least: {n: 1, of: ["4", "5", "6"], are: strength}
            any: [{"4": ani}, {"5": ani}, {"6": ani}]
        - {gives: nach, when: {every: {of: ["4", "6"], are: ani}, "5": [ani, na]}}
""",
)


@pytest.mark.parametrize(("item", "expected"), ITEMS.items())
def test_every_combination_of_every_item(item: str, expected: list[int]) -> None:
    assert counted(tied(), item) == expected


def test_outcomes_over_every_pattern_of_ratings() -> None:
    done = tied()
    assert counted(done, "safety-1") == [3, 1, 1, 1, 0, 0]  # SA, NAch, NA: no partial level
    assert counted(done, "safety-2") == [6, 2, 2, 2, 0, 0]
    assert counted(done, "permanency-1") == [27, 1, 18, 1, 1, 6, 0]


def test_trap_a_without_the_clause_says_no_rule_and_does_not_guess() -> None:
    done = tied(CLAUSE_A)
    assert counted(done, "2") == [6, 1, 2, 3, 0]


def test_trap_b_overlaps_until_precedence_is_written() -> None:
    assert counted(tied(NO_PRECEDENCE), "6") == [9, 3, 3, 1, 2]
    with pytest.raises(Unreadable) as told:
        loaded(NO_PRECEDENCE)
    said = str(told.value)
    assert "osri.yaml:" in said
    assert "B = yes, C = no gives both strength (strength.1) and ani (ani.1)" in said
    assert counted(tied((NO_PRECEDENCE[0], "      precedence: [ani, strength]\n")), "6") == [
        9, 3, 5, 1, 0,
    ]  # fmt: skip


def test_trap_c_in_both_readings() -> None:
    """Foster cases alone: items 4 and 6 have no NA there, so twelve patterns are left."""
    literal, neutral = tied(), tied(NEUTRAL)
    assert counted(literal, "permanency-1", FOSTER) == [12, 1, 9, 1, 0, 1, 0]
    assert counted(neutral, "permanency-1", FOSTER) == [12, 2, 8, 2, 0, 0, 0]


def test_items_4_and_5_have_no_gap_left_once_answers_are_forced() -> None:
    done = tied()
    assert counted(done, "4", lawful=True) == [6, 2, 4, 0, 0]
    assert counted(done, "5", lawful=True) == [126, 20, 106, 0, 0]


@pytest.mark.parametrize(
    ("old", "new", "item"),
    [
        # flip one question's polarity, drop one clause, swap precedence
        (
            "{every: {of: [D, E, F], are: [no, na]}}",
            "{every: {of: [D, E, F], are: [yes, na]}}",
            "3",
        ),
        (*CLAUSE_A, "2"),
        ("precedence: [strength, ani]", "precedence: [ani, strength]", "6"),
        ("- {D: no, E: no}\n", "- {D: no, E: yes}\n", "5"),
    ],
)
def test_negative_controls_turn_a_count_red(old: str, new: str, item: str) -> None:
    assert counted(tied((old, new)), item) != ITEMS[item]
    with pytest.raises(Unreadable, match=r"osri\.yaml:\d+:\d+: (The vector expects|Rules overlap)"):
        loaded((old, new))


def test_no_code_names_the_instrument() -> None:
    """Acceptance test 1: items 1 to 8 are data; a branch that named them would be found here."""
    from pathlib import Path

    import stocktake.frameworks

    engine = Path(stocktake.frameworks.__file__).parent / "domain" / "instrument"
    code = "".join(f.read_text() for f in engine.glob("*.py"))
    for word in ("osri", "permanency", "foster", '"ani"', '"strength"'):
        assert word not in code.lower()


def test_the_file_as_it_stands_is_loaded() -> None:
    content = read(altered(), file="osri.yaml")
    assert len(content.hash) == 64
