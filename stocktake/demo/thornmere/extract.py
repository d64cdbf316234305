"""One season's extract whole: the frame, the stories, the notes, the tables."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from stocktake.demo.thornmere.binding import Bound
from stocktake.demo.thornmere.mess import messed, with_wrong_name
from stocktake.demo.thornmere.notes import Note, note_of
from stocktake.demo.thornmere.odd import odd_notes
from stocktake.demo.thornmere.rhythm import Happening, happenings
from stocktake.demo.thornmere.seasons import Season
from stocktake.demo.thornmere.story import Story, story_of
from stocktake.demo.thornmere.telling import Ledger


@dataclass(frozen=True)
class Case:
    """One child with everything that happened and was written."""

    story: Story
    happenings: tuple[Happening, ...]


@dataclass(frozen=True)
class Extract:
    """What Thornmere's recording system would give on the season's day."""

    season: Season
    cases: tuple[Case, ...]
    notes: tuple[Note, ...]
    previous: tuple[tuple[str, str, str, str], ...] = ()  # child, day, round, depth


def extract(
    season: Season, children: Sequence[Bound], previous: Sequence[tuple[str, str, str, str]] = ()
) -> Extract:
    """Tell every story of the season. The same bytes each time."""
    cases = []
    for child in children:
        story = story_of(child, season)
        cases.append(Case(story, happenings(story)))
    return Extract(season, tuple(cases), _notes(season, cases), tuple(previous))


def _notes(season: Season, cases: Sequence[Case]) -> tuple[Note, ...]:
    ledger = Ledger()
    found: list[Note] = []
    for case in cases:
        own = _told(case, ledger)
        if case.story.archetype.odd and case.story.planted_here:
            own += odd_notes(case.story, own)
        found += own
    planted = frozenset(c.story.child.child_id for c in cases if c.story.planted_here)
    found = messed(found, planted, season)
    found = _one_wrong_name(found, cases)
    found.sort(
        key=lambda n: (n.child_id, n.happened_at, n.recorded_at, n.note_type, n.title, n.body)
    )
    start = 1_000_000 if season.key == "april" else 2_000_000
    return tuple(replace(n, note_id=f"N{start + i * 3}") for i, n in enumerate(found))


def _told(case: Case, ledger: Ledger) -> list[Note]:
    found: list[Note] = []
    visit: Note | None = None
    for happening in case.happenings:
        if not happening.noted:
            continue
        note = note_of(case.story, happening, ledger, visit)
        found.append(note)
        visit = note if happening.kind == "visit" else visit
    return found


def _one_wrong_name(notes: list[Note], cases: Sequence[Case]) -> list[Note]:
    """One visit in the season calls the child by the name of another child of the same worker."""
    names = {c.story.child.child_id: c.story for c in cases}
    for index, note in enumerate(notes):
        story = names[note.child_id]
        if story.archetype.is_planted or note.kind != "visit" or note.labels or not story.sampled:
            continue
        other = next(
            (
                s
                for s in names.values()
                if s.child.worker == story.child.worker and s.first != story.first
            ),
            None,
        )
        if other is not None and story.first in note.body:
            return [
                *notes[:index],
                with_wrong_name(note, story.first, other.first),
                *notes[index + 1 :],
            ]
    return notes
