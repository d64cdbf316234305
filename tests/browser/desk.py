"""How a reviewer works at the desk: the moves that several steps of the walk share."""

from playwright.sync_api import Locator

from tests.browser.visitor import Visitor

# Select the first paragraph of the open note, as a mouse would.
SELECT_FIRST = """() => {
  const range = document.createRange()
  range.selectNodeContents(document.querySelector('[data-note-body] p'))
  getSelection().removeAllRanges()
  getSelection().addRange(range)
}"""


def desk_of(reviewer: Visitor, ref: str) -> None:
    """From the list of reviews to the desk of this one."""
    reviewer.go("/reviews/")
    reviewer.follow(ref)
    reviewer.follow("Record and form")


def steps(reviewer: Visitor) -> Locator:
    """The stepper of the form."""
    return reviewer.page.get_by_role("navigation", name="Themes of the form")


def themes(reviewer: Visitor) -> list[str]:
    """The themes of the form, without the two closing steps."""
    links = steps(reviewer).get_by_role("link").all()
    found = [str(link.get_attribute("title")) for link in links]
    return [w for w in found if w not in ("Overall grade", "Is this child safe now?")]


def go_to(reviewer: Visitor, theme: str) -> None:
    """Another theme of the form, by the stepper."""
    steps(reviewer).get_by_role("link", name=theme).first.click()
    reviewer.look()


def judge(reviewer: Visitor, *, working: str, develop: str = "", grade: str = "Good") -> None:
    """Answer the theme in hand and save it."""
    form = reviewer.page.get_by_role("region", name="Form")
    depth = form.get_by_role("group", name="On record")
    if depth.count():
        depth.get_by_role("radio").nth(2).check()
    form.get_by_label("What is working").fill(working)
    if develop:
        form.get_by_label("What are we worried about, and what would make it better").fill(develop)
        form.get_by_label("What in the system helped or hindered").fill("The form has no place.")
    grades = form.get_by_role("group", name="Grade for this theme")
    if grades.count():
        grades.get_by_role("radio", name=grade, exact=True).check()
    why = form.get_by_label("Why is there no evidence?")
    if why.is_visible():
        why.fill("Read across the six months; no single passage shows it.")
    leave(reviewer, "Save and go to")


def leave(reviewer: Visitor, button: str) -> None:
    """Press a button of the form, which keeps what is typed before the page goes."""
    form = reviewer.page.get_by_role("region", name="Form")
    with reviewer.page.expect_navigation():
        form.get_by_role("button", name=button).first.click()
    reviewer.look()
