"""`stocktake appointment`: the same acts as the pages, and the stranger refused."""

import json
from io import StringIO
from pathlib import Path

import icalendar
import pytest
from django.core.management import call_command

from stocktake.people.command import BadInput
from tests.review_desk import Cast, allocated

pytestmark = pytest.mark.django_db
TIMES = ("2026-10-20T10:00", "2026-10-22T14:00")


def run(who: str, *words: str) -> str:
    out = StringIO()
    call_command("appointment", "--as", who, *words, stdout=out)
    return out.getvalue()


@pytest.fixture
def offered(cast: Cast) -> str:
    key = allocated(cast, "TH-1034", "TH-1041")
    told: dict[str, str] = json.loads(run("owen.auditor", "--json", "offer", key, *TIMES))
    return told["id"]


def test_times_are_offered_picked_moved_and_called_off(offered: str) -> None:
    assert "TH-1034, TH-1041" in run("sam.sw", "list")
    assert f"{offered}: agreed" in run("sam.sw", "pick", offered, TIMES[1])
    said = run("owen.auditor", "move", offered, "2026-10-23T09:30", "--reason", "A court hearing")
    assert "23 October 2026" in said
    assert "TH-1034" in run("owen.auditor", "day", "2026-10-23")
    run("owen.auditor", "call-off", offered, "--reason", "The worker is ill")
    assert "No discussion" in run("owen.auditor", "day", "2026-10-23")


def test_a_calendar_file_is_written_once_a_time_is_agreed(offered: str, tmp_path: Path) -> None:
    file = tmp_path / "one.ics"
    with pytest.raises(BadInput, match="no time yet"):
        run("sam.sw", "ics", offered, "--out", str(file))
    run("sam.sw", "pick", offered, TIMES[0])
    run("sam.sw", "ics", offered, "--out", str(file))
    (event,) = icalendar.Calendar.from_ical(file.read_bytes()).walk("VEVENT")
    assert event.decoded("dtstart").isoformat() == "2026-10-20T09:00:00+00:00"
    assert "TH-1034" not in file.read_text()


def test_the_worker_asks_for_other_times(offered: str) -> None:
    run("sam.sw", "ask", offered, "--words", "Mornings only")
    told = json.loads(run("owen.auditor", "--json", "list"))["appointments"]
    assert [a["status"] for a in told] == ["other times asked for"]


def test_times_for_a_whole_round_come_from_who_can_be_met(cast: Cast) -> None:
    allocated(cast, "TH-1034")
    for who in ("owen.auditor", "sam.sw"):
        assert "2 half days" in run(who, "available", "2026-10-20-am", "2026-10-22-pm")
    assert "1 discussion." in run("nadia.qa", "offer-all", "2026-10")
    with pytest.raises(BadInput, match="Only the QA manager"):
        run("owen.auditor", "offer-all", "2026-10")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("offer", "TH-1034", "soon"), "not a time like"),
        (("offer", "TH-1034", *TIMES, "--agreed"), "the one time"),
        (("available", "2026-10-20"), "not a half day"),
        (("pick", "99", TIMES[0]), "no appointment 99"),
        (("list", "--round", "2031-01"), "no round 2031-01"),
    ],
)
def test_bad_input_is_one_sentence(offered: str, words: tuple[str, ...], said: str) -> None:
    with pytest.raises(BadInput, match=said):
        run("owen.auditor", *words)


def test_a_stranger_finds_nothing(offered: str) -> None:
    assert "Nothing is arranged" in run("kit.sw", "list")
    with pytest.raises(BadInput, match="no appointment"):
        run("kit.sw", "pick", offered, TIMES[0])
