"""One person at one browser, whose every page is looked at: axe, console, hosts, width."""

import os
import re
import time
from contextlib import suppress
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import (
    BrowserContext,
    ConsoleMessage,
    Download,
    Error,
    Locator,
    Page,
    Response,
    TimeoutError,
)

from tests.browser.house import House

PATIENCE = 1000 * int(os.environ.get("WALK_PATIENCE", "60"))
# A form that is sent or a link that is followed says so, for its page comes a moment after the click.
# A form that saves by itself holds its first sending back until the save is in.
LEAVING = """
  const away = event => {
    const form = event.target.closest('form'), link = event.target.closest('a[href]')
    if (event.type === 'submit') window.leaving = !event.defaultPrevented || form.matches('[data-autosave]')
    else if (link && !event.defaultPrevented && !link.target && !link.download)
      window.leaving = link.href.split('#')[0] !== location.href.split('#')[0]
  }
  for (const kind of ['submit', 'click']) window.addEventListener(kind, away)
"""
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


class Visitor:
    """One person at one browser; `scripts` off also means no axe, which is a script."""

    def __init__(self, house: House, context: BrowserContext, *, scripts: bool = True) -> None:
        self.house, self.context, self.scripts = house, context, scripts
        self.faults: list[str] = []
        context.add_init_script(LEAVING)
        self.page = self.tab()

    def tab(self) -> Page:
        """One more tab of the same browser, watched as the first."""
        page = self.context.new_page()
        page.on("console", lambda said: self._console(page, said))
        page.on("pageerror", lambda error: self.faults.append(f"{page.url}: {error}"))
        page.on("request", lambda request: self._request(request.url))
        return page

    def sign_in(self, name: str) -> None:
        """By the button that the demonstration's sign-in page has for this person."""
        self.page.goto(self.house.address + "/account/login/")
        self.page.get_by_role("button", name=f"Sign in as {name}").click()
        self.look()

    def go(self, path: str) -> Page:
        self.page.goto(path if path.startswith("http") else self.house.address + path)
        self.look()
        return self.page

    def status(self, path: str) -> int:
        """The answer's status at an address, its page looked at like any other."""
        answer: Response | None = self.page.goto(self.house.address + path)
        self.look()
        assert answer is not None
        return answer.status

    def press(self, name: str, *, within: Locator | None = None) -> Page:
        """Press the button of this name, or the link that looks like one; look at where it leads."""
        place = within or self.page
        button = place.get_by_role("button", name=name, exact=True)
        link = place.get_by_role("link", name=name, exact=True)
        self._found(button.or_(link).first)
        self.click(button.first if button.count() else link.first)
        return self.page

    def follow(self, name: str, *, within: Locator | None = None) -> Page:
        """Follow the link of this name and look at where it leads."""
        self.click((within or self.page).get_by_role("link", name=name, exact=True).first)
        return self.page

    def fill(self, label: str, text: str, *, within: Locator | None = None) -> None:
        target = (within or self.page).get_by_label(label, exact=True).first
        self._found(target).fill(text)

    def select(self, label: str, words: str, *, within: Locator | None = None) -> None:
        """The option that says these words, of the list under this label."""
        target = self._found((within or self.page).get_by_label(label, exact=True).first)
        offered = [text.strip() for text in target.get_by_role("option").all_inner_texts()]
        named = [text for text in offered if text == words or words in text]
        assert named, f"{label} offers {offered}, not {words}"
        target.select_option(label=words if words in named else named[0])

    def choose(self, question: str, answer: str, *, within: Locator | None = None) -> None:
        """The radio of this answer, in the group of this question."""
        group = (within or self.page).get_by_role("group", name=question).first
        self._found(group.get_by_role("radio", name=answer, exact=True)).check()

    def download(self, name: str, to: Path) -> Path:
        """Follow a link that is a file; where it was put."""
        with self.page.expect_download() as waiting:
            link = self.page.get_by_role("link", name=name, exact=True)
            link.or_(self.page.get_by_role("button", name=name, exact=True)).first.click()
        found: Download = waiting.value
        file = to / found.suggested_filename
        found.save_as(file)
        return file

    def row(self, words: str) -> Locator:
        """The row of a table that says this."""
        return self.page.get_by_role("row").filter(has_text=words).first

    def needs(self) -> Locator:
        """The lines of "Needs you" on a home."""
        return self.page.get_by_role("region", name="Needs you").get_by_role("listitem")

    def answer_need(self, words: str) -> None:
        """Press the button of the line that says these words."""
        self.click(self.needs().filter(has_text=words).first.get_by_role("button").first)

    def card(self, title: str) -> Locator:
        """The card under this heading."""
        heading = self.page.get_by_role("heading", name=title)
        return self.page.locator(".st-card").filter(has=heading).first

    @property
    def text(self) -> str:
        """What the page's main part says."""
        return self.page.get_by_role("main").inner_text()

    @property
    def whole(self) -> str:
        """What the whole page says, its bars included."""
        return self.page.locator("body").inner_text()

    def look(self) -> None:
        """axe, console and hosts; a page of the same title and address in one state once."""
        self._arrive()
        while self._left_while_looking():
            pass
        assert self.faults == [], self.faults

    def _arrive(self) -> None:
        """Wait while the page is about to give way to the one that a click asked for."""
        until = time.monotonic() + PATIENCE / 1000
        while time.monotonic() < until:
            with suppress(Error):  # it gave way just now
                if not self.page.evaluate("() => window.leaving === true"):
                    return
            self.page.wait_for_timeout(20)
        pytest.fail(f"{self.page.url} was left and no page came: {self.faults}")

    def _left_while_looking(self) -> bool:
        """Look once; true where a click's page came only then, so that there is one more to see."""
        try:
            self.page.wait_for_load_state()
            key = f"{re.sub('[0-9]+', '0', self.page.url.split('?')[0])} {self.page.title()}"
            if self.scripts and key not in self.house.checked:
                self.axe()
                self.house.checked.add(key)
        except Error as gone:
            if "context was destroyed" in str(gone):
                return True
            raise
        return False

    def fits(self) -> None:
        """Nothing but a table in its own scroller is wider than the window."""
        wide = self.page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        assert wide <= 0, f"{self.page.url} is {wide} pixels too wide"

    def click(self, target: Locator) -> None:
        """Click a thing and look at where it leads; without scripts every click leads somewhere."""
        self._found(target)
        if self.scripts:
            target.click()
        else:
            with self.page.expect_navigation():
                target.click()
        self.look()

    def _found(self, target: Locator) -> Locator:
        """The thing, once it is there; else the test says what the page says instead."""
        with suppress(TimeoutError):
            target.wait_for(state="attached", timeout=PATIENCE)
            return target
        pytest.fail(f"{target} is not on {self.page.url}, which says:\n{self.text}")

    def axe(self) -> None:
        only = {"runOnly": {"type": "tag", "values": WCAG}, "resultTypes": ["violations"]}
        found = Axe().run(self.page, options=only)
        said = [
            f"{v['id']}: {v['help']} {v['nodes'][0]['html'][:160]}"
            for v in found.response["violations"]
        ]
        assert said == [], f"axe on {self.page.url}: {said}"

    def _console(self, page: Page, message: ConsoleMessage) -> None:
        expected = "the server responded with a status of 4" in message.text
        if message.type == "error" and not expected:
            self.faults.append(f"console on {page.url}: {message.text}")

    def _request(self, url: str) -> None:
        if not url.startswith((self.house.address, "data:", "about:", "blob:")):
            self.faults.append(f"a request left the host: {url}")
