"""Opening a case of 300 notes at the desk against a bare Django page of the same rows, over HTTP.

The bare page lists the same notes, newest first, each with its day, author and lag, and shows the
open one in paragraphs: one model, one template, no more. Ours is the whole desk: leave to read it,
the strip, the form's step with its answers, quotes, verdicts, and the line of the access log.

`python -m bench.opening FOLDER` makes the home, and says of which review and session.
"""

import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from bench.pages import _free, _get, _start
from bench.timing import Comparison

NOTES = 300
RUNS = 51


def comparisons() -> list[Comparison]:
    """Starts both servers; they end with this process."""
    folder = Path(tempfile.mkdtemp(prefix="stocktake-bench-opening-"))
    env = {
        **os.environ,
        "STOCKTAKE_HOME": str(folder / "home"),
        "BENCH_DATABASE": str(folder / "home" / "stocktake.sqlite3"),
    }
    env.pop("DJANGO_SETTINGS_MODULE", None)
    python = [sys.executable, "-m"]
    made = subprocess.run(
        [*python, "bench.opening", str(folder)], env=env, check=True, capture_output=True, text=True
    )
    facts = json.loads(made.stdout.splitlines()[-1])
    ours, bare = _free(), _free()
    _start([*python, "stocktake", "serve", "--port", str(ours)], env, ours)
    _start([*python, "gunicorn", "-w", "2", "-b", f"127.0.0.1:{bare}", "bench.bare"], env, bare)
    desk = f"/reviews/{facts['review']}/desk/?item=lived-experience&note={facts['note']}"
    record = f"/record/{facts['case']}/{facts['note']}/"
    cookie = f"sessionid={facts['session']}"
    for _ in range(8):  # each worker has met each page
        _get(ours, desk, cookie)
        _get(bare, record, "")
    return [
        Comparison(
            work=f"opening a case of {NOTES} notes at the desk",
            peer="the same rows on a bare Django page",
            spared="sign-in, access check and log, the strip, filters, quotes, the form and verdicts",
            budget=3.0,
            ours=lambda: _notes(_get(ours, desk, cookie)),
            theirs=lambda: _notes(_get(bare, record, "")),
            equal=lambda a, b: len(a) == NOTES and a == b,
            runs=RUNS,
        )
    ]


def _notes(page: str) -> list[str]:
    """The notes of the list, in its order."""
    return re.findall(
        r'data-note="([^"]+)"', page.partition('class="st-notes"')[2].split("</nav>")[0]
    )


def _prepare(folder: Path) -> dict[str, Any]:
    """A small round whose one case has 300 notes, being read by its reviewer."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "stocktake.config.settings")
    from stocktake.record.home import Home

    Home(folder / "home").make(demonstration=True, council="Thornmere (fictional)")
    import django

    django.setup()
    from stocktake.evidence import queries as evidence
    from stocktake.record.tables import make_tables
    from stocktake.reviews import queries
    from tests.cast import sign_in
    from tests.review_desk import CASES, make_round, quote, reading_by

    make_tables()
    cast = make_round(folder, cases=CASES, notes=NOTES)
    review = reading_by(cast)
    quote(review, cast.owen, "lived-experience")
    case = queries.review(review, to=cast.owen).case_id
    note = evidence.record_of(case, cast.owen).cards[0].note_id
    client = sign_in(cast.owen)
    return {
        "review": review,
        "case": case,
        "note": note,
        "session": client.cookies["sessionid"].value,
    }


if __name__ == "__main__":
    print(json.dumps(_prepare(Path(sys.argv[1]))))
