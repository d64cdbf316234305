"""When things happen: visits, supervision and meetings at the intervals of each stratum.

Anchors: child in need visits within 20 working days, child protection within ten working days,
looked-after visits within six weeks, care leavers within eight, supervision within four weeks.
How well they are kept is the record's own (`keeping_time`): mostly on time, some late, a few with
a hole.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from stocktake.core.periods import add_working_days
from stocktake.demo.thornmere import keeping_time
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
    "EH": Pace((18, 24), (23, 28), (12, 18), (2, 3), (("meeting", 2, 3), ("summary", 1, 1)), (25, 45)),
    "CIN": Pace((15, 19), (23, 28), (22, 38), (2, 3), (("meeting", 3, 3), ("assessment", 1, 1)), (40, 70)),
    "CP": Pace((8, 10), (20, 27), (38, 66), (4, 6),
               (("core", 5, 6), ("conference", 1, 1), ("summary", 1, 1)), (70, 130)),
    "CLA": Pace((30, 41), (24, 28), (38, 58), (3, 4),
                (("review", 1, 1), ("pep", 1, 2), ("health", 1, 1), ("family_time", 6, 9)), (60, 110)),
    "CL": Pace((38, 52), (24, 28), (17, 36), (2, 3), (("review", 1, 1), ("other", 1, 2)), (25, 60)),
}  # fmt: skip
NEWLY_QUALIFIED = (11, 14)
WORKING_DAYS = {"CIN", "CP"}  # their visit intervals are counted in working days
REGULAR = {"meeting", "core", "oversight"}  # at even intervals; the rest on any day
STAY = {
    "visit",
    "supervision",
} | REGULAR  # an ordinary fact is told at one of these, and moves none of them
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
    """Days with the stratum's interval, each counted from the visit before it."""
    counted = story.child.stratum in WORKING_DAYS
    slips = keeping_time.slips(story, "visit", short=(4, 9), long=(20, 30))
    day = _start(story) + timedelta(days=rng.randint(1, max(2, gap[0] // 2)))
    while (kept := working_day_on_or_before(day)) <= story.season.as_of:
        yield kept
        step = rng.randint(*gap) + next(slips)
        day = add_working_days(kept, step) if counted else kept + timedelta(days=step)


def _supervisions(story: Story, pace: Pace, rng: Random) -> Iterator[Happening]:
    fixed = story.archetype.supervision_days if story.planted_here else ()
    days = [story.season.day(d) for d in fixed] or _monthly(story, pace, rng)
    for number, day in enumerate(days):
        yield Happening(kind="supervision", day=day, number=number)


def _monthly(story: Story, pace: Pace, rng: Random) -> list[date]:
    found: list[date] = []
    gap = NEWLY_QUALIFIED if story.worker.newly_qualified else pace.supervision
    slips = keeping_time.slips(story, "supervision", short=(5, 21), long=(45, 75))
    day = _start(story) + timedelta(days=rng.randint(3, gap[0]))
    while (kept := working_day_on_or_before(day)) <= story.season.as_of:
        found.append(kept)
        day = kept + timedelta(days=rng.randint(*gap) + next(slips))
    return found


def _spread(story: Story, pace: Pace, rng: Random) -> Iterator[Happening]:
    """Contacts, oversight and meetings, spread over the window."""
    for kind, low, high in (*pace.meetings, ("oversight", *pace.oversight)):
        many = rng.randint(low, high)
        days = _evenly(story, kind, many, rng) if kind in REGULAR else None
        for number in range(many):
            day = days[number] if days else _any_day(story, rng)
            yield Happening(kind=kind, day=day, number=number)
    for number in range(rng.randint(*pace.contacts)):
        yield Happening(kind=_contact(story, rng), day=_any_day(story, rng), number=number)


def _contact(story: Story, rng: Random) -> str:
    kinds = ["call", "call", "email"] + (["text"] * 2 if story.child.stratum == "CL" else [])
    return rng.choice(kinds)


def _evenly(story: Story, kind: str, many: int, rng: Random) -> list[date]:
    """In the middle of as many equal parts of the window, a few days to either side."""
    span = (story.season.as_of - _start(story)).days
    part = span / many
    days = [part * (i + 0.5) + rng.uniform(-0.12, 0.12) * part for i in range(many)]
    if keeping_time.is_late(story, kind):
        days[-1] = span - rng.randint(1, 5)
    return [working_day_on_or_before(_start(story) + timedelta(days=int(d))) for d in days]


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
    if fact.kind in STAY and not story.planted_here:
        told = replace(nearest, fact=fact, number=99)
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
