"""Selecting words in a note gives the server's own positions, whatever the note is written in.

The script stands alone in a page served from this file; what it says is compared with the rule.
"""

import random
from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route

from stocktake.evidence.domain.anchors import anchor, paragraphs

pytestmark = pytest.mark.browser
SCRIPTS = Path(__file__).resolve().parents[2] / "stocktake" / "evidence" / "static" / "evidence"
NOTES = {
    "emoji": "Rowan 🙂 was on the sofa 👨‍👩‍👦 all day.\n\nHe said “sleeps better at Nan’s”.",
    "Arabic": "قالت الأم إنها متعبة.\n\nسنزور المدرسة غدا.",
    "Welsh and Polish": "Mae hi’n hapus iawn.\nChłopiec śpi źle w nocy.\n\n\nDruga wizyta.",
    "markup": "<script>alert('x')</script> & more\n\n  <b>bold</b>  ",
}
SELECT = """([from, to]) => {
  const put = (range, end, place) => {
    for (const p of document.querySelectorAll('p[data-start]')) {
      const start = Number(p.dataset.start), points = [...p.textContent]
      if (place < start || place > start + points.length) continue
      const walker = document.createTreeWalker(p, NodeFilter.SHOW_TEXT)
      let left = points.slice(0, place - start).join('').length
      while (walker.nextNode()) {
        if (left <= walker.currentNode.length) { range[end](walker.currentNode, left); return }
        left -= walker.currentNode.length
      }
    }
  }
  const range = document.createRange()
  put(range, 'setStart', from)
  put(range, 'setEnd', to)
  const selection = document.getSelection()
  selection.removeAllRanges()
  selection.addRange(range)
  const found = window.passageOf(selection, document.querySelector('[data-note-body]'))
  return found && { start: found.start, end: found.end, exact: found.exact }
}"""


def html(body: str) -> str:
    """The note as the reader draws it, with a quote marked in each paragraph."""
    lines = []
    for one in paragraphs(body):
        half = len(one.text) // 2
        said = f"{escape(one.text[:half])}<mark>{escape(one.text[half:])}</mark>"
        lines.append(f'<li><span>{one.number}</span><p data-start="{one.start}">{said}</p></li>')
    script = "import { passageOf } from './passage.js'; window.passageOf = passageOf"
    return f'<meta charset="utf-8"><ol data-note-body>{"".join(lines)}</ol><script type="module">{script}</script>'


@pytest.fixture(params=NOTES, ids=str)
def note(request: pytest.FixtureRequest, chromium: Browser) -> Iterator[tuple[Page, str]]:
    body, page = NOTES[request.param], chromium.new_page()

    def serve(route: Route) -> None:
        name = route.request.url.rsplit("/", 1)[1]
        if name.endswith(".js"):
            route.fulfill(body=(SCRIPTS / name).read_text(), content_type="text/javascript")
        else:
            route.fulfill(body=html(body), content_type="text/html")

    page.route("**/*", serve)
    page.goto("http://desk.test/note")
    page.wait_for_function("Boolean(window.passageOf)", timeout=5000)
    yield page, body
    page.close()


def places(body: str) -> list[int]:
    """Every position that lies in a paragraph."""
    return [i for p in paragraphs(body) for i in range(p.start, p.end + 1)]


def test_a_selection_is_the_passage_of_the_same_positions(note: tuple[Page, str]) -> None:
    page, body = note
    dice = random.Random(7)
    for _ in range(25):
        start, end = sorted(dice.sample(places(body), 2))
        found: dict[str, Any] | None = page.evaluate(SELECT, [start, end])
        wanted = anchor(body, start, end)
        if wanted is None or found is None:
            assert not body[start:end].strip()
            continue
        assert (found["start"], found["end"]) == (start, end)
        assert found["exact"].split() == wanted.exact.split()
