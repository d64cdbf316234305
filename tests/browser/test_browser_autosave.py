"""What is typed at the desk, when the connection is away, slow, repeats itself, or is another's.

On a small home with one review, so that the file runs in well under a minute.
"""

import re
from collections.abc import Callable, Iterator
from urllib.parse import parse_qs

import pytest
from playwright.sync_api import Browser, Request, Route, expect

from tests.browser.autosave_desk import SAVE, Desk, house_of
from tests.browser.visitor import Visitor
from tests.saving.clients import Served, served

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("autosave")]


@pytest.fixture(scope="module")
def saving(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with served(tmp_path_factory.mktemp("saving")) as house:
        yield house


@pytest.fixture
def desk(saving: Served, chromium: Browser) -> Iterator[Desk]:
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, locale="en-GB")
    desk = Desk(saving, Visitor(house_of(saving), context))
    yield desk
    context.close()


def test_offline_it_waits_says_so_once_and_saves_by_itself(desk: Desk) -> None:
    field = desk.at("visits")
    desk.owen.context.set_offline(True)
    field.fill("Written in a lift.")
    desk.says("Not saved: there is no connection")
    desk.owen.faults.clear()  # the browser's own word on the lost connection
    desk.owen.look()
    assert field.input_value() == "Written in a lift."
    desk.owen.context.set_offline(False)
    desk.is_saved()
    assert desk.kept("visits")[-1] == "Written in a lift."


def test_slow_answers_never_overtake_each_other(desk: Desk) -> None:
    field = desk.at("supervision")
    desk.page.route(SAVE, lambda route: (desk.page.wait_for_timeout(1500), route.continue_()))
    for text in ("One.", "One. Two.", "One. Two. Three."):
        field.fill(text)
        desk.page.wait_for_timeout(1200)
    desk.is_saved()
    expect(field).to_have_value("One. Two. Three.")
    assert desk.keeps("supervision", "One. Two. Three.")
    desk.page.wait_for_timeout(1500)
    desk.is_saved()
    assert desk.kept("supervision")[-1] == "One. Two. Three."


def test_a_save_that_arrives_twice_is_there_once(desk: Desk) -> None:
    field = desk.at("partnership")
    desk.page.route(SAVE, lambda route: (route.fetch(), route.continue_()))
    field.fill("Once.")
    desk.is_saved()
    assert desk.kept("partnership") == ["Once."]


def test_a_lost_answer_is_no_conflict_with_oneself(desk: Desk) -> None:
    field, lost = desk.at("safety"), list[str]()

    def lose(route: Route) -> None:
        route.fetch()  # the server has it
        lost.append("yes")
        route.abort() if len(lost) == 1 else route.continue_()

    desk.page.route(SAVE, lose)
    field.fill("First.")
    desk.says("there is no connection")
    desk.owen.faults.clear()
    field.fill("First. Second.")
    desk.is_saved()
    assert desk.kept("safety") == ["First.", "First. Second."]


def test_an_early_save_that_arrives_last_changes_nothing(desk: Desk) -> None:
    field, held = desk.at("curiosity"), list[Request]()

    def hold(route: Route) -> None:
        held.append(route.request)
        route.abort() if len(held) == 1 else route.continue_()

    desk.page.route(SAVE, hold)
    field.fill("Early.")
    desk.says("there is no connection")
    desk.owen.faults.clear()
    field.fill("Early and late.")
    desk.is_saved()
    first = held[0]
    late = desk.owen.context.request.post(
        first.url, data=first.post_data_buffer, headers=first.all_headers(), max_redirects=0
    )
    assert late.status in (200, 409)
    assert desk.kept("curiosity")[-1] == "Early and late."


def test_signed_out_in_between_loses_nothing(desk: Desk) -> None:
    field = desk.at("practitioners")
    desk.signed_out()
    field.fill("Typed after the session ended.")
    desk.says("you have been signed out")
    desk.owen.look()
    desk.signed_in()
    desk.page.evaluate("window.dispatchEvent(new Event('focus'))")
    desk.is_saved()
    assert desk.kept("practitioners")[-1] == "Typed after the session ended."


def test_a_reload_before_the_save_brings_the_text_back(desk: Desk) -> None:
    field = desk.at("direct-work")
    desk.page.on("dialog", lambda asked: asked.accept())
    desk.page.route(SAVE, lambda route: route.abort())
    field.fill("Not on the server yet.")
    desk.says("there is no connection")
    desk.page.unroute(SAVE)
    desk.page.reload()
    desk.owen.faults.clear()
    expect(desk.page.get_by_label("What is working")).to_have_value("Not on the server yet.")
    desk.is_saved()
    desk.page.wait_for_timeout(100)
    assert desk.kept("direct-work")[-1] == "Not on the server yet."
    assert (
        desk.page.evaluate("Object.keys(sessionStorage).filter(k => k.startsWith('stocktake'))")
        == []
    )


def test_two_tabs_show_both_texts_and_keep_both(desk: Desk) -> None:
    field = desk.at("systemic")
    other = desk.owen.tab()
    desk.at("systemic", other).fill("From the other tab.")
    desk.is_saved(other)
    other.close()
    field.fill("From this tab.")
    desk.says("changed in another window")
    desk.problem().get_by_role("button", name="See both").click()
    desk.owen.look()
    for text in ("From this tab.", "From the other tab."):
        expect(desk.page.get_by_role("main")).to_contain_text(text)
    desk.page.get_by_role("button", name="Keep both").click()
    desk.owen.look()
    kept = desk.kept("systemic")
    assert kept == ["From the other tab.", "From the other tab.\n\nFrom this tab."]


def test_saving_and_going_on_waits_for_the_server(desk: Desk) -> None:
    field, tries = desk.at("lived-experience"), list[str]()

    def fail_once(route: Route) -> None:
        tries.append(parse_qs(route.request.post_data or "").get("save_id", [""])[0])
        route.abort() if len(tries) == 1 else route.continue_()

    desk.page.route(SAVE, fail_once)
    field.fill("Before going on.")
    press: Callable[[], None] = desk.page.get_by_role("button", name="Save and go to").click
    press()
    desk.says("there is no connection")
    desk.owen.faults.clear()
    press()
    desk.page.wait_for_url(re.compile("tab=form"))
    assert desk.kept("lived-experience")[-1] == "Before going on."


# ---- The controls: with the one thing gone that each of the four rests on, it is noticed --------


def test_a_script_that_does_not_try_again_leaves_the_text_unsaved(desk: Desk) -> None:
    desk.with_script("saves.js", ("lost: again,", "lost: () => { stopped = true },"))
    field = desk.at("contacts")
    desk.owen.context.set_offline(True)
    field.fill("Written in a lift.")
    desk.says("there is no connection")
    desk.owen.context.set_offline(False)
    desk.page.wait_for_timeout(3000)
    assert desk.kept("contacts") == []


def test_a_script_that_does_not_wait_for_answers_meets_itself(desk: Desk) -> None:
    """The later save overtakes the slow one, which then finds an answer changed by nobody else."""
    queue = "busy = busy || attempt().finally(() => { busy = null })"
    desk.with_script("saves.js", (queue, "busy = attempt()"), ("[last?.after, last?.id]", "[]"))
    field, seen = desk.at("relationships"), list[str]()

    def slow_first(route: Route) -> None:
        seen.append(route.request.url)
        if len(seen) == 1:
            desk.page.wait_for_timeout(2500)
        route.continue_()

    desk.page.route(SAVE, slow_first)
    field.fill("One.")
    desk.page.wait_for_timeout(1200)
    field.fill("One. Two.")
    desk.says("changed in another window")
    assert desk.kept("relationships") == ["One. Two."], "the slow one came second and was refused"


def test_without_its_id_a_repeated_save_is_no_longer_the_same(desk: Desk) -> None:
    field = desk.at("education-plans")
    with desk.page.expect_request(SAVE) as sent:
        field.fill("Once.")
    desk.is_saved()
    assert desk.sent_again(sent.value) == 200
    assert desk.kept("education-plans") == ["Once."]
    assert desk.sent_again(sent.value, save_id="another", based_on="1", working="Once!") == 200
    assert desk.kept("education-plans") == ["Once.", "Once!"]


def test_without_its_version_an_early_save_would_come_to_stand_last(desk: Desk) -> None:
    field = desk.at("practitioners")
    with desk.page.expect_request(SAVE) as early:
        field.fill("Early.")
    desk.is_saved()
    field.fill("Early and late.")
    desk.page.wait_for_timeout(1500)
    desk.is_saved()
    stands = len(desk.kept("practitioners"))
    late = {"save_id": "late", "after": ""}
    assert desk.sent_again(early.value, **late) == 409
    assert desk.kept("practitioners")[-1] == "Early and late."
    assert desk.sent_again(early.value, **late, based_on=str(stands)) == 200
    assert desk.kept("practitioners")[-1] == "Early."
