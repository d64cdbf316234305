"""The rest of the round, done by the demonstration's own people through the same acts as the pages.

Tests run it as `python -m tests.browser.fast_forward`; it refuses any home but a demonstration.
"""

# ruff: noqa: E402  (Django is set up before its rooms can be read)
import os
import pickle
import sys
from collections.abc import Callable

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "stocktake.config.settings")
django.setup()

from django.conf import settings

from stocktake.demo import cast, doubles, reviewing
from stocktake.demo.passages import Records
from stocktake.demo.reviewing import Review
from stocktake.demo.thornmere.council import Thornmere, thornmere
from stocktake.demo.timing import Day
from stocktake.record import clock
from stocktake.reviews import queries
from stocktake.rounds import queries as rounds

ROUND = "1"
TWICE, SECOND = "TH-1022", "prue.chair"  # the case that two read, and who reads it second
EYES = {"partnership": "inadequate"}  # on one theme she stands two grades from the first reader


def council() -> Thornmere:
    """The invented council, kept beside the home: making it anew each time takes seconds."""
    kept = settings.HOME.path.parent / "council.pickle"
    if not kept.exists():
        kept.write_bytes(pickle.dumps(thornmere()))
    found: Thornmere = pickle.loads(kept.read_bytes())
    return found


def reviews() -> list[Review]:
    """Every review of the round, with the story behind its record."""
    records, nadia = Records(council().october), cast.who("nadia.qa")
    found = []
    for one in queries.reviews_visible_to(nadia, round_id=ROUND):
        case = rounds.case(one.case_id)
        reviewer = "owen.auditor" if one.reviewer_name.startswith("Owen") else "prue.chair"
        story = records.story(case.child_id)
        other = {"voice": "second", "shift": EYES} if (one.ref, reviewer) == (TWICE, SECOND) else {}
        found.append(Review(one.id, case, cast.who(reviewer), story, records, **other))
    return found


def to_discussed(review: Review, day: Day) -> None:
    """From allocated to discussed."""
    reviewing.begin(review, day.next())
    written = reviewing.ready(review, day.next())
    at = day.next()
    reviewing.discuss(review, written, at.date(), at)


def to_read(review: Review, day: Day) -> None:
    """Half-way through the reading: a few passages quoted and themes judged."""
    reviewing.begin(review, day.next(), share_read=0.5)
    reviewing.judge(review, day.next(), items=4)


def to_submitted(review: Review, day: Day) -> None:
    """One of two readings of a case, handed in for a third person to bring together."""
    if review.voice:
        doubles.read_and_talk(review, day)
    else:
        to_discussed(review, day)
    doubles.submit(review, day)


def to_shared(review: Review, day: Day) -> None:
    if queries.review(review.id).status in ALLOCATED:
        to_discussed(review, day)
    reviewing.share(review, day.next())


def to_answered(review: Review, day: Day) -> None:
    """Shared, replied to as its people would, and each reply answered."""
    to_shared(review, day)
    reviewing.reply(review, day)
    reviewing.decide(review, day.next())


def to_finalised(review: Review, day: Day) -> None:
    reviewing.finish(review, day.next())


ALLOCATED, AWAITED = ("allocated",), ("shared", "answered")
UNSHARED = (*ALLOCATED, "consolidating")  # the first of two readings is shared once both are agreed
WORDS: dict[str, tuple[tuple[str, ...], Callable[[Review, Day], None]]] = {
    "read": (ALLOCATED, to_read),
    "submit": (ALLOCATED, to_submitted),
    "discuss": (ALLOCATED, to_discussed),
    "share": (ALLOCATED, to_shared),
    "answer": (UNSHARED, to_answered),
    "finalise": (AWAITED, to_finalised),
}


def main(word: str, *refs: str) -> None:
    """Every review (or those named) that stands where the word begins."""
    if not settings.HOME.demonstration:
        sys.exit("Only a demonstration home can be moved forward.")
    begins, move = WORDS[word]
    nadia, day = cast.who("nadia.qa"), Day(clock.today(), 10)
    for review in reviews():
        stands = queries.review(review.id, to=nadia).status
        if stands in begins and (not refs or review.case.ref in refs):
            move(review, day)


if __name__ == "__main__":
    main(*sys.argv[1:])
