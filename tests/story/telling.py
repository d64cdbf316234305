"""Telling a story: each step says what happens, does it, and keeps the entries it left."""

from collections.abc import Callable
from dataclasses import dataclass, field

from stocktake.people import queries as people
from stocktake.record import queries as record

HEAD = """# The tour: one case from the extract to the committee

Generated from `tests/story/test_story_one_case.py`, which runs every step of it; change the test, then `UPDATE_DOCS=1 .venv/bin/pytest tests/story`. Everyone is invented. The names of entries are those of the record (`stocktake record export`).
"""


@dataclass
class Tour:
    """The pages of the tour, filled as the story is told."""

    lines: list[str] = field(default_factory=lambda: [HEAD])
    seen: int = 0

    def chapter(self, title: str) -> None:
        self.lines.append(f"\n## {title}\n")

    def step(self, words: str, act: Callable[[], object] | None = None) -> object:
        """Say it, do it, and list the entries it left, each kind once with its number of times."""
        done = act() if act else None
        self.lines.append(f"{words}{self._entries()}\n")
        return done

    def refused(self, words: str, sentence: str) -> None:
        """Something that a rule refused, in the rule's own words."""
        self.lines.append(f"{words}\n\n> {sentence}\n")

    def text(self) -> str:
        return "\n".join(self.lines)

    def _entries(self) -> str:
        new = [e for e in reversed(record.latest(500)) if e.number > self.seen]
        if not new:
            return ""
        self.seen = new[-1].number
        counts: dict[str, int] = {}
        for entry in new:
            counts[entry.act] = counts.get(entry.act, 0) + 1
        said = ", ".join(f"`{act}`" + (f" × {n}" if n > 1 else "") for act, n in counts.items())
        who = sorted({people.card(e.person).name for e in new})
        return f"\n\n*In the record, by {' and '.join(who)}: {said}.*"
