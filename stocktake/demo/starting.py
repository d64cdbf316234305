"""Making a demonstration home, whole or only with people, forms and a baseline; and unmaking it."""

import json
import os
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connections

from stocktake.demo import cast
from stocktake.demo.thornmere.council import Thornmere, thornmere
from stocktake.demo.thornmere.writers import write_folder, write_truth
from stocktake.demo.timing import on
from stocktake.frameworks import acts as frameworks
from stocktake.notices import jobs as notices
from stocktake.record import triggers
from stocktake.record.tables import make_tables
from stocktake.rounds import acts as rounds

COUNCIL = "Thornmere Borough Council (fictional)"
MARK = "demo.json"
EMPTY, MIDFLIGHT = "empty", "midflight"
TODAY = {EMPTY: date(2026, 10, 19), MIDFLIGHT: date(2026, 11, 16)}
KEPT = ("home.json", "secret.key")
Say = Callable[[str], None]


def state() -> str | None:
    """Which state this home was loaded to; None while it is not loaded whole."""
    file = settings.HOME.path / MARK
    return str(json.loads(file.read_text())["state"]) if file.exists() else None


def load(wanted: str, out: Path | None, say: Say) -> None:
    """Make the home in this state from nothing; what stood in it is gone."""
    _empty()
    settings.HOME.make(demonstration=True, council=COUNCIL)
    settings.HOME.tell(front_door="020 0000 0001", out_of_hours="020 0000 0002")
    say("Making the tables and eleven people")
    make_tables()
    at = on("2026-01-05", 8)
    cast.make(at=at, without=frozenset({cast.OWEN}) if wanted == EMPTY else frozenset())
    frameworks.load_library(by=cast.operator(), at=at)
    say("Writing the invented council’s records")
    council = thornmere()
    if wanted == MIDFLIGHT:
        _rounds(council, say)
    elif out is not None:
        write_upload(council, out)
    _settle(wanted)


def write_upload(council: Thornmere, out: Path) -> Path:
    """The files that a person uploads in the first step of the walkthrough, the truth beside."""
    folder = out / "thornmere-october"
    write_folder(folder, council.october, upload=True)
    write_truth(out, council.october)
    return folder


def _rounds(council: Thornmere, say: Say) -> None:
    from stocktake.demo.rounds import april, gathering, october, publishing

    folder = settings.HOME.folder("thornmere")
    opened = april.run(council.april, folder, say)
    say("April: findings, recommendations, the board of 5 June")
    gathering.gather(opened.id)
    made = gathering.recommend(opened.id)
    meeting = gathering.call(opened.id)
    gathering.progress(made)
    gathering.meet(meeting)
    say("April: the committee’s report")
    publishing.publish(opened.id)
    rounds.close_round(round_id=opened.id, by=cast.who("nadia.qa"), at=on("2026-07-07", 9))
    gathering.follow(made)
    notices.deliver_waiting()
    under_way = october.run(council.october, folder, say)
    gathering.call_next((under_way.id, opened.id))
    notices.deliver_waiting()
    shutil.rmtree(folder)


def _settle(wanted: str) -> None:
    """The clock stands where the state says, or on the day that STOCKTAKE_TODAY names."""
    told = os.environ.get("STOCKTAKE_TODAY", "")
    day = date.fromisoformat(told) if told else TODAY[wanted]
    on(max(day, TODAY[wanted]) if wanted == MIDFLIGHT else day, 9, 15)
    (settings.HOME.path / MARK).write_text(json.dumps({"state": wanted}))


def _empty() -> None:
    """Take everything out of the home but its mark and its key."""
    path = settings.HOME.path
    if not settings.HOME.exists:
        return
    (path / MARK).unlink(missing_ok=True)
    default = connections["default"]
    if default.vendor != "sqlite":
        make_tables()
        triggers.remove("default")
        call_command("flush", verbosity=0, interactive=False)
        triggers.install("default")
    connections.close_all()
    for file in path.iterdir():
        if file.name not in KEPT:
            shutil.rmtree(file) if file.is_dir() else file.unlink()
