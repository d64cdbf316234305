"""The desk in every state that it has: axe clean, and no sideways scrolling at 320 pixels.

320 CSS pixels are also what a window of 1280 has left at 400 % zoom. One browser for each person and
one home for all, so that a state costs little more than its page.
"""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import States, proven
from tests.browser.desk import SELECT_FIRST
from tests.browser.visitor import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("desk")]

People = Callable[[str], Visitor]
WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 320, "height": 640}
NOTE = "&note=n-c2-1"


def quoting(owen: Visitor) -> None:
    owen.page.evaluate(SELECT_FIRST)
    expect(owen.page.get_by_role("group", name="Add the selected words to")).to_be_visible()


def two_versions(owen: Visitor) -> None:
    """As a tab without scripts sends what another one has overtaken."""
    with owen.page.expect_navigation():
        owen.page.evaluate(
            """() => {
              const form = document.querySelector('form[data-autosave]')
              form.elements.based_on.value = '0'
              form.elements.working.value = 'Typed in a window that was left open.'
              HTMLFormElement.prototype.submit.call(form)
            }"""
        )
    assert "two versions of one answer" in owen.text


def offline(owen: Visitor) -> None:
    owen.context.set_offline(True)
    owen.page.get_by_label("What is working").fill("Written in a lift.")
    expect(owen.page.locator("[data-not-saved]")).to_contain_text("no connection", timeout=15_000)


def missing(owen: Visitor) -> None:
    """Asked for before everything is answered: the errors, each with its link."""
    owen.press("Ready for discussion")
    assert owen.page.get_by_role("alert").get_by_role("link").count() > 1


# Looked at each time; the others with `make prove`.
EACH_TIME = ("reading", "quoting", "two versions", "offline", "pointers alone", "discussion")
# state: who looks, where, what they do there, words that must be on the page
SHOWN: dict[str, tuple[str, str, Callable[[Visitor], None] | None, str]] = {
    "reading": ("Owen", "/reviews/{reading}/desk/?item=visits" + NOTE, None, "Lag"),
    "quoting": ("Owen", "/reviews/{reading}/desk/?item=visits" + NOTE, quoting, "Add to"),
    "no note open": ("Owen", "/reviews/{keyboard}/desk/?item=face", None, "Who cares for the child?"),
    "the picker": ("Owen", "/cases/{case reading}/sentences/?note=n-c2-1&for=visits", None, "Copy quote"),
    "two versions": ("Owen", "/reviews/{reading}/desk/?item=visits", two_versions, "Keep both"),
    "offline": ("Owen", "/reviews/{reading}/desk/?item=lived-experience", offline, "tried again"),
    "answers missing": ("Owen", "/reviews/{keyboard}/check/", missing, "There is a problem"),
    "pointers alone": ("Owen", "/reviews/{pointers}/desk/?item=visits", None, "It names who comes"),
    "a new pointer": ("Owen", "/cases/{case reading}/pointers/", None, "What it shows"),
    "chronology": ("Owen", "/cases/{case reading}/chronology/", None, "A visit with Rowan."),
    "into the chronology": ("Owen", "/cases/{case reading}/chronology/add/?note=n-c2-2", None, "What happened?"),
    "timeline as a list": ("Owen", "/cases/{case reading}/timeline/", None, "No supervision"),
    "timeliness": ("Owen", "/reviews/{reading}/timeliness/", None, "every 10 working days"),
    "record error": ("Owen", "/cases/{case reading}/record-error/?source=note:n-c2-1", None, "What is wrong"),
    "search": ("Owen", "/search/?q=sleeps", None, "sleeps"),
    "discussion": ("Owen", "/reviews/{discussed}/discussion/", None, "Sam on mornings."),
    "support, asked": ("Owen", "/reviews/{discussed}/discussion/support/", None, "aseload"),
    "deeper in discussion": ("Owen", "/reviews/{discussed}/desk/?item=lived-experience", None, "What should move"),
    "sharing": ("Owen", "/reviews/{discussed}/share/", None, "Share"),
    "submitted": ("Owen", "/reviews/{submitted}/", None, "Two people read this case"),
    "shared": ("Owen", "/reviews/{shared}/responses/", None, "Visits"),
    "to be answered": ("Sam", "/reviews/{shared}/reply/", None, "Check and send"),
    "replied": ("Owen", "/reviews/{replied}/responses/", None, "I did two sessions."),
    "finalised": ("Owen", "/reviews/{finalised}/versions/", None, "Changed after challenge"),
    "my practice": ("Sam", "/my-practice/", None, "My practice"),
    "record and discussion": ("Nadia", "/rounds/{round}/moderation/recording/", None, "Why mornings are hard."),
}  # fmt: skip


@pytest.fixture(scope="module")
def people(states: States, chromium: Browser) -> People:
    """One browser for each person, signed in once and closed with Chromium."""
    opened: dict[str, Visitor] = {}

    def person(name: str) -> Visitor:
        if name not in opened:
            opened[name] = Visitor(states.house, chromium.new_context(locale="en-GB"))
            opened[name].sign_in(name)
        opened[name].context.set_offline(False)
        return opened[name]

    return person


@pytest.mark.parametrize("state", [s if s in EACH_TIME else proven(s) for s in SHOWN])
def test_the_desk_is_accessible_and_narrow_in_this_state(
    states: States, people: People, state: str
) -> None:
    name, path, does, words = SHOWN[state]
    who = people(name)
    who.faults.clear()
    who.page.set_viewport_size(WIDE)
    who.page.goto(states.house.address + where(states, path))
    if does:
        does(who)
    assert words in who.whole
    who.axe()
    who.page.set_viewport_size(NARROW)
    who.fits()
    assert who.faults == [] or state == "offline"


def test_a_page_that_is_too_wide_or_unlabelled_is_noticed(states: States, people: People) -> None:
    """The control: what the checks are for, they find."""
    who = people("Owen")
    who.page.set_viewport_size(NARROW)
    who.page.goto(states.house.address + where(states, "/reviews/{reading}/"))
    who.page.evaluate(
        """() => {
          const field = document.createElement('input')
          field.style.width = '900px'
          document.querySelector('main').append(field)
        }"""
    )
    with pytest.raises(AssertionError, match="pixels too wide"):
        who.fits()
    with pytest.raises(AssertionError, match="label"):
        who.axe()


def where(states: States, path: str) -> str:
    facts = states.facts
    named = {f"case {state}": key for state, key in facts["cases"].items()}
    for word, key in {**facts["reviews"], **named, "round": facts["round"]}.items():
        path = path.replace("{" + word + "}", str(key))
    return path
