"""Quotes and pointers: drafts of their author alone, then evidence in the thread."""

from datetime import date

import pytest

from stocktake.core.capacity import Capacity
from stocktake.core.thread import NotTheirs, Person, Refused
from stocktake.evidence import acts, queries
from stocktake.record.door import perform
from stocktake.record.models import Entry
from tests.cast import AT, make_person
from tests.reading_desk import BODY, Desk, copy, nadia, open_to, owen

pytestmark = pytest.mark.django_db
WORDS = "He said he “sleeps better at Nan’s”."


def quote(by: Person, words: str = WORDS, item: str = "lived") -> str:
    start = BODY.index(words) if words in BODY else 0
    return acts.quote(case_id="1", note_id="n1", start=start, end=start + len(words), exact=words,
                      item=item, by=by, at=AT)  # fmt: skip


def two_reviewers(desk: Desk) -> tuple[Person, Person, Person]:
    boss, reader, other = nadia(), owen(), make_person("prue.chair", Capacity.REVIEWER)
    copy(desk, by=boss)
    open_to(reader, by=boss)
    open_to(other, by=boss)
    return boss, reader, other


def test_a_draft_quote_is_its_authors_alone(desk: Desk) -> None:
    boss, reader, other = two_reviewers(desk)
    quote(reader)
    assert [q.exact for q in queries.quotes("1", reader)] == [WORDS]
    assert queries.quotes("1", other) == queries.quotes("1", boss) == ()
    assert not Entry.objects.filter(subject_kind="quote").exists()
    assert [line.event for line in queries.draft_log("1", reader)] == ["quote.added"]


def test_submitting_puts_it_into_the_thread_and_before_overseers(desk: Desk) -> None:
    boss, reader, other = two_reviewers(desk)
    key = quote(reader)
    perform(acts.submit_quotes_moves(case_id="1", quote_ids=[key]), by=reader, at=AT)
    assert Entry.objects.get(act="evidence.quoted").subject_id == key
    assert queries.evidence_text(f"quote:{key}", boss).text == WORDS
    assert len(queries.quotes("1", other)) == 1
    assert acts.submit_quotes_moves(case_id="1", quote_ids=[key]) == []
    with pytest.raises(Refused, match="stays"):
        acts.drop_quote(quote_id=key, by=reader, at=AT)


def test_blindness_hides_a_submitted_quote(desk: Desk) -> None:
    boss, reader = nadia(), owen()
    other = make_person("prue.chair", Capacity.REVIEWER, Capacity.BOARD_CHAIR)
    copy(desk, by=boss)
    open_to(reader, by=boss)
    open_to(other, by=boss, blind_to=(reader.id,))
    key = quote(reader)
    perform(acts.submit_quotes_moves(case_id="1", quote_ids=[key]), by=reader, at=AT)
    assert queries.quotes("1", other) == ()
    with pytest.raises(NotTheirs):
        queries.evidence_text(f"quote:{key}", other)


def test_only_its_author_submits_a_quote(desk: Desk) -> None:
    _, reader, other = two_reviewers(desk)
    moves = acts.submit_quotes_moves(case_id="1", quote_ids=[quote(reader)])
    with pytest.raises(Refused, match="Only the person who chose"):
        perform(moves, by=other, at=AT)


def test_words_that_are_not_in_the_note_are_refused(desk: Desk) -> None:
    _, reader, _ = two_reviewers(desk)
    with pytest.raises(Refused, match="not in the note"):
        quote(reader, "Something nobody wrote.")


def test_a_stranger_cannot_quote_or_drop(desk: Desk) -> None:
    _, reader, other = two_reviewers(desk)
    stranger = make_person("a.stranger", Capacity.REVIEWER)
    with pytest.raises(NotTheirs):
        quote(stranger)
    with pytest.raises(NotTheirs):
        acts.drop_quote(quote_id=quote(reader), by=other, at=AT)


def test_a_worker_sees_no_quote_of_the_reviewer_by_the_record_alone(desk: Desk) -> None:
    boss, reader, _ = two_reviewers(desk)
    sam = make_person("sam.sw", Capacity.WORKER, worker_id="W1")
    open_to(sam, by=boss, why="worker")
    key = quote(reader)
    perform(acts.submit_quotes_moves(case_id="1", quote_ids=[key]), by=reader, at=AT)
    assert queries.quotes("1", sam) == ()
    assert queries.resting([f"quote:{key}"])[f"quote:{key}"].short == WORDS
    quote(sam, item="reply:4")
    assert len(queries.quotes("1", sam)) == 1


def test_a_pointer_carries_a_link_by_the_councils_pattern(
    desk: Desk, settings: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, reader, other = two_reviewers(desk)
    monkeypatch.setattr(type(settings.HOME), "told", lambda *_: "https://records.example/{reference}")  # type: ignore[attr-defined]  # fmt: skip
    key = acts.add_pointer(case_id="1", document="Core group minutes", dated=date(2026, 9, 9),
                           author="Sam", found_where="Documents", reference="D-77/../x",
                           shows="Nan was not invited.", seen_on=AT.date(), by=reader, at=AT)  # fmt: skip
    one = queries.pointer(key, reader)
    assert one.link == "https://records.example/D-77..x"
    assert queries.pointers("1", other) == ()
    perform(acts.submit_quotes_moves(case_id="1", pointer_ids=[key]), by=reader, at=AT)
    assert Entry.objects.get(act="evidence.pointed").subject_id == key
    assert queries.evidence_text(f"pointer:{key}", reader).text == "Nan was not invited."
