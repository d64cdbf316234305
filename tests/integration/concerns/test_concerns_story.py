"""An urgent concern from raising to closing, and everybody who must not read it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from stocktake.concerns import acts, queries
from stocktake.core.thread import NotTheirs, Refused
from stocktake.evidence import acts as evidence
from stocktake.evidence import queries as records
from stocktake.record.models import Body, Entry, Outbox
from tests.cast import AT
from tests.concern_desk import Story, make_story
from tests.reading_desk import open_to

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(minutes=10)


@pytest.fixture
def story(monkeypatch: pytest.MonkeyPatch) -> Story:
    return make_story(monkeypatch)


def seen(key: str, story: Story, **who: Any) -> None:
    acts.child_seen(concern_id=key, seen_at=AT, seen_by="Sam, social worker", how="seen",
                    by=who.get("by", story.people.tess), at=LATER)  # fmt: skip


def safe(key: str, story: Story) -> None:
    acts.safe_now(concern_id=key, outcomes=("strategy discussion or section 47 enquiry",), outcome="Strategy discussion held.", rationale="No measure needed.",
                  on_record_on=LATER.date(), on_record_by="Tess", by=story.people.hari, at=LATER)  # fmt: skip


def test_raising_starts_the_clock_and_tells_head_and_manager_in_one_transaction(
    story: Story,
) -> None:
    key = story.raise_it()
    card = queries.open_concern("1")
    assert card is not None
    assert (card.due_at - card.raised_at, card.words) == (
        timedelta(hours=1),
        "Urgent - waiting 0 min",
    )
    entry = Entry.objects.get(act="concern.raised", subject_id=key)
    told = Outbox.objects.filter(entry_number=entry.number, topic="notice")
    people = story.people
    assert [o.payload["to"] for o in told] == [[people.hari.id], [people.tess.id]]
    assert not any("missing" in o.payload["text"] for o in told)
    assert Body.objects.get(entry=entry).concerns == ["child:C1"]


def test_no_risk_gives_four_hours(story: Story) -> None:
    story.raise_it(risk="no")
    card = queries.open_concern("1")
    assert card is not None
    assert card.due_at - card.raised_at == timedelta(hours=4)


def test_a_concern_about_the_manager_is_not_told_to_them(story: Story) -> None:
    key = story.raise_it(about_manager=True)
    with pytest.raises(NotTheirs):
        queries.concern(key, story.people.tess)
    assert Outbox.objects.filter(topic="notice").count() == 1


def test_it_rests_on_ones_own_evidence_which_is_submitted_with_it(story: Story) -> None:
    quote = evidence.quote(case_id="1", note_id="n3", start=0, end=26, exact="Comes in hungry on Mondays",
                           item="concern", by=story.people.owen, at=AT)  # fmt: skip
    key = story.raise_it(evidence=(f"quote:{quote}",))
    assert Entry.objects.get(act="concern.raised").rests_on == [f"quote:{quote}"]
    assert queries.concern(key, story.people.hari).evidence[0].source == "Call: school, 21 September 2026, paragraph 1"  # fmt: skip
    with pytest.raises(NotTheirs):
        records.quote(quote, story.people.nadia)


def test_the_lifecycle_ends_only_when_the_child_was_seen_and_the_follow_up_verified(
    story: Story,
) -> None:
    key, people = story.raise_it(), story.people
    with pytest.raises(Refused, match="waiting"):
        safe(key, story)
    acts.acknowledge(concern_id=key, by=people.hari, at=LATER)
    with pytest.raises(Refused, match="seen or spoken to"):
        safe(key, story)
    seen(key, story)
    assert "not yet confirmed safe" in str(queries.bars_sharing("1"))
    safe(key, story)
    assert queries.bars_sharing("1") is None
    acts.add_follow_up(concern_id=key, what="Explore earlier decisions.", owner=people.tess.id,
                       due=LATER.date() + timedelta(days=7), by=people.hari, at=LATER)  # fmt: skip
    with pytest.raises(Refused, match="not verified yet"):
        acts.close(concern_id=key, by=people.hari, at=LATER)
    acts.done_follow_up(concern_id=key, number=1, evidence="Minutes.", by=people.tess, at=LATER)
    with pytest.raises(Refused, match="other than the owner"):
        acts.verify_follow_up(concern_id=key, number=1, by=people.tess, at=LATER)
    acts.verify_follow_up(concern_id=key, number=1, by=people.hari, at=LATER)
    acts.close(concern_id=key, by=people.hari, at=LATER)
    assert queries.open_concern("1") is None
    names = Entry.objects.filter(subject_kind="concern").values_list("act", flat=True)
    assert [n.split(".")[1] for n in names] == [
        "raised", "acknowledged", "child_seen", "safe_now", "follow_up_added", "follow_up_done",
        "follow_up_verified", "closed"]  # fmt: skip


def test_what_it_says_is_for_the_people_named_and_its_existence_for_those_who_run_the_round(
    story: Story,
) -> None:
    key, people = story.raise_it(), story.people
    for who in (people.owen, people.hari, people.tess):
        assert queries.concern(key, who).state.what.startswith("Three missing")
    for who in (people.nadia, people.ada, people.stranger):
        with pytest.raises(NotTheirs):
            queries.concern(key, who)
    assert [c.may_read for c in queries.concerns_known_to(people.nadia)] == [False]
    assert queries.concerns_known_to(people.stranger) == ()
    assert queries.open_concern("1", to=people.stranger) is None


def test_blindness_hides_that_it_exists(story: Story) -> None:
    story.raise_it()
    open_to(story.people.ada, by=story.people.nadia, blind_to=(story.people.owen.id,))
    assert queries.concerns_known_to(story.people.ada) == ()
    assert queries.bars_sharing("1", to=story.people.ada) == "Sharing is not possible now. Ask the QA manager."  # fmt: skip


def test_somebody_brought_in_reads_and_answers(story: Story) -> None:
    key, people = story.raise_it(), story.people
    acts.bring_in(
        concern_id=key, person_id=people.ada.id, why="Hari is away.", by=people.owen, at=LATER
    )
    acts.acknowledge(concern_id=key, by=people.ada, at=LATER)
    assert queries.concern(key, people.ada).card.status == "acknowledged"


STRANGE: list[Callable[[str, Story], None]] = [
    lambda key, s: acts.acknowledge(concern_id=key, by=s.people.stranger, at=LATER),
    lambda key, s: seen(key, s, by=s.people.stranger),
    lambda key, s: acts.close(concern_id=key, by=s.people.nadia, at=LATER),
]


@pytest.mark.parametrize("act", STRANGE)
def test_a_stranger_can_do_nothing(story: Story, act: Callable[[str, Story], None]) -> None:
    key = story.raise_it()
    with pytest.raises(NotTheirs):
        act(key, story)


def test_the_raiser_does_not_answer_it_and_a_reviewer_without_leave_does_not_raise(
    story: Story,
) -> None:
    key = story.raise_it()
    with pytest.raises(Refused, match="head of service"):
        acts.acknowledge(concern_id=key, by=story.people.owen, at=LATER)
    with pytest.raises(Refused, match="team manager"):
        seen(key, story, by=story.people.owen)
    with pytest.raises(NotTheirs):
        acts.raise_concern(case_id="1", said=story.said, by=story.people.stranger, at=AT)


def test_the_text_for_the_record_holds_the_times(story: Story) -> None:
    key = story.raise_it()
    acts.acknowledge(concern_id=key, by=story.people.hari, at=LATER)
    text = queries.text_for_record(key, story.people.tess)
    assert "Acknowledged: 19 October 2026, 10:10, Hari" in text
    assert queries.counts(["1", "2"]).acknowledged == 1
