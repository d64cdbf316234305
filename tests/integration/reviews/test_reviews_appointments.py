"""Times offered, picked, moved and called off; calendars are told, and hear nothing of a case."""

from datetime import date, datetime, timedelta

import icalendar
import pytest
from django.contrib.auth import get_user_model
from django.core import mail

from stocktake.core.thread import NotTheirs, Refused
from stocktake.notices import queries as noticed
from stocktake.notices.jobs import deliver_waiting, invite_waiting
from stocktake.record.clock import LONDON
from stocktake.reviews import acts, queries
from stocktake.reviews.acts import Declaration
from stocktake.reviews.domain.appointments import may_see
from stocktake.reviews.domain.availability import AFTERNOON, MORNING
from tests.cast import AT
from tests.review_desk import Cast, allocated

pytestmark = pytest.mark.django_db


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 10, day, hour, minute, tzinfo=LONDON)


TUESDAY, THURSDAY = at(20, 10), at(22, 14)


def offered(cast: Cast, *times: datetime, ref: str = "TH-1034") -> str:
    """Owen has both of Sam's cases and offers Sam these times."""
    key = allocated(cast, "TH-1034", "TH-1041")
    return acts.offer_times(
        review_id=key, times=times or (TUESDAY, THURSDAY), mode="video", by=cast.owen, at=AT
    )


def agreed(cast: Cast) -> str:
    key = offered(cast)
    acts.agree_time(appointment_id=key, start=TUESDAY, by=cast.sam, at=AT)
    return key


@pytest.fixture
def with_mail(cast: Cast) -> None:
    """Addresses for everybody; there is no act yet that gives an account one afterwards."""
    for row in get_user_model().objects.all():
        get_user_model().objects.filter(pk=row.pk).update(email=f"{row.username}@council.example")


def invitations() -> list[icalendar.Event]:
    """The events sent, one for each guest."""
    invite_waiting()
    files = [str(part.content) for m in mail.outbox for part in getattr(m, "alternatives", ())]
    return [icalendar.Calendar.from_ical(text).walk("VEVENT")[0] for text in files]


def test_a_worker_is_visited_once_for_all_cases_and_picks_one_time(cast: Cast) -> None:
    one = queries.appointment(agreed(cast), cast.sam)
    assert one.refs == ("TH-1034", "TH-1041")
    assert one.state.minutes == 120
    assert one.when == "Tuesday 20 October 2026, 10:00"
    assert queries.to_arrange(round_id=cast.round_id) == ()
    assert queries.booked(cast.round_id)[cast.cases["TH-1034"]] == TUESDAY


def test_everybody_concerned_is_told_and_no_notice_names_a_case(cast: Cast) -> None:
    agreed(cast)
    deliver_waiting()
    texts = {p.name: [n.text for n in noticed.notices(p)] for p in (cast.sam, cast.tess, cast.owen)}
    assert any("Choose a time" in text for text in texts["Sam"])
    assert any("You are invited too" in text for text in texts["Tess"])
    assert any("A time is agreed" in text for text in texts["Owen"])
    assert not any("TH-" in text for told in texts.values() for text in told)


def test_the_invitation_the_update_and_the_cancellation_are_one_event(
    cast: Cast, with_mail: None
) -> None:
    key = agreed(cast)
    acts.move_time(appointment_id=key, start=THURSDAY, reason="Owen is ill.", by=cast.owen, at=AT)
    acts.call_off(appointment_id=key, reason="Written replies instead.", by=cast.owen, at=AT)
    events = [e for e in invitations() if "sam" in str(e["attendee"])]
    sams = [events[i] for i in range(0, len(events), 3)]
    assert {str(e["uid"]) for e in events} == {str(sams[0]["uid"])}
    assert [int(e["sequence"]) for e in sams] == [0, 1, 2]
    assert [e["dtstart"].dt for e in sams] == [TUESDAY, THURSDAY, THURSDAY]
    assert [str(e["status"]) for e in sams] == ["CONFIRMED", "CONFIRMED", "CANCELLED"]


def test_no_calendar_hears_of_a_case_or_a_child(cast: Cast, with_mail: None) -> None:
    agreed(cast)
    assert len(invitations()) == 3  # Owen, Sam and Tess
    for message in mail.outbox:
        sent = message.message().as_string()
        for word in ("TH-1034", "TH-1041", "c1", "protection", "child protection"):
            assert word not in sent.replace(message.message().get_boundary() or "", "")
    assert "METHOD:REQUEST" in mail.outbox[0].alternatives[0].content


def test_a_time_that_was_not_offered_is_not_for_the_worker_to_pick(cast: Cast) -> None:
    key = offered(cast)
    with pytest.raises(Refused, match="Pick one of the times offered"):
        acts.agree_time(appointment_id=key, start=at(21, 9), by=cast.sam, at=AT)
    acts.agree_time(appointment_id=key, start=at(21, 9), by=cast.owen, at=AT)  # agreed by phone


def test_the_worker_asks_for_other_times_and_gets_them(cast: Cast, with_mail: None) -> None:
    key = agreed(cast)
    acts.ask_for_others(appointment_id=key, words="I am in court.", by=cast.sam, at=AT)
    assert [str(e["status"]) for e in invitations()][-1] == "CANCELLED"
    review = queries.reviews_visible_to(cast.owen)[0]
    again = acts.offer_times(
        review_id=review.id, times=[THURSDAY], mode="phone", by=cast.owen, at=AT
    )
    assert again == key
    acts.agree_time(appointment_id=key, start=THURSDAY, by=cast.sam, at=AT)
    assert queries.appointment(key, cast.owen).state.sequence == 2


@pytest.mark.parametrize(
    ("times", "sentence"),
    [
        ((), "at least one time"),
        ((at(19, 8),), "is over"),
        ((TUESDAY, TUESDAY + timedelta(minutes=30)), "overlap"),
    ],
)
def test_times_that_cannot_be_are_refused(
    cast: Cast, times: tuple[datetime, ...], sentence: str
) -> None:
    key = allocated(cast, "TH-1034")
    with pytest.raises(Refused, match=sentence):
        acts.offer_times(review_id=key, times=times, mode="video", by=cast.owen, at=AT)


def test_nobody_is_offered_in_two_places_at_once(cast: Cast) -> None:
    offered(cast)
    kits = allocated(cast, "TH-1022")
    with pytest.raises(Refused, match="another appointment at Tuesday 20 October 2026, 11:30"):
        acts.offer_times(review_id=kits, times=[at(20, 11, 30)], mode="video", by=cast.owen, at=AT)


def test_in_person_needs_a_place(cast: Cast) -> None:
    key = allocated(cast, "TH-1034")
    with pytest.raises(Refused, match="where you meet"):
        acts.offer_times(review_id=key, times=[TUESDAY], mode="in person", by=cast.owen, at=AT)


def test_times_for_everybody_come_from_who_can_be_met_when(cast: Cast) -> None:
    allocated(cast, "TH-1034", "TH-1041")
    allocated(cast, "TH-1022", "TH-1090", to=cast.prue)
    halves = [f"2026-10-{day}-{part}" for day in (20, 21) for part in (MORNING, AFTERNOON)]
    acts.give_times(halves=halves, by=cast.owen, at=AT)
    acts.give_times(halves=["2026-10-21-pm"], by=cast.sam, at=AT)
    count, left = acts.offer_to_everybody(
        round_id=cast.round_id, mode="video", by=cast.nadia, at=AT
    )
    assert (count, [one.worker_name for one in left]) == (1, ["Kit, social worker"])
    sams = queries.appointments(cast.sam)[0]
    assert [t.astimezone(LONDON).hour for t in sams.state.times] == [13]
    assert all(t.date() == date(2026, 10, 21) for t in sams.state.times)


def test_a_case_given_back_takes_its_appointment_with_it(cast: Cast) -> None:
    key = agreed(cast)
    review = next(r for r in queries.reviews_visible_to(cast.owen) if r.ref == "TH-1034")
    link = Declaration(conflict="blocking", relation="Knows the family.")
    acts.declare_conflicts(declarations={review.id: link}, by=cast.owen, at=AT)
    one = queries.appointment(key, cast.nadia)
    assert (one.state.status, one.refs, one.state.minutes) == ("agreed", ("TH-1041",), 60)
    acts.withdraw(review_id=str(int(review.id) + 1), reason="Moved away.", by=cast.nadia, at=AT)
    assert queries.appointment(key, cast.nadia).state.status == "called off"


def test_the_filter_shows_what_the_rule_lets_each_person_see(cast: Cast) -> None:
    offered(cast)
    kits = allocated(cast, "TH-1022", to=cast.prue)
    acts.offer_times(review_id=kits, times=[TUESDAY], mode="phone", by=cast.prue, at=AT)
    every = {one.id: one.state for one in queries.appointments(cast.nadia)}
    assert len(every) == 2
    for name in ("nadia", "owen", "prue", "sam", "tess", "hari", "kit"):
        who = getattr(cast, name)
        shown = {one.id for one in queries.appointments(who)}
        assert shown == {key for key, state in every.items() if may_see(state, who)}, name


def test_a_stranger_sees_and_does_nothing(cast: Cast) -> None:
    key = agreed(cast)
    for stranger in (cast.kit, cast.prue, cast.hari):
        with pytest.raises(NotTheirs):
            queries.appointment(key, stranger)
        with pytest.raises(NotTheirs):
            acts.ask_for_others(appointment_id=key, words="No.", by=stranger, at=AT)
    with pytest.raises(Refused, match="Only"):
        acts.give_times(halves=["2026-10-20-am"], by=cast.nadia, at=AT)
