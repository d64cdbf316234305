"""Homes: what needs each person, and nothing that is not theirs."""

import pytest
from django.conf import settings
from django.test import Client

from stocktake.core.capacity import Capacity
from stocktake.core.thread import Person
from stocktake.desks.queries import matrix, needs
from stocktake.desks.queries.seen import Seen
from stocktake.people.models import Account
from stocktake.reviews import acts
from stocktake.reviews.acts import Declaration
from tests.cast import AT, make_person
from tests.review_desk import LATER, Cast, allocated, challenged, reading_by, shared


def home(person: Person, query: str = "") -> str:
    client = Client()
    client.force_login(Account.objects.get(key=person.id))
    answer = client.get("/" + query)
    assert answer.status_code == 200
    return answer.content.decode()


def sentences(person: Person) -> list[str]:
    return [n.sentence for n in needs.needs(Seen(person))]


def test_the_qa_manager_is_told_to_allocate(cast: Cast) -> None:
    assert "Allocate the reviews" in sentences(cast.nadia)
    assert "Where the round stands" in home(cast.nadia)


def test_the_reviewer_declares_conflicts_first(cast: Cast) -> None:
    allocated(cast)
    assert "Declare conflicts" in sentences(cast.owen)


def test_the_board_puts_each_review_in_its_stage(cast: Cast) -> None:
    reading_by(cast, "TH-1034")
    shared(cast, "TH-1041")
    found = matrix.matrix(cast.round_id, Seen(cast.nadia))
    assert {s.words: s.count for s in found.stages} == {
        "Not started": 2,  # nobody was given these yet
        "In reading": 1,
        "In discussion": 0,
        "Awaiting response": 1,
        "Finalised": 0,
    }
    assert found.total == 4
    assert "TH-1034" in home(cast.nadia, "?depth=in+depth")


def test_every_edge_on_the_board_is_also_a_need(cast: Cast) -> None:
    key = allocated(cast)
    link = Declaration(conflict="blocking", relation="Past link")
    acts.declare_conflicts(declarations={key: link}, by=cast.owen, at=AT)
    waiting = needs.needs(Seen(cast.nadia))
    assert "Owen declared a conflict" in [n.sentence for n in waiting]
    decide = frozenset(n.url for n in waiting)
    found = matrix.matrix(cast.round_id, Seen(cast.nadia), decide=decide)
    edges = {line.ref for row in found.rows for cell in row.cells for line in cell if line.edge}
    assert edges == set(cast.cases), "one to reassign, the others without a reviewer"


def test_silence_is_for_the_qa_manager_to_decide(cast: Cast) -> None:
    shared(cast)
    assert not [s for s in sentences(cast.nadia) if "no reply" in s]
    settings.HOME.set_demonstration_time(LATER)
    try:
        assert "The reply window closed with no reply" in sentences(cast.nadia)
        assert "no reply" in home(cast.nadia)
    finally:
        settings.HOME.set_demonstration_time(AT)


def test_the_worker_is_asked_to_reply_once(cast: Cast) -> None:
    shared(cast)
    assert sentences(cast.sam) == ["A review is shared with you"]
    assert sentences(cast.kit) == []
    assert "TH-1034" not in home(cast.kit)


def test_a_challenge_comes_back_to_the_reviewer(cast: Cast) -> None:
    challenged(cast)
    assert "A review is shared with you" not in sentences(cast.sam)


def test_a_member_finds_what_is_published_and_no_case(cast: Cast) -> None:
    reading_by(cast)
    mel = make_person("mel.member", Capacity.MEMBER)
    assert "Published reports" in home(mel)
    assert "TH-10" not in home(mel)


@pytest.mark.parametrize("name", ["grades", "themes", "actions"])
def test_each_picture_has_its_file(cast: Cast, name: str) -> None:
    client = Client()
    client.force_login(Account.objects.get(key=cast.nadia.id))
    answer = client.get(f"/rounds/{cast.round_id}/pictures/{name}.csv")
    assert answer.status_code == 200
    assert answer["Content-Type"].startswith("text/csv")
    assert client.get(f"/rounds/{cast.round_id}/pictures/other.csv").status_code == 404
