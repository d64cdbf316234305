"""The desk of the autosave tests: one review on a small home, each test at a theme of its own."""

import re
from types import SimpleNamespace
from typing import Any, cast

from playwright.sync_api import Locator, Page, Request, Route, expect

from tests.browser.house import House
from tests.browser.visitor import Visitor
from tests.saving.clients import Served

SAVE = re.compile(r"/save/$")


class Desk:
    """Owen at the desk of his one review, each test at a theme of its own."""

    def __init__(self, saving: Served, owen: Visitor) -> None:
        self.saving, self.owen, self.page = saving, owen, owen.page
        self.address = f"http://127.0.0.1:{saving.facts['port']}"
        self.signed_in()

    def signed_in(self) -> None:
        session = {"name": "sessionid", "value": self.saving.facts["session"], "url": self.address}
        self.owen.context.add_cookies([cast(Any, session)])

    def signed_out(self) -> None:
        self.owen.context.clear_cookies(name="sessionid")

    def at(self, theme: str, page: Page | None = None) -> Locator:
        """Open a theme; its first field."""
        page = page or self.page
        page.goto(f"{self.address}/reviews/{self.saving.facts['review']}/desk/?item={theme}")
        return page.get_by_label("What is working")

    def problem(self) -> Locator:
        return self.page.locator("[data-not-saved]")

    def says(self, words: str) -> None:
        expect(self.problem()).to_contain_text(words, timeout=15_000)

    def is_saved(self, page: Page | None = None) -> None:
        saved = (page or self.page).get_by_role("status").filter(has_text="Saved at")
        saved.wait_for(timeout=20_000)
        expect(self.problem()).to_be_hidden()

    def kept(self, theme: str) -> list[str]:
        """Every version of this theme's first field, oldest first."""
        rows = self.saving.tell("dump")["rows"]
        return [r["fields"].get("working", "") for r in rows if r["item"] == theme]

    def keeps(self, theme: str, text: str) -> bool:
        """Whether the newest that is kept becomes this, however slow the machine."""
        for _ in range(60):
            if self.kept(theme)[-1:] == [text]:
                return True
            self.page.wait_for_timeout(250)
        return False

    def with_script(self, name: str, *changes: tuple[str, str]) -> None:
        """The page's script with something taken out of it."""

        def changed(route: Route) -> None:
            answer = route.fetch()
            text = answer.text()
            for old, new in changes:
                assert old in text, f"{name} no longer says {old}"
                text = text.replace(old, new)
            route.fulfill(response=answer, body=text)

        self.page.route(re.compile(rf"/{name}(\?|$)"), changed)

    def sent_again(self, first: Request, **fields: str) -> int:
        """Send a save of before once more, with other fields; the answer's status."""
        body = first.post_data or ""
        for field, value in fields.items():
            body = re.sub(rf'(name="{field}"\r\n\r\n)[^\r]*', rf"\g<1>{value}", body)
        answer = self.owen.context.request.post(
            first.url, data=body, headers=first.all_headers(), max_redirects=0
        )
        return answer.status


def house_of(saving: Served) -> House:
    """What a visitor needs of a house: its address, and which pages were looked at."""
    address = f"http://127.0.0.1:{saving.facts['port']}"
    return cast(House, SimpleNamespace(address=address, checked=set()))
