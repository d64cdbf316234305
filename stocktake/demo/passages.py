"""Which passages of a record a fair reviewer would quote for each item of the form."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from stocktake.demo.practice.saying import stream_for
from stocktake.demo.thornmere.extract import Extract
from stocktake.demo.thornmere.notes import Note
from stocktake.demo.thornmere.story import Story

_SENTENCE = re.compile(r"[^\n.?!]+[.?!]+[”\"]?")
MEETINGS = ("meeting", "core", "conference", "review", "strategy", "marac", "pep")
VISITS = ("visit", "virtual", "direct")
# For each item (and the signs of an urgent concern): kinds of note to look in, and what a telling
# sentence has in it.
LOOK: dict[str, tuple[tuple[str, ...], str]] = {
    "contacts": (("call", "email", "summary", *VISITS), r"rang|asked|referr|reason|step"),
    "relationships": (VISITS, r"told me|asked|laugh|joke|trust|wants|showed"),
    "partnership": ((*MEETINGS, "email", "call"), r"agreed|offer|reported|school|will|plan"),
    "safety": (("oversight", "conference", "core", "supervision", "missing"), r"ecision|hreshold|risk|safe|reason|missing"),
    "curiosity": (("visit", "call", "email", "missing", "oversight"), r"phone|missing|older|lift|money|cash|coat|group|friend|night|app"),
    "signs": (("call", "email", "missing", "oversight", "visit"), r"owes|gives the lifts|second phone|issing episode|twenties|older"),
    "lived-experience": ((*VISITS, "core", "family_time"), r"[“\"]|bed|sleep|morning|weekend"),
    "education-plans": (("pep", "review", "email"), r"arget|attendance|school|tuition|plan"),
    "visits": (("visit", "unsuccessful"), r"visit|seen|alone|arrived|met|called"),
    "direct-work": ((*VISITS,), r"cards|drew|house|scale|video|walk|game|draw|calendar"),
    "systemic": (("supervision", "visit", "assessment"), r"ypothes|wonder|family|pattern|explan|history|why"),
    "supervision": (("supervision",), r"."),
    "placements": (("visit", "other", "call", "review"), r"home|room|staff|house|place|visit"),
    "regulation-44": (("other", "email", "review"), r"eport|visitor"),
    "looked-after": (("review", "visit", "family_time", "health"), r"perman|home|brother|sister|contact|family|for good|wants"),
    "care-leavers": (("review", "visit", "virtual", "text"), r"plan|flat|work|college|job|letter|call"),
    "creative": (("visit", "virtual", "text", "review"), r"lake|video|cook|bench|brought|prize|walk"),
    "practitioners": (("supervision",), r"feel|tired|caseload|hopeful|stuck"),
}  # fmt: skip


@dataclass(frozen=True)
class Passage:
    """A sentence of a note, and where it stands."""

    note_id: str
    start: int
    end: int
    exact: str


class Records:
    """The notes of one extract by child, as the reviewers will meet them on the desk."""

    def __init__(self, extract: Extract) -> None:
        self.stories = {c.story.child.child_id: c.story for c in extract.cases}
        self._notes: dict[str, list[Note]] = {}
        for note in extract.notes:
            self._notes.setdefault(note.child_id, []).append(note)

    def story(self, child_id: str) -> Story:
        return self.stories[child_id]

    def note_ids(self, child_id: str) -> list[str]:
        return [n.note_id for n in self._notes[child_id]]

    def note(self, child_id: str, title: str) -> Note:
        """The note with this title. Raises StopIteration when there is none."""
        return next(n for n in self._notes[child_id] if n.title == title)

    def passages(self, child_id: str, item: str, wanted: int) -> list[Passage]:
        """Up to `wanted` telling sentences for an item, from different notes where possible."""
        kinds, pattern = LOOK.get(item, (VISITS, r"."))
        telling = re.compile(pattern)
        notes = [n for n in self._notes[child_id] if n.kind in kinds and not _spoiled(n)]
        rng = stream_for("passages", child_id, item)
        rng.shuffle(notes)
        planted = [n for n in notes if _from_story(self.story(child_id), n)]
        found: list[Passage] = []
        for note in (*planted, *(n for n in notes if n not in planted)):
            if len(found) >= wanted:
                break
            fitting = [p for p in _sentences(note) if telling.search(p.exact)]
            if fitting:
                found.append(rng.choice(fitting[:4]))
        return found


def _sentences(note: Note) -> Iterator[Passage]:
    for match in _SENTENCE.finditer(note.body):
        text = match.group()
        start = match.start() + len(text) - len(text.lstrip(" -\t"))
        exact = note.body[start : match.end()]
        if 5 <= len(exact.split()) <= 38 and "\n" not in exact:
            yield Passage(note.note_id, start, match.end(), exact)


def _spoiled(note: Note) -> bool:
    return bool(set(note.labels) & {"duplicate_save", "blank", "attachment_only", "odd", "nbsp"})


def _from_story(story: Story, note: Note) -> bool:
    """Whether the note tells one of the planted facts of the story."""
    if not story.planted_here:
        return False
    titles = {f.title for f in story.archetype.facts if f.title}
    return note.title in titles
