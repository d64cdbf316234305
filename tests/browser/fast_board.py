"""The rest of a round's findings and recommendations, by the same acts as the pages.

Tests run it as `python -m tests.browser.fast_board WORD NUMBER`; it refuses any home but a demonstration.
"""

# ruff: noqa: E402  (Django is set up before its rooms can be read)
import os
import sys
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "stocktake.config.settings")
django.setup()

from django.conf import settings

from stocktake.actions import acts as actions
from stocktake.actions import queries as tracker
from stocktake.actions.domain.recommendations import ADEQUACY, AREA, DraftRecommendation
from stocktake.demo import cast
from stocktake.demo.practice.saying import STRONG, read
from stocktake.demo.timing import Day
from stocktake.findings import acts as findings
from stocktake.people import queries as people
from stocktake.placements import acts as placements
from stocktake.placements import queries as homes
from stocktake.record import clock
from stocktake.reviews import queries as reviews

ROUND = "1"
DUE, NEW_DUE = date(2026, 12, 18), date(2027, 2, 12)
AUGUST = date(2026, 8, 1)
VERIFIER = "hari.hos"


def find(_: int, day: Day) -> None:
    """Nadia's findings, each resting on the judgements of its theme that point its way."""
    rows = reviews.finalised_judgements(ROUND)
    for told in read("gathering")["findings"]:
        own = [r for r in rows if r.theme == told["theme"] and r.grade and r.answerable]
        resting = [r for r in own if (r.grade in STRONG) == told["strength"]] or own
        if resting:
            findings.make_finding(
                round_id=ROUND,
                theme=told["theme"],
                strength=told["strength"],
                text=told["text"],
                system=told.get("system", ""),
                rests_on=[f"entry:{r.entry}" for r in resting],
                by=cast.who("nadia.qa"),
                at=day.next(),
            )


def draft(count: int, day: Day) -> None:
    """So many recommendations of Nadia's, each resting on what was found under its theme."""
    told: list[Mapping[str, Any]] = read("gathering")["recommendations"]
    resting = {e.theme: e.ref for e in tracker.evidence_for(ROUND)}
    for number in range(count):
        row = told[number % len(told)]
        again = number >= len(told)
        what = DraftRecommendation(
            round_id=ROUND,
            level=AREA,
            theme=row["theme"],
            text=row["text"] + (" In every team, by its own manager." if again else ""),
            owner=cast.who(_owner(row["owner"])).id,
            due=DUE,
            measure=row["measure"],
            rests_on=(resting[row["theme"]],),
        )
        actions.draft(what=what, by=cast.who("nadia.qa"), at=day.next())


def done(count: int, day: Day) -> None:
    """The owners of so many more give their evidence."""
    for one in _standing("agreed")[:count]:
        actions.give_evidence(
            key=one.id,
            text="In use since November; ten examples were read.",
            reference="Team meeting note, 7 December",
            by=people.person(one.owner.id),
            at=day.next(),
        )


def verify(count: int, day: Day) -> None:
    """Hari has read the evidence of so many more."""
    hari = cast.who(VERIFIER)
    for one in _standing("done, evidence given")[:count]:
        words = "Read with the team manager; it is there."
        actions.verify(key=one.id, adequacy=ADEQUACY[0], text=words, by=hari, at=day.next())


def send_back(count: int, day: Day) -> None:
    """Hari returns so many more, with a reason and a later date."""
    hari = cast.who(VERIFIER)
    for one in _standing("done, evidence given")[:count]:
        words = "One team only; the others are named in the recommendation."
        actions.send_back(key=one.id, reason=words, due=NEW_DUE, by=hari, at=day.next())


def read_reports(_: int, day: Day) -> None:
    """Cole has read the reports of visitors up to July."""
    for one in homes.every_report():
        if one.unread and one.month < AUGUST:
            words = "Read in full; nothing in it asks for anything of us this month."
            placements.read(
                key=one.id,
                follows="nothing further",
                text=words,
                by=cast.who("cole.comm"),
                at=day.next(),
            )


def _owner(login: str) -> str:
    """Nobody owns what they wrote or are to verify."""
    return "tess.tm" if login in ("nadia.qa", VERIFIER) else login


def _standing(status: str) -> list[tracker.Recommendation]:
    seen = tracker.visible_to(cast.who("nadia.qa"), ROUND)
    return sorted((r for r in seen if r.status == status), key=lambda r: int(r.id))


WORDS: Mapping[str, Callable[[int, Day], None]] = {
    "read": read_reports,
    "find": find,
    "draft": draft,
    "done": done,
    "verify": verify,
    "return": send_back,
}


def main(*words: str) -> None:
    """Words and numbers in pairs: `done 20 verify 18`."""
    if not settings.HOME.demonstration:
        sys.exit("Only a demonstration home can be moved forward.")
    day = Day(clock.today(), 11)
    for word, number in zip(words[::2], words[1::2], strict=True):
        WORDS[word](int(number), day)


if __name__ == "__main__":
    main(*sys.argv[1:])
