"""What somebody who means ill puts into addresses and forms, and the fields that a page offers them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from itertools import cycle, islice
from urllib.parse import parse_qsl, urlsplit

NASTY = (
    "²",
    "9" * 30,
    "0001-01-01",
    "31 December 9999",
    "\u202e<script>alert(1)</script>",
    "x" * 21_000,
    "a\0b\x0b",
    "../../home.json",
    "",
    "-1",
    "1e400",
    "note:",
    "=cmd|' /C calc'!A0",
    "a\r\nBcc: everybody@example.org",
)
IN_PATHS = tuple(value[:300] for value in NASTY if value)


@dataclass
class Form:
    """A form as a page holds it: where it goes, and what it sends when nothing is changed."""

    method: str
    action: str
    fields: dict[str, str] = field(default_factory=dict)

    def spoilt(self, start: int) -> dict[str, str]:
        """Every field with another nasty value, the first being the one of this number."""
        values = islice(cycle(NASTY), start % len(NASTY), None)
        return dict(zip(self.fields, values, strict=False))

    def each_spoilt(self) -> Iterator[dict[str, str]]:
        """One field at a time, with each value; the others stay as they are, filled where empty."""
        rest = {name: value or "Some words of mine." for name, value in self.fields.items()}
        for name in self.fields:
            yield from ({**rest, name: value} for value in NASTY)


class Offered(HTMLParser):
    """The forms of a page, and the names in the queries of its links to itself."""

    def __init__(self, page: bytes, address: str) -> None:
        super().__init__()
        self.address, self.forms, self.queries = address, list[Form](), dict[str, str]()
        self.feed(page.decode(errors="replace"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if tag == "form":
            action = said.get("action") or self.address
            self.forms.append(Form(said.get("method", "get").lower(), action))
        elif tag == "a":
            self._link(said.get("href", ""))
        elif self.forms and tag in ("input", "textarea", "select", "button"):
            self._offer(said)
        elif self.forms and tag == "option" and self.forms[-1].fields:
            last = next(reversed(self.forms[-1].fields))
            self.forms[-1].fields[last] = self.forms[-1].fields[last] or said.get("value", "")

    def _offer(self, said: Mapping[str, str]) -> None:
        name = said.get("name", "")
        if name and name != "csrfmiddlewaretoken" and said.get("type") != "file":
            self.forms[-1].fields.setdefault(name, said.get("value", ""))

    def _link(self, href: str) -> None:
        there = urlsplit(href)
        if there.path in ("", urlsplit(self.address).path):
            self.queries |= dict(parse_qsl(there.query))
