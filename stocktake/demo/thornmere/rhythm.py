"""When things happen: visits, supervision and meetings at the intervals of each stratum.

Anchors: child in need visits within 20 working days, child protection about every ten working
days, looked-after visits within six weeks, care leavers within eight, supervision monthly.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from stocktake.core.periods import add_working_days
from stocktake.demo.thornmere.chance import stream
from stocktake.demo.thornmere.library import Fact
from stocktake.demo.thornmere.seasons import working_day_on_or_before
from stocktake.demo.thornmere.story import Story


@dataclass(frozen=True, kw_only=True)
class Happening:
    """One thing that happened on a day; it becomes a note, a row of an event table, or both."""

    kind: str
    day: date
    fact: Fact | None = None
    noted: bool = True
    number: int = 0


@dataclass(frozen=True)
class Pace:
    """For one stratum: days between visits, and how many of each other thing in six months."""

    visit: tuple[int, int]
    supervision: tuple[int, int]
    contacts: tuple[int, int]
    oversight: tuple[int, int]
    meetings: tuple[tuple[str, int, int], ...]  # kind, fewest, most
    notes: tuple[int, int]


PACE = {
    "EH": Pace((18, 24), (30, 40), (12, 24), (1, 2), (("meeting", 2, 3), ("summary", 1, 1)), (25, 45)),
    "CIN": Pace((15, 19), (28, 32), (22, 38), (2, 3), (("meeting", 2, 3), ("assessment", 1, 1)), (40, 70)),
    "CP": Pace((9, 11), (22, 27), (38, 66), (4, 6),
               (("core", 5, 6), ("conference", 1, 1), ("summary", 1, 1)), (70, 130)),
    "CLA": Pace((30, 41), (29, 34), (38, 58), (3, 4),
                (("review", 1, 1), ("pep", 1, 2), ("health", 1, 1), ("family_time", 6, 9)), (60, 110)),
    "CL": Pace((38, 52), (32, 40), (17, 36), (1, 2), (("review", 1, 1), ("other", 1, 2)), (25, 60)),
}  # fmt: skip
WORKING_DAYS = {"CIN", "CP"}  # their visit intervals are counted in working days
REPLACES = {"visit", "meeting", "core", "conference", "review", "pep", "health", "supervision"}


def happenings(story: Story) -> tuple[Happening, ...]:
    """Everything that happened in the season, in order of days."""
    rng = stream("rhythm", story.child.child_id, story.season.key)
    pace = PACE[story.child.stratum]
    found = [
        *_visits(story, pace, rng),
        *_supervisions(story, pace, rng),
        *_spread(story, pace, rng),
    ]
    for fact in _facts(story):
        found = _with_fact(found, fact, story, rng)
    found = [h for h in found if _start(story) <= h.day <= story.season.as_of]
    found.sort(key=lambda h: (h.day, h.kind, h.number))
    return tuple(_thinned(found, story, rng))


def _start(story: Story) -> date:
    return max(story.season.window.start, story.child.opened)


def _visits(story: Story, pace: Pace, rng: Random) -> Iterator[Happening]:
    total = story.style("visits")
    if total and story.planted_here:
        gap = story.season.days // total
        days = [story.season.day(gap // 2 + gap * i + rng.randint(-4, 4)) for i in range(total)]
    else:
        days = list(_paced(story, pace.visit, rng))
    for number, day in enumerate(days):
        yield Happening(kind="visit", day=working_day_on_or_before(day), number=number)
        if rng.random() < 0.12:
            tried = working_day_on_or_before(day - timedelta(days=rng.randint(1, 3)))
            yield Happening(kind="unsuccessful", day=tried, number=number)
    for number in range(story.style("virtual", 0) if story.planted_here else _online(story, rng)):
        yield Happening(kind="virtual", day=_any_day(story, rng), number=number)


def _online(story: Story, rng: Random) -> int:
    return rng.randint(1, 4) if story.child.stratum == "CL" else int(rng.random() < 0.3)


def _paced(story: Story, gap: tuple[int, int], rng: Random) -> Iterator[date]:
    """Days with the stratum's interval; some workers let one visit slip."""
    day = _start(story) + timedelta(days=rng.randint(1, max(2, gap[0] // 2)))
    while day <= story.season.as_of:
        yield day
        step = rng.randint(*gap) + (rng.randint(4, 9) if rng.random() < 0.06 else 0)
        counted = story.child.stratum in WORKING_DAYS
        day = add_working_days(day, step) if counted else day + timedelta(days=step)


def _supervisions(story: Story, pace: Pace, rng: Random) -> Iterator[Happening]:
    fixed = story.archetype.supervision_days if story.planted_here else ()
    days = [story.season.day(d) for d in fixed] or _monthly(story, pace, rng)
    for number, day in enumerate(days):
        kept = day if fixed else working_day_on_or_before(day)
        yield Happening(kind="supervision", day=kept, number=number)


def _monthly(story: Story, pace: Pace, rng: Random) -> list[date]:
    found, day = [], _start(story) + timedelta(days=rng.randint(5, 24))
    gap = (14, 30) if story.worker.newly_qualified else pace.supervision
    while day <= story.season.as_of:
        found.append(day)
        slip = rng.randint(12, 30) if rng.random() < 0.08 and story.worker.habit != "none" else 0
        day += timedelta(days=rng.randint(*gap) + slip)
    return found


def _spread(story: Story, pace: Pace, rng: Random) -> Iterator[Happening]:
    """Contacts, oversight and meetings, spread over the window."""
    for kind, low, high in pace.meetings:
        for number in range(rng.randint(low, high)):
            yield Happening(kind=kind, day=_any_day(story, rng), number=number)
    for number in range(rng.randint(*pace.oversight)):
        yield Happening(kind="oversight", day=_any_day(story, rng), number=number)
    for number in range(rng.randint(*pace.contacts)):
        yield Happening(kind=_contact(story, rng), day=_any_day(story, rng), number=number)


def _contact(story: Story, rng: Random) -> str:
    kinds = ["call", "call", "email"] + (["text"] * 2 if story.child.stratum == "CL" else [])
    return rng.choice(kinds)


def _any_day(story: Story, rng: Random) -> date:
    span = (story.season.as_of - _start(story)).days
    return working_day_on_or_before(_start(story) + timedelta(days=rng.randint(2, span)))


def _facts(story: Story) -> Iterator[Fact]:
    """The story's facts; a planted one's belong to October alone."""
    if story.archetype.is_planted and not story.planted_here:
        return
    yield from story.archetype.facts


def _with_fact(found: list[Happening], fact: Fact, story: Story, rng: Random) -> list[Happening]:
    """The fact takes the place of the nearest ordinary happening of its kind, or stands by itself."""
    day = story.season.day(rng.randint(fact.first_day, fact.last_day))
    if fact.kind not in ("missing", "text"):
        day = working_day_on_or_before(day)
    told = Happening(kind=fact.kind, day=day, fact=fact, number=99)
    same = [h for h in found if h.kind == fact.kind and h.fact is None]
    if fact.kind not in REPLACES or not same:
        return [*found, told]
    nearest = min(same, key=lambda h: (abs((h.day - day).days), h.number))
    return [told if h is nearest else h for h in found]


def _thinned(found: Iterable[Happening], story: Story, rng: Random) -> Iterator[Happening]:
    """Children outside the sample keep every event and a handful of notes, to keep the demo quick."""
    listed = list(found)
    if story.sampled:
        yield from listed
        return
    of_record = [i for i, h in enumerate(listed) if h.kind not in ("assessment", "conference")]
    noted = set(rng.sample(of_record, min(len(of_record), rng.randint(6, 9))))
    for index, happening in enumerate(listed):
        yield replace(happening, noted=index in noted)
