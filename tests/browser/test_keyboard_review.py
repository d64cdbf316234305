"""A whole review in depth by keyboard alone, with scripts and autosave on.

No mouse, no address typed: Tab, arrows, Space, Enter and typing. `Keys` looks at the focus at every
stop: it is drawn, in the window, and beneath nothing.
"""

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import Open, States
from tests.browser.keys import Keys
from tests.browser.visitor import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("desk")]

REF = "TH-2001"
MOST_STOPS = 260  # of the whole review; 218 when this was written


def test_a_review_from_sign_in_to_finalised_by_keyboard_alone(states: States, visit: Open) -> None:
    owen = at_the_door(states, visit)
    keys = Keys(owen.page)
    keys.press("Sign in as Owen")
    keys.press("Reviews")
    keys.press(REF)
    keys.press("Record and form")
    read_and_quote(keys)
    answer(keys)
    discuss(keys)
    share(keys)
    reply(Keys(at_the_door(states, visit).page), "Sam", "Challenge", "It stands in the plan.")
    reply(Keys(at_the_door(states, visit).page), "Tess", "Accept")
    finalise(keys)
    owen.look()
    assert "Finalised" in owen.text
    assert keys.stops < MOST_STOPS


@pytest.mark.parametrize(
    ("hidden", "told"),
    [
        ("outline: none", "not drawn"),
        ("position: absolute; left: -900px", "not shown"),
        ("position: absolute; top: 0; left: 0; z-index: -1", "not clear"),
    ],
)
def test_a_focus_that_nobody_sees_is_noticed(chromium: Browser, hidden: str, told: str) -> None:
    page = chromium.new_page()
    cover = '<div style="position: absolute; top: 0; left: 0; width: 300px; height: 90px"></div>'
    page.set_content(
        f'<button>Seen</button><button style="{hidden}">Not</button>{cover * ("z-index" in hidden)}'
    )
    keys = Keys(page)
    if told != "not clear":
        assert keys.tab()["words"] == "Seen"
    with pytest.raises(AssertionError, match=told):
        keys.to("Not")
    page.close()


def at_the_door(states: States, visit: Open) -> Visitor:
    person: Visitor = visit(states.house)
    person.page.goto(states.house.address)
    person.page.evaluate("document.addEventListener('mousedown', () => { throw Error('a mouse') })")
    return person


def read_and_quote(keys: Keys) -> None:
    """Open the oldest unread note, pick its sentence, and see it stand under the theme."""
    keys.skip("Skip to the form")
    keys.to("2 2.", back=True)
    followed(keys, "Child's lived experience")
    keys.to("Back to the note", back=True)
    keys.page.keyboard.press("Enter")
    keys.to("start with the oldest unread")
    keys.page.keyboard.press("Enter")
    expect(keys.page.locator("#note-title")).to_be_focused()
    keys.press("Pick a sentence by list")
    keys.press("Copy quote 2")
    quoted = keys.page.get_by_role("list", name="Rests on").get_by_role("listitem")
    expect(quoted).to_have_count(1)


def answer(keys: Keys) -> None:
    """Every item: radios, texts, dates, ticks and the table of people; each save keeps the place."""
    keys.skip("To the form")
    keys.choose("On record", "2")
    keys.write("What is working", "Sam sees him often.")
    kept_while_saving(keys)
    keys.choose("Grade for this theme", "Good")
    onward(keys, "Visits")
    keys.write("When was the child last seen?", "2 October 2026")
    keys.choose("Was the child seen alone?", "Yes")
    keys.write("What were the visits for?", "To see him and his mother.")
    keys.tick("The child's words")
    keys.tick("The record")
    keys.write("What is working", "Visits are kept.")
    keys.write("What are we worried about", "No purpose is written.")
    keys.write("What in the system helped", "No time between visits.")
    keys.choose("Grade for this theme", "Requires improvement")
    keys.write("Why is there no evidence?", "Read in both notes.")
    onward(keys, "Overall grade")
    keys.choose("Grade of the whole", "Good")
    keys.write("Why this grade?", "Steady work.")
    onward(keys, "Is this child safe now?")
    keys.choose("Is this child safe now?", "Yes")
    keys.write("What do you base this on?", "Seen on 2 October.")
    onward(keys, "About the case")
    keys.write("Name", "Dee")
    keys.pick("Role", "parent")
    keys.write("When did the present worker begin?", "1 May 2026")
    keys.press("Check answers")
    keys.press("Ready for discussion")


def discuss(keys: Keys) -> None:
    """What was said, and how much further it went than the record."""
    keys.press("Record the discussion")
    keys.write("When was it held?", "19 October 2026")
    keys.choose("How was it held?", "Video")
    keys.write("Who took part?", "Sam and Tess")
    keys.write("Child's lived experience", "Sam on mornings before school.")
    keys.press("Record the discussion")
    keys.to("2 2.", back=True)
    followed(keys, "Child's lived experience")
    keys.choose("In discussion", "4")
    keys.write("What should move into the record?", "Why mornings are hard.")
    kept_while_saving(keys)
    keys.press("Check answers and share")


def share(keys: Keys) -> None:
    keys.press("Share")
    keys.press("Share")
    assert "Shared" in keys.page.get_by_role("main").inner_text()


def reply(keys: Keys, name: str, stance: str, words: str = "") -> None:
    """Worker and manager answer the one finding; the reviewer hears both."""
    keys.press(f"Sign in as {name}")
    keys.press("Reviews")
    keys.press(REF)
    keys.press("Your reply")
    keys.choose("Your answer", stance)
    if words:
        keys.write("What should the reviewer know?", words)
    keys.press("Check and send")
    keys.press("Send")


def finalise(keys: Keys) -> None:
    keys.press("Responses")
    keys.choose("What follows?", "Change it")
    keys.write("What would make it better", "Write it in the note as well.")
    keys.write("Why?", "It stands in the plan.")
    keys.press("Answer")
    keys.press("Finalise")
    keys.press("Finalise")


def onward(keys: Keys, theme: str) -> None:
    """Save, go on, and be at the next step's heading: the next Tab is its first field."""
    keys.to("Save and go to")
    followed(keys, theme)


def followed(keys: Keys, theme: str) -> None:
    keys.go()
    assert keys.focus()["words"] == theme


def kept_while_saving(keys: Keys) -> None:
    """The save is answered, and the focus stays in the field that is typed in."""
    before = keys.focus()["id"]
    expect(keys.page.get_by_role("status").filter(has_text="Saved at").first).to_be_visible()
    expect(keys.page.locator("[data-not-saved]")).to_be_hidden()
    assert keys.focus()["id"] == before
