"""Anchors: positions in code points, found again after a change, cut into segments."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stocktake.evidence.domain.anchors import (
    Anchor,
    Marked,
    anchor,
    found,
    paragraphs,
    segments,
    sentences,
)

HOSTILE = ("!" * 200_000 + "x", ".)" * 100_000, "word " * 200_000, "a\n" * 100_000, "\u202e.\0")
BODY = "One. Two 🙂 two.\n\nThree? “Four!” five\n"


@given(st.text(max_size=300))
def test_paragraphs_and_sentences_are_slices_of_the_body(body: str) -> None:
    for passage in (*paragraphs(body), *sentences(body)):
        assert body[passage.start : passage.end] == passage.text


def test_sentences_end_where_a_reader_would_end_them() -> None:
    assert [s.text for s in sentences(BODY)] == ["One.", "Two 🙂 two.", "Three?", "“Four!”", "five"]


@given(st.text(max_size=60), st.text(min_size=1, max_size=60), st.text(max_size=60))
def test_a_passage_is_found_again_where_it_was(before: str, words: str, after: str) -> None:
    body = before + words + after
    made = anchor(body, len(before), len(before + words))
    assert made is None or found(body, made) == (made.start, made.end)


def test_of_two_equal_passages_the_one_with_the_same_surroundings_is_found() -> None:
    old = "He slept. She left. He slept. They came."
    made = anchor(old, 20, 29)
    assert made is not None
    assert found("New start. He slept. She left. He slept. They came.", made) == (31, 40)


def test_words_that_are_gone_are_not_found() -> None:
    assert found("nothing", Anchor(exact="gone", prefix="", suffix="", start=0, end=4)) is None


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=4))
def test_segments_give_the_paragraph_back_whatever_is_quoted(spans: list[tuple[int, int]]) -> None:
    (paragraph,) = paragraphs("A paragraph of forty characters or nearly")
    marks = [Marked(quote_id=str(i), start=a, end=b) for i, (a, b) in enumerate(spans) if a < b]
    pieces = segments(paragraph, marks)
    assert "".join(p.text for p in pieces) == paragraph.text


@pytest.mark.parametrize("body", HOSTILE, ids=["!", ".)", "word", "lines", "controls"])
def test_no_note_costs_more_than_its_length(body: str) -> None:
    """Two hundred thousand words, or a page of exclamation marks, in well under a second each."""
    started = time.process_time()
    cut = sentences(body)
    found(body, Anchor(exact=body[:1], prefix="x", suffix="y", start=len(body) - 1, end=len(body)))
    assert "".join(s.text for s in cut).split() == "".join(p.text for p in paragraphs(body)).split()
    assert time.process_time() - started < 3


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=4))
def test_every_quote_begins_once_also_where_two_cover_the_same_words(
    spans: list[tuple[int, int]],
) -> None:
    (paragraph,) = paragraphs("A paragraph of forty characters or nearly")
    marks = [Marked(quote_id=str(i), start=a, end=b) for i, (a, b) in enumerate(spans) if a < b]
    begun = [quote for piece in segments(paragraph, marks) for quote in piece.begins]
    assert sorted(begun) == [m.quote_id for m in marks]
