"""Notices: asked for in an act's own transaction, delivered once, without case detail by e-mail."""

import pytest
from django.core import mail
from django.test import Client

from stocktake.core.capacity import Capacity
from stocktake.core.thread import Outgoing, Person
from stocktake.notices import acts as notice_acts
from stocktake.notices import queries
from stocktake.notices.jobs import deliver_waiting
from stocktake.people import acts as people_acts
from stocktake.people import queries as people
from stocktake.people.acts.accounts import ACCOUNT
from stocktake.people.domain.accounts import GrantCapacity
from stocktake.record import outbox
from stocktake.record.door import Move, perform
from tests.cast import AT, make_person, sign_in

pytestmark = pytest.mark.django_db
TEXT = "A review was shared with you."


@pytest.fixture
def sam() -> Person:
    return make_person("sam.sw", Capacity.WORKER)


def ask(*to: Person, url: str = "/reviews/12/") -> None:
    """Any lawful act may ask for a notice."""
    payload = {"to": [p.id for p in to], "about": "review:12", "text": TEXT, "url": url}
    who = make_person(f"somebody{len(people.accounts())}.new")
    act = GrantCapacity(capacity=Capacity.MEMBER)
    move = Move(
        kind=ACCOUNT, id=who.id, act=act, outbox=(Outgoing(topic="notice", payload=payload),)
    )
    perform([move], by=people.operator("tests"), at=AT)


def test_a_notice_reaches_its_person_and_is_an_entry(sam: Person) -> None:
    ask(sam)
    assert deliver_waiting() == 1
    assert [(n.text, n.unread) for n in queries.notices(sam)] == [(TEXT, True)]
    assert outbox.waiting("notice") == ()


def test_delivering_again_sends_nothing(sam: Person) -> None:
    ask(sam)
    deliver_waiting()
    assert deliver_waiting() == 0
    assert queries.unread_count(sam) == 1


def test_a_stop_between_sending_and_marking_loses_and_doubles_nothing(sam: Person) -> None:
    ask(sam)
    notice_acts.send(outbox.waiting("notice")[0], by=people.operator("worker"), at=AT)
    assert deliver_waiting() == 0
    assert queries.unread_count(sam) == 1
    assert outbox.waiting("notice") == ()


def test_the_e_mail_says_nothing_of_a_case() -> None:
    by = people.operator("tests")
    who = people_acts.accounts.MakeAccount(
        login="tess.tm", name="Tess", job="", email="tess@thornmere.example"
    )
    key = people_acts.make_account(who=who, password=None, by=by, at=AT)
    ask(people.person(key))
    ask(people.person(key))
    deliver_waiting()
    assert [(m.subject, m.to) for m in mail.outbox] == [
        ("You have something to do in Stocktake", ["tess@thornmere.example"])
    ]
    assert "review" not in mail.outbox[0].body


def test_a_notice_that_leads_elsewhere_is_given_up(sam: Person) -> None:
    ask(sam, url="//elsewhere.example/")
    for _ in range(6):
        deliver_waiting()
    assert queries.notices(sam) == ()
    assert outbox.waiting("notice") == ()


def test_the_page_shows_opens_and_clears(sam: Person) -> None:
    ask(sam)
    deliver_waiting()
    browser = sign_in(sam)
    assert TEXT in browser.get("/notices/").content.decode()
    answer = browser.post(f"/notices/{queries.notices(sam)[0].key}/open/")
    assert answer["Location"] == "/reviews/12/"
    assert queries.unread_count(sam) == 0


def test_somebody_elses_notice_does_not_exist(sam: Person) -> None:
    ask(sam)
    deliver_waiting()
    stranger = sign_in(make_person("mel.member", Capacity.MEMBER))
    assert stranger.post(f"/notices/{queries.notices(sam)[0].key}/open/").status_code == 404
    assert TEXT not in stranger.get("/notices/").content.decode()
    assert queries.unread_count(sam) == 1


def test_a_stranger_is_sent_to_sign_in() -> None:
    assert Client().get("/notices/").status_code == 302
