"""One person at a keyboard: Tab, arrows, Space, Enter and typing, and nothing else.

At every stop the focus must be seen: drawn on the thing itself or on its label, inside the window
and not beneath anything else.
"""

from typing import Any

from playwright.sync_api import Page

FOCUS = """() => {
  const it = document.activeElement
  if (!it || it === document.body || it === document.documentElement) return null
  const label = it.labels?.[0]
  const group = it.closest('fieldset')?.querySelector('legend')?.innerText.trim() || it.closest('[role=group]')?.getAttribute('aria-label') || ''
  const legend = it.closest('fieldset')?.getAttribute('aria-label') || group
  const words = it.getAttribute('aria-label') || label?.innerText || it.innerText || it.title || it.id || it.tagName
  const drawn = style => (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== 'none'
  const faces = [getComputedStyle(it)]
  if (label) faces.push(getComputedStyle(label), getComputedStyle(label, '::before'))
  const box = (label && ['radio', 'checkbox'].includes(it.type) ? label : it).getClientRects()[0]
  const shown = box && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth
  const x = Math.min(Math.max(box?.left + 4, 1), innerWidth - 1)
  const y = Math.min(Math.max((Math.max(box?.top, 0) + Math.min(box?.bottom, innerHeight)) / 2, 1), innerHeight - 1)
  const top = shown ? document.elementFromPoint(x, y) : null
  const clear = top && (it.contains(top) || top.contains(it) || label?.contains(top) || top.contains(label))
  return { tag: it.tagName, type: it.type || '', id: it.id, legend, words: words.trim().replace(/\\s+/g, ' '),
    drawn: faces.some(drawn), shown: Boolean(shown), clear: Boolean(clear), checked: it.checked === true }
}"""


class Keys:
    """The keyboard of one page. `stops` counts every Tab that was pressed."""

    def __init__(self, page: Page) -> None:
        self.page, self.stops = page, 0

    def focus(self) -> dict[str, Any]:
        """Where the focus is; it is always somewhere, and seen."""
        found: dict[str, Any] | None = self.page.evaluate(FOCUS)
        assert found is not None, f"the focus is nowhere on {self.page.url}"
        for what in ("drawn", "shown", "clear"):
            assert found[what], f"the focus is not {what} on {self.page.url}: {found}"
        return found

    def tab(self, *, back: bool = False) -> dict[str, Any]:
        self.page.keyboard.press("Shift+Tab" if back else "Tab")
        self.stops += 1
        return self.focus()

    def to(
        self, words: str, *, legend: str = "", back: bool = False, most: int = 45
    ) -> dict[str, Any]:
        """Tab until the focus is on the thing of these words."""
        passed = []
        for _ in range(most):
            found = self.tab(back=back)
            passed.append(found["words"][:40])
            if found["words"].startswith(words) and legend in found["legend"]:
                return found
        raise AssertionError(f"“{words}” is not within {most} stops on {self.page.url}: {passed}")

    def press(self, words: str, *, most: int = 45) -> None:
        """Tab to a button or link that leads to another page, and press it."""
        self.to(words, most=most)
        self.go()

    def go(self) -> None:
        """Press what has the focus; another page comes."""
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")
        self.page.wait_for_load_state()

    def skip(self, words: str) -> None:
        """Follow a skip link; the focus is at its target."""
        self.to(words)
        self.page.keyboard.press("Enter")
        self.focus()

    def write(self, words: str, text: str) -> None:
        """Tab to a field and type into it, over what stands there."""
        self.to(words)
        self.page.keyboard.press("Control+a")
        self.page.keyboard.insert_text(text)
        self.focus()

    def choose(self, legend: str, answer: str) -> None:
        """Tab to a group of radios and go to this answer by the arrows."""
        found = self.to("", legend=legend)
        self.page.keyboard.press("Space")
        for _ in range(8):
            if found["words"].startswith(answer):
                assert self.focus()["checked"], f"{answer} is not chosen"
                return
            self.page.keyboard.press("ArrowDown")
            found = self.focus()
        raise AssertionError(f"{legend} does not offer {answer}")

    def pick(self, words: str, option: str) -> None:
        """Tab to a list and type the beginning of an option."""
        self.to(words)
        self.page.keyboard.type(option)

    def tick(self, words: str, *, legend: str = "") -> None:
        self.to(words, legend=legend)
        self.page.keyboard.press("Space")
        assert self.focus()["checked"], f"{words} is not ticked"
