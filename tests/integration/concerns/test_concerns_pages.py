"""The pages of a concern: two steps to raise it, one page to answer it, without a script."""

import pytest
from django.core.management import call_command

from stocktake.concerns import queries
from tests.cast import sign_in
from tests.concern_desk import Story, make_story

pytestmark = pytest.mark.django_db
STEP_ONE = {
    "step": "1",
    "spoke_to": "Front door",
    "spoke_day": "19 October 2026",
    "spoke_time": "09:10",
}
STEP_TWO = {**STEP_ONE, "step": "2", "what": "Three missing episodes.", "why": "Nobody asked.", "risk": "not known"}  # fmt: skip


@pytest.fixture
def story(monkeypatch: pytest.MonkeyPatch) -> Story:
    return make_story(monkeypatch)


def test_the_first_screen_says_to_phone(story: Story) -> None:
    said = sign_in(story.people.owen).get("/cases/1/concern/").content.decode()
    assert "999" in said
    assert "out-of-hours" in said


def test_it_is_raised_in_two_steps_and_what_was_typed_stays(story: Story) -> None:
    owen = sign_in(story.people.owen)
    second = owen.post("/cases/1/concern/", STEP_ONE).content.decode()
    assert 'value="Front door"' in second
    missing = owen.post("/cases/1/concern/", STEP_TWO).content.decode()
    assert "Three missing episodes." in missing
    assert "Choose head of service" in missing
    raised = owen.post("/cases/1/concern/", {**STEP_TWO, "head": story.people.hari.id})
    assert "Urgent - waiting" in owen.get(raised.url).content.decode()


def test_each_answers_with_their_own_step(story: Story) -> None:
    address = f"/concerns/{story.raise_it()}/"
    hari, tess = sign_in(story.people.hari), sign_in(story.people.tess)
    assert "Acknowledge</button>" in hari.get(address).content.decode().replace("\n", "")
    assert "Acknowledge</button>" not in tess.get(address).content.decode()
    hari.post(address, {"step": "acknowledge"})
    tess.post(address, {"step": "seen", "seen-how": "seen", "seen-seen_by": "Sam", "seen-seen_day": "19 October 2026", "seen-seen_time": "09:30"})  # fmt: skip
    hari.post(address, {"step": "safe", "safe-outcomes": ["police"], "safe-outcome": "Held.", "safe-rationale": "No measure.", "safe-on_record_on": "19 October 2026", "safe-on_record_by": "Tess"})  # fmt: skip
    assert queries.concern("1", story.people.hari).card.status == "safe now"


def test_a_refusal_stands_beside_what_was_typed(story: Story) -> None:
    address = f"/concerns/{story.raise_it()}/"
    said = sign_in(story.people.tess).post(address, {"step": "seen", "seen-how": "seen", "seen-seen_by": "Sam", "seen-seen_day": "20 October 2027", "seen-seen_time": "09:30"})  # fmt: skip
    assert "cannot be later than now" in said.content.decode()
    assert 'value="Sam"' in said.content.decode()


def test_the_list_shows_links_to_those_named_and_the_bare_fact_to_the_qa_manager(
    story: Story,
) -> None:
    address = f"/concerns/{story.raise_it()}/"
    assert address in sign_in(story.people.hari).get("/concerns/").content.decode()
    known = sign_in(story.people.nadia).get("/concerns/").content.decode()
    assert "TH-1034" in known
    assert address not in known
    assert "missing episodes" not in known
    assert "TH-1034" not in sign_in(story.people.stranger).get("/concerns/").content.decode()


def test_strangers_do_not_find_it(story: Story) -> None:
    address = f"/concerns/{story.raise_it()}/"
    assert sign_in(story.people.stranger).get(address).status_code == 404
    assert sign_in(story.people.nadia).get(address).status_code == 403
    assert sign_in(story.people.hari).get("/cases/1/concern/").status_code == 403


def test_the_command_lists_without_words(story: Story, capsys: pytest.CaptureFixture[str]) -> None:
    story.raise_it()
    call_command("concern", "list")
    said = capsys.readouterr().out
    assert "TH-1034" in said
    assert "Urgent - waiting" in said
    assert "phone" not in said
