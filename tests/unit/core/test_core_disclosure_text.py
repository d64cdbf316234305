"""Sentences that point at a child or a worker, and those that do not."""

from datetime import date

import pytest

from stocktake.core.disclosure import Identifier, Passage, RecordText, check_text, copied

KNOWN = (
    Identifier("worker", "Sam Okoro"),
    Identifier("worker", "Kit, social worker"),
    Identifier("setting", "Beech View"),
    Identifier("case reference", "TH-1041"),
)


def rules(text: str) -> list[str]:
    found = check_text("paragraph 1", text, identifiers=KNOWN, births=[date(2011, 3, 14)])
    return [flag.rule for flag in found]


@pytest.mark.parametrize(
    "text",
    [
        "One child was not safe.",
        "A single case was escalated.",
        "One child protection case needed further exploration.",
        "In two young people this was strong.",
        "This was so in 3 reviews.",
        "Supervision was late for 4 looked-after children.",
        "Both children were seen alone.",
        "The only child in this group was seen.",
        "Two of the reviews were late.",
        "One social worker had left.",
    ],
)
def test_small_counts_in_words_and_figures(text: str) -> None:
    assert "small count" in rules(text)


@pytest.mark.parametrize(
    "text",
    [
        "22 of the 27 reviews were good.",
        "Three of the 27 were late.",
        "In 4 out of 17 it was so.",
    ],
)
def test_a_part_that_gives_the_rest_away(text: str) -> None:
    assert "gives a count away" in rules(text)


@pytest.mark.parametrize(
    "text",
    [
        "Practice was good in 21 of the 27 reviews.",
        "None of the 27 was inadequate.",
        "The inspection named five areas for improvement.",
        "Two independent reviewers read the records.",
        "Managers had 5 working days to reply on each case.",
        "Concerns are acknowledged within four hours.",
        "This was so in 22 or more of the 27 reviews.",
        "It was seen in 5 or fewer reviews.",
        "Figure 1 and Table 1 show the same numbers of reviews.",
        "25 of the 27 recommendations were agreed.",
        "Since 1 April reviews are shared in writing.",
        "The board met on 8 January 2027.",
        "Two Regulation 44 reports were read.",
        "From 20 April to 19 October 2026 no child was harmed.",
    ],
)
def test_what_may_stand(text: str) -> None:
    assert rules(text) == []


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("Good in 78% of reviews.", "percentage"),
        ("Good in 15 per cent of the 27.", "percentage"),
        ("Sam writes warm notes.", "identifier"),
        ("Kit wrote it down.", "identifier"),
        ("The home, Beech View, is good.", "identifier"),
        ("See TH-1041.", "identifier"),
        ("She was born in Leeds.", "identifier"),
        ("The birthday of 14/03/2011 was missed.", "identifier"),
        ("They live at 12 Mill Lane.", "identifier"),
        ("She attends Ash Grove School.", "identifier"),
        ("A 15-year-old told us so.", "one child's story"),
        ("The child went missing on 3 May 2026.", "date of a rare event"),
    ],
)
def test_identifiers_shares_and_dates(text: str, rule: str) -> None:
    assert rule in rules(text)


def test_a_share_of_a_large_enough_base_may_stand() -> None:
    assert rules("Good in 78% of the 27 reviews.") == []


def test_nine_words_of_the_record_are_found_despite_case_and_punctuation() -> None:
    passage = Passage("paragraph 4", "We saw: she sat on the stairs and said nothing at all.")
    record = RecordText("note:1", "She sat on the stairs, and said nothing for long.")
    assert [c.length for c in copied([passage], [record])] == []
    nine = RecordText("note:2", "SHE SAT ON THE STAIRS and said  nothing at")
    (copy,) = copied([passage], [nine])
    assert passage.text[copy.start : copy.end] == "she sat on the stairs and said nothing at"
    assert copy.length == 9


def test_eight_words_may_be_chance() -> None:
    passage = Passage("paragraph 4", "one two three four five six seven eight")
    assert copied([passage], [RecordText("note:1", passage.text)]) == ()


def test_no_telephone_number_is_published() -> None:
    assert rules("A mother can be rung on 07700 900461.") == ["identifier"]
    assert rules("The window ran from 20 April 2026 to 19 October 2026.") == []
