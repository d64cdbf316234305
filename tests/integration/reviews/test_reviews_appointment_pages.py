"""The pages of appointments: a reviewer offers, a worker picks, a day is printed."""

import pytest
from django.test import Client

from stocktake.core.thread import Person
from stocktake.reviews import acts, queries
from stocktake.reviews.domain.appointments import AGREED
from tests.cast import AT, sign_in
from tests.integration.reviews.test_reviews_appointments import THURSDAY, TUESDAY, agreed, offered
from tests.review_desk import Cast, allocated, ready

pytestmark = pytest.mark.django_db


def text(who: Person | Client, address: str) -> str:
    client = who if isinstance(who, Client) else sign_in(who)
    return str(client.get(address).content.decode())


def test_owen_offers_two_suggested_times_and_sam_picks_one(cast: Cast) -> None:
    key = allocated(cast, "TH-1034", "TH-1041")
    acts.give_times(halves=["2026-10-20-am", "2026-10-22-pm"], by=cast.owen, at=AT)
    owen = sign_in(cast.owen)
    page = text(owen, f"/reviews/{key}/offer/")
    assert "Tuesday 20 October 2026, 09:00" in page
    assert page.count("checked") == 3  # a time on each day, and video
    times = ["2026-10-20T09:00:00+01:00", "2026-10-22T13:30:00+01:00"]
    owen.post(f"/reviews/{key}/offer/", {"times": times, "mode": "video"})
    (one,) = queries.appointments(cast.sam)
    assert "Which time suits you?" in text(cast.sam, one.url)
    sign_in(cast.sam).post(one.url, {"start_at": times[1], "pick": "1"})
    assert queries.appointment(one.id, cast.sam).when == "Thursday 22 October 2026, 13:30"


def test_the_home_of_the_worker_asks_for_a_time_and_the_board_shows_the_day(cast: Cast) -> None:
    key = ready(cast)
    acts.offer_times(review_id=key, times=[TUESDAY], mode="phone", by=cast.owen, at=AT)
    assert "Choose when to talk about your work" in text(cast.sam, "/")
    (one,) = queries.appointments(cast.sam)
    acts.agree_time(appointment_id=one.id, start=TUESDAY, by=cast.sam, at=AT)
    assert "20 Oct" in text(cast.nadia, "/")
    assert "Choose when to talk" not in text(cast.sam, "/")
    assert "Tuesday 20 October 2026, 10:00" in text(cast.owen, f"/reviews/{key}/discussion/")


def test_a_time_of_ones_own_is_typed_as_people_type_it(cast: Cast) -> None:
    key = allocated(cast, "TH-1034")
    owen = sign_in(cast.owen)
    said = {"day": "22 October 2026", "hour": "2.30 pm", "mode": "phone", "agreed": "on"}
    answer = owen.post(f"/reviews/{key}/offer/", said)
    one = queries.appointment(answer.headers["Location"].rstrip("/").rsplit("/", 1)[1], cast.owen)
    assert (one.state.status, one.when) == (AGREED, "Thursday 22 October 2026, 14:30")


@pytest.mark.parametrize(
    ("said", "error"),
    [
        ({"mode": "video"}, "Offer at least one time."),
        ({"mode": "video", "day": "22 October 2026"}, "Enter both the day and the time"),
        ({"mode": "video", "day": "22 October 2026", "hour": "soon"}, "Enter a time, like 10:00"),
        ({"mode": "video", "day": "22 October 2026", "hour": "23:00"}, "between 7 in the morning"),
        ({"mode": "in person", "day": "22/10/2026", "hour": "10:00"}, "Say where you meet."),
        (
            {"mode": "in person", "day": "22/10/2026", "hour": "10", "where": "Room 2, th-1034"},
            "Name no case in the place",
        ),
    ],
)
def test_what_is_missing_is_said_and_what_was_typed_stays(
    cast: Cast, said: dict[str, str], error: str
) -> None:
    key = allocated(cast, "TH-1034")
    page = sign_in(cast.owen).post(f"/reviews/{key}/offer/", said).content.decode()
    assert error in page
    assert said.get("where", "") in page


def test_sam_asks_for_other_times_in_words_and_owen_reads_them(cast: Cast) -> None:
    key = offered(cast)
    sign_in(cast.sam).post(
        f"/appointments/{key}/", {"ask-words": "Any day after four.", "ask": "1"}
    )
    assert "Any day after four." in text(cast.owen, f"/appointments/{key}/")
    assert "asks for other times" in text(cast.owen, "/")


def test_owen_moves_it_and_calls_it_off_on_the_page(cast: Cast) -> None:
    key = agreed(cast)
    owen, url = sign_in(cast.owen), f"/appointments/{key}/"
    said = {"move-day": "22 October 2026", "move-hour": "14:00", "move-reason": "Ill.", "move": "1"}
    owen.post(url, said)
    assert queries.appointment(key, cast.owen).state.start == THURSDAY
    owen.post(url, {"off-reason": "", "call_off": "1"})
    assert queries.appointment(key, cast.owen).state.status == AGREED
    owen.post(url, {"off-reason": "Replies in writing.", "call_off": "1"})
    assert "Called off" in text(owen, url)


def test_the_calendar_file_is_there_once_a_time_is_agreed(cast: Cast) -> None:
    key = offered(cast)
    sam, file = sign_in(cast.sam), f"/appointments/{key}/discussion.ics"
    assert sam.get(file).status_code == 403
    acts.agree_time(appointment_id=key, start=TUESDAY, by=cast.sam, at=AT)
    answer = sam.get(file)
    assert answer.headers["Content-Type"].startswith("text/calendar")
    assert b"DTSTART:20261020T090000Z" in answer.content
    assert b"TH-1" not in answer.content


def test_a_day_is_printed_with_only_ones_own_appointments(cast: Cast) -> None:
    agreed(cast)
    day = "/appointments/day/2026-10-20/"
    assert "10:00" in text(cast.owen, day)
    assert "TH-1034, TH-1041" in text(cast.owen, day)
    assert "No discussion is arranged" in text(cast.kit, day)
    assert "<h2>Owen</h2>" in text(cast.nadia, day)
    assert sign_in(cast.owen).get("/appointments/day/someday/").status_code == 404


def test_half_days_are_ticked_and_stay(cast: Cast) -> None:
    sam = sign_in(cast.sam)
    sam.post("/appointments/when/", {"halves": ["2026-10-21-pm", "2026-10-22-am"]})
    page = text(sam, "/appointments/when/")
    assert page.count(" checked") == 2
    assert "Saturday" not in page
    sam.post("/appointments/when/", {"halves": ["2026-10-24-am"]})  # a Saturday is not offered
    assert page.count(" checked") == text(sam, "/appointments/when/").count(" checked")


def test_nadia_offers_times_to_everybody_and_hears_who_is_left(cast: Cast) -> None:
    allocated(cast, "TH-1034", "TH-1041")
    acts.give_times(halves=["2026-10-20-am"], by=cast.owen, at=AT)
    nadia, url = sign_in(cast.nadia), f"/rounds/{cast.round_id}/discussions/"
    assert "1 to arrange" in text(nadia, url)
    page = nadia.post(url, {"mode": "video"}, follow=True).content.decode()
    assert "Times are offered for 1 discussion" in page


@pytest.mark.parametrize("who", ["kit", "prue", "hari"])
def test_a_stranger_finds_no_appointment(cast: Cast, who: str) -> None:
    key = agreed(cast)
    stranger = sign_in(getattr(cast, who))
    expected = 403 if who == "hari" else 404
    for end in ("", "discussion.ics"):
        assert stranger.get(f"/appointments/{key}/{end}").status_code == expected
