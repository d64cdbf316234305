"""Further exploration: asked by the reviewer, decided on record by the head of service asked."""

import pytest

from stocktake.concerns import acts, queries
from stocktake.core.thread import NotTheirs, Person, Refused
from stocktake.record.models import Entry
from tests.cast import AT, sign_in
from tests.concern_desk import Story, make_story

pytestmark = pytest.mark.django_db


@pytest.fixture
def story(monkeypatch: pytest.MonkeyPatch) -> Story:
    return make_story(monkeypatch)


def ask(story: Story) -> str:
    return acts.open_exploration(case_id="1", question="Who has met the uncle?", why="He is named once.",
                                 head=story.people.hari.id, by=story.people.owen, at=AT)  # fmt: skip


def decide(key: str, by: Person, decision: str = "no further action needed") -> None:
    acts.decide_exploration(
        exploration_id=key, decision=decision, rationale="Met in May.", by=by, at=AT
    )


def test_it_is_decided_by_the_head_asked(story: Story) -> None:
    key = ask(story)
    assert queries.open_exploration("1") == key
    decide(key, story.people.hari)
    assert queries.open_exploration("1") is None
    acts_said = Entry.objects.filter(subject_kind="exploration").values_list("act", flat=True)
    assert list(acts_said) == ["exploration.opened", "exploration.decided"]


def test_nobody_else_reads_or_decides_it(story: Story) -> None:
    key, people = ask(story), story.people
    for who in (people.nadia, people.stranger, people.tess):
        with pytest.raises(NotTheirs):
            decide(key, who)
    with pytest.raises(Refused, match="head of service"):
        decide(key, people.owen)


def test_its_pages(story: Story) -> None:
    owen, hari = sign_in(story.people.owen), sign_in(story.people.hari)
    fields = {
        "question": "Who has met the uncle?",
        "why": "Named once.",
        "head": story.people.hari.id,
    }
    page = owen.post("/cases/1/explore/", fields)
    assert hari.get(page.url).status_code == 200
    hari.post(page.url, {"decision": "no further action needed", "rationale": "Met in May."})
    assert "Met in May." in owen.get(page.url).content.decode()
    assert sign_in(story.people.stranger).get(page.url).status_code == 404
