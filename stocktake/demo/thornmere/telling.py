"""Choosing sentences so that no two notes sound alike: a ledger of long runs and of openings.

A run of twelve words may stand in at most three notes of an extract, and few notes open alike
(synthetic-narrative 6). What cannot be said afresh after some tries is left out.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from random import Random

from stocktake.demo.thornmere.grammar import frames, sentence
from stocktake.demo.thornmere.story import Story
from stocktake.demo.thornmere.town import Worker
from stocktake.demo.thornmere.voices import in_tone

RUN = 12
OFTEN = 3
OPENING = 6
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")

# What a section is told with: frames of the grammar, and a thread's lines for this role.
SOURCES: Mapping[str, tuple[str, str]] = {
    "arrival": ("arrival", ""),
    "seen": ("seen", "seen"),
    "words": ("words", "child"),
    "carer": ("carer_view", "carer"),
    "partner": ("", "partner"),
    "analysis": ("analysis", "worry"),
    "next": ("next", "act"),
    "call": ("call_body", "partner"),
    "call_carer": ("call_body", "carer"),
    "email": ("email_body", "partner"),
    "progress": ("meet_progress", "partner"),
    "decide": ("meet_decide", "act"),
    "since": ("sup_since", ""),
    "worry": ("sup_worry", "worry"),
    "sup_decide": ("sup_decide", "act"),
}


def words_of(text: str) -> list[str]:
    return [w.lower() for w in _WORD.findall(text)]


class Ledger:
    """What has been said in one extract so far."""

    def __init__(self) -> None:
        self._runs: Counter[str] = Counter()
        self._openings: set[str] = set()

    def is_fresh(self, said: Sequence[str], more: Sequence[str]) -> bool:
        """Whether these words may follow those in one more note."""
        return all(self._runs[run] < OFTEN for run in _runs([*said[-(RUN - 1) :], *more]))

    def opens_afresh(self, words: Sequence[str]) -> bool:
        return " ".join(words[:OPENING]) not in self._openings

    def keep(self, words: Sequence[str]) -> None:
        """Remember a finished note; a run counts once for each note."""
        self._runs.update(set(_runs(words)))
        self._openings.add(" ".join(words[:OPENING]))


class Teller:
    """Tells one note: never the same frame twice in it, nothing stale from other notes."""

    def __init__(
        self,
        story: Story,
        ledger: Ledger,
        rng: Random,
        slots: Mapping[str, str],
        author: Worker | None = None,
    ) -> None:
        self.story, self.rng, self.slots = story, rng, slots
        self._author = author or story.worker
        self._ledger = ledger
        self._used: set[str] = set()
        self._said: list[str] = []
        self._opened = False
        self._pending: list[str] = []
        self._lines: dict[str, tuple[str, ...]] = {}
        grown = story.age >= 17 or story.child.stratum == "CL"
        self._fit = "_older" if grown else "_little" if story.age < 4 else ""

    def say(self, section: str) -> str:
        """One sentence of the section, or "" when there is nothing fresh left to say."""
        for _ in range(7):
            template = self._template(section)
            if template in self._used:
                continue
            text = in_tone(sentence(template, self.slots, self.rng), self._author)
            if self._accept(text):
                self._used.add(template)
                return text
        return ""

    def tell(self, text: str) -> str:
        """A fact of the story; a planted one stands always, another's gives way when it is stale."""
        for _ in range(9):
            said = sentence(text, self.slots, self.rng)
            words = words_of(said)
            if self.story.planted_here or self._ledger.is_fresh(self._said, words):
                self._said += words
                self._opened = True
                return said
        return ""

    def tell_briefly(self) -> str:
        """A line for a note that would otherwise be empty."""
        return sentence(self.rng.choice(frames()["brief"]), self.slots, self.rng)

    @contextmanager
    def under(self, heading: str) -> Iterator[None]:
        """What is said here stands under a heading; without a word it is not written."""
        self._pending = words_of(heading)
        yield
        self._pending = []

    def _accept(self, text: str) -> bool:
        words = self._pending + words_of(text)
        if not self._ledger.is_fresh(self._said, words):
            return False
        if not self._opened and not self._ledger.opens_afresh(self._said + words):
            return False
        self._said += words
        self._pending = []
        self._opened = True
        return True

    def _template(self, section: str) -> str:
        frame, role = SOURCES.get(section, (section, ""))
        frame = self._for_age(frame)
        if role not in self._lines:
            self._lines[role] = self.story.thread_lines(role) if role else ()
        own = self._lines[role]
        banked = frames().get(frame, ())
        if own and (not banked or self.rng.random() < 0.45):
            return self.rng.choice(own)
        return self.rng.choice(banked)

    def _for_age(self, frame: str) -> str:
        """The frame's variant for older young people or the very small, where there is one."""
        fitting = frame + self._fit
        return fitting if fitting in frames() else frame


def _runs(words: Sequence[str]) -> list[str]:
    return [" ".join(words[i : i + RUN]) for i in range(len(words) - RUN + 1)]
