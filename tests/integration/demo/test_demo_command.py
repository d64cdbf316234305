"""`stocktake demo` from the outside: a process with a home of its own."""

import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from typing import Any

import pytest

from tests.homes import SAID, copied

COUNT = """
import json, django; django.setup()
from collections import Counter
from stocktake.concerns import queries as concerns
from stocktake.demo import cast
from stocktake.people import queries as people
from stocktake.record.clock import today
from stocktake.desks.queries import homes
from stocktake.desks.queries.seen import Seen
from stocktake.notices import queries as notices
from stocktake.placements import queries as placements
from stocktake.reviews import queries as reviews
from stocktake.reviews.domain.states import bucket
from stocktake.rounds import queries as rounds
found = rounds.rounds_visible_to(cast.who("nadia.qa"))
print(json.dumps({
    "people": [a.login for a in people.accounts()], "today": str(today()),
    "rounds": {r.reference: Counter(bucket(v.state.status) for v in reviews.reviews_of(r.id))
               for r in found},
    "status": {r.reference: r.status for r in found},
    "open": [v.state.ref for r in found for v in reviews.reviews_of(r.id)
             if concerns.open_concern(v.state.case)],
    "unread": [(r.setting_name, r.month_words) for r in placements.every_report() if r.unread],
    "voices": [len(reviews.round_voices(r.id).shown) for r in found if r.reference == "2026-04"],
    "families": [(f.asked, f.spoke, len(f.shown), list(f.unshown)) for r in found
                 if r.reference == "2026-04" for f in [reviews.round_families(r.id)]],
    "notices": max([notices.unread_count(cast.who(a.login)) for a in people.accounts()], default=0),
    "members": [line.words for head, lines in homes.lists(Seen(cast.who("mel.member")))
                for line in lines if head == "Newest reports"],
}))
"""


def stocktake(home: Path, *words: str, code: int = 0) -> str:
    """Run the command in this home; its standard output, or standard error when it must fail."""
    done = subprocess.run(
        [sys.executable, "-m", "stocktake", *words],
        env=_environment(home),
        capture_output=True,
        text=True,
        timeout=900,
        check=False,
    )
    assert done.returncode == code, done.stderr
    return done.stdout if code == 0 else done.stderr


def facts(home: Path) -> dict[str, Any]:
    """What stands in the home."""
    words = [sys.executable, "-c", COUNT]
    done = subprocess.run(words, env=_environment(home), capture_output=True, text=True, check=True)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def _environment(home: Path) -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if k not in ("DATABASE_URL", "STOCKTAKE_TODAY")}
    settings = {"STOCKTAKE_HOME": str(home), "DJANGO_SETTINGS_MODULE": "stocktake.config.settings"}
    return {**kept, **settings}


@pytest.fixture(scope="module")
def midflight(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, str]:
    """A whole demonstration: its home, what it left, and what it said."""
    folder = copied("midflight", tmp_path_factory.mktemp("demo"))
    return folder / "home", folder / "out", (folder / SAID).read_text()


def test_the_empty_state_holds_ten_people_and_files_to_upload(tmp_path: Path) -> None:
    folder = copied("empty", tmp_path)
    found = facts(folder / "home")
    assert len(found["people"]) == 10
    assert "owen.auditor" not in found["people"]
    assert found["rounds"] == {}
    assert found["today"] == "2026-10-19"
    assert (folder / "out" / "thornmere-october" / "notes.csv").exists()


def test_a_councils_own_home_never_becomes_a_demonstration(tmp_path: Path) -> None:
    stocktake(tmp_path, "people", "list")
    said = stocktake(tmp_path, "demo", "--no-serve", code=2)
    assert "never becomes a demonstration" in said


def test_october_stands_mid_flight_with_one_urgent_concern(
    midflight: tuple[Path, Path, str],
) -> None:
    found = facts(midflight[0])
    assert found["rounds"]["2026-10"] == {
        "finalised": 9,
        "awaiting response": 6,
        "in discussion": 5,
        "in reading": 5,
        "not started": 2,
    }
    assert found["open"] == ["TH-1041"]
    assert found["today"] == "2026-11-16"
    assert [name for name, _ in found["unread"]] == ["Quillmere House"] * 2
    assert found["notices"] < 40  # what April sent has been read


def test_a_members_home_leads_to_the_newest_report(midflight: tuple[Path, Path, str]) -> None:
    assert facts(midflight[0])["members"] == ["Practice assurance stocktake, April 2026"]


def test_it_serves_what_it_has_made(midflight: tuple[Path, Path, str]) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    words = [sys.executable, "-m", "stocktake", "demo", "--port", port]
    with subprocess.Popen(words, env=_environment(midflight[0]), text=True) as server:
        try:
            assert "Sign in as Nadia" in _answer(f"http://127.0.0.1:{port}/account/login/")
        finally:
            server.terminate()


def _answer(url: str) -> str:
    for _ in range(300):
        try:
            with urllib.request.urlopen(url, timeout=10) as page:
                return str(page.read().decode())
        except OSError:
            time.sleep(0.2)
    raise AssertionError(f"Nothing answers at {url}.")


def test_april_is_finished_and_published(midflight: tuple[Path, Path, str]) -> None:
    home, out, said = midflight
    found = facts(home)
    assert found["rounds"]["2026-04"] == {"finalised": 27}
    assert found["status"]["2026-04"] == "closed"
    assert found["voices"] == [3]  # three subjects of four with five people on either side
    assert found["families"] == [[14, 12, 4, ["A worker who does what they say"]]]
    for name in ("committee-report.html", "committee-report.docx", "committee-report.pdf"):
        assert (out / name).stat().st_size > 10_000
    assert "27" in (out / "committee-report.html").read_text()
    assert "choose whom to sign in as" in said


def test_its_record_is_whole_and_its_certificate_repeats(midflight: tuple[Path, Path, str]) -> None:
    home, out, _ = midflight
    assert "whole" in stocktake(home, "record", "verify")
    stocktake(home, "draw", "verify", str(out / "draw-certificate.json"))


@pytest.mark.prove
def test_a_second_demonstration_is_the_same(
    midflight: tuple[Path, Path, str], tmp_path: Path
) -> None:
    _, out, said = midflight
    again = stocktake(tmp_path / "home", "demo", "--no-serve", "--out", str(tmp_path), "--digest")
    assert _digest(again) == _digest(said)
    for name in ("committee-report.html", "draw-certificate.json"):
        assert (tmp_path / name).read_bytes() == (out / name).read_bytes()


def _digest(said: str) -> str:
    return next(line for line in said.splitlines() if len(line) == 64)
