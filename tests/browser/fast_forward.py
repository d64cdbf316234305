"""The rest of the round, done by the demonstration's own people through the same acts as the pages.

Tests run it as `python -m tests.browser.fast_forward`; it refuses any home but a demonstration.
"""

# ruff: noqa: E402  (Django is set up before its rooms can be read)
import os
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "stocktake.config.settings")
django.setup()

from django.conf import settings

from stocktake.demo import cast, reviewing
from stocktake.demo.passages import Records
from stocktake.demo.reviewing import Review
from stocktake.demo.thornmere.council import thornmere
from stocktake.demo.timing import Day
from stocktake.record import clock
from stocktake.reviews import queries
from stocktake.rounds import queries as rounds

ROUND = "1"


def reviews() -> list[Review]:
    """Every review of the round, with the story behind its record."""
    records, nadia = Records(thornmere().october), cast.who("nadia.qa")
    found = []
    for one in queries.reviews_visible_to(nadia, round_id=ROUND):
        case = rounds.case(one.case_id)
        reviewer = "owen.auditor" if one.reviewer_name.startswith("Owen") else "prue.chair"
        story = records.story(case.child_id)
        found.append(Review(one.id, case, cast.who(reviewer), story, records))
    return found


def to_shared(review: Review, day: Day) -> None:
    """From wherever it stands to shared."""
    reviewing.begin(review, day.next())
    written = reviewing.ready(review, day.next())
    at = day.next()
    reviewing.discuss(review, written, at.date(), at)
    reviewing.share(review, day.next())


def finished(review: Review, day: Day) -> None:
    """From wherever it stands to finalised."""
    to_shared(review, day)
    reviewing.reply(review, day)
    reviewing.decide(review, day.next())


def main(word: str, *refs: str) -> None:
    if not settings.HOME.demonstration:
        sys.exit("Only a demonstration home can be moved forward.")
    nadia = cast.who("nadia.qa")
    waiting = [
        review
        for review in reviews()
        if queries.review(review.id, to=nadia).status == "allocated"
        and (not refs or review.case.ref in refs)
    ]
    day = Day(clock.today(), 10)
    for review in waiting:
        (to_shared if word == "share" else finished)(review, day)


if __name__ == "__main__":
    main(*sys.argv[1:])
