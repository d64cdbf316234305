"""Words as they are searched: stems, terms, parts, snippets."""

import itertools
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from stocktake.evidence.domain.words import (
    OVERLAP,
    PART,
    asked,
    parts,
    rows_of,
    snippet,
    stem,
    stems,
)


def test_endings_case_accents_and_apostrophes_make_no_difference() -> None:
    assert stems("Visits VISITED visiting") == ["visit"] * 3
    assert stems("Nan’s Dŵr café") == ["nan", "dwr", "cafe"]
    assert stems("بيت жизнь") == ["بيت", "жизнь"]


def test_a_phrase_is_one_term_whatever_its_quotation_marks() -> None:
    said = [t.stems for t in asked('late "home visits" “at Nan’s” drop-in --')]
    assert said == [("late",), ("home", "visit"), ("at", "nan"), ("drop", "in")]


@given(st.text(max_size=200))
def test_every_word_of_any_text_is_one_plain_word_of_the_index(text: str) -> None:
    assert all(word and word.isalnum() for word in stems(text))


@given(st.integers(0, 3 * PART))
def test_parts_hold_every_word_and_every_short_phrase(count: int) -> None:
    words = [str(n) for n in range(count)]
    cut = [list(part) for part in parts(words)]
    assert {w for part in cut for w in part} == set(words)
    pairs = {(a, b) for part in cut for a, b in itertools.pairwise(part)}
    assert pairs == set(itertools.pairwise(words))
    assert all(len(part) <= PART for part in cut)
    assert OVERLAP < PART


@given(st.text(max_size=300), st.text(max_size=30))
def test_a_snippet_is_a_passage_of_the_text(text: str, wanted: str) -> None:
    said = "".join(p.text for p in snippet(text, asked(wanted)) if p.text != "…")
    assert " ".join(said.split()) in " ".join(text.split()).replace("…", "") or "…" in text


def test_the_hit_is_marked_in_its_own_words() -> None:
    terms = asked('"home visit" nan')
    hits = [p.text for p in snippet("Two home visits; then to his Nan's.", terms) if p.hit]
    assert hits == ["home visits", "Nan's"]


def test_ids_rise_with_the_day_whichever_note_came_first() -> None:
    (late,) = rows_of(1, "7", date(2026, 10, 2), ["a"])
    (early,) = rows_of(99, "7", date(2026, 10, 1), ["a"])
    assert int(late["id"]) > int(early["id"])
    assert stem("—") == "x"
