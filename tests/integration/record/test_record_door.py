"""The write door: all or nothing, refusals logged, every entry in the chain."""

import pytest

from stocktake.core.capacity import Capacity
from stocktake.core.thread import Earlier, Outgoing, Refused
from stocktake.people.acts.accounts import ACCOUNT
from stocktake.people.domain.accounts import GrantCapacity, MakeAccount, MatchWorker
from stocktake.people.models import Account, Grant
from stocktake.people.queries import operator
from stocktake.record import queries, verifying
from stocktake.record.door import Move, perform, why_not
from stocktake.record.models import Access, Body, Entry, Head, Outbox
from tests.cast import AT, make_person

pytestmark = pytest.mark.django_db
BY = operator("tests")


def move(key: str, login: str, **kwargs: object) -> Move:
    act = MakeAccount(login=login, name=login.title(), job="social worker")
    return Move(kind=ACCOUNT, id=key, act=act, **kwargs)  # type: ignore[arg-type]


def test_many_moves_are_one_transaction() -> None:
    bad = Move(kind=ACCOUNT, id="91", act=GrantCapacity(capacity=Capacity.TEAM_MANAGER))
    with pytest.raises(Refused, match="which team"):
        perform([move("90", "one"), move("91", "two"), bad], by=BY, at=AT)
    assert not Account.objects.exists()
    assert not Entry.objects.exists()


def test_a_refusal_is_logged_though_nothing_else_is() -> None:
    with pytest.raises(Refused):
        perform([Move(kind=ACCOUNT, id="9", act=MatchWorker(worker_id="W1"))], by=BY, at=AT)
    assert Access.objects.get().event == "act.refused"


def test_an_entry_says_who_what_and_when_but_not_what_was_said() -> None:
    perform([move("90", "sam.sw", concerns=("person:90",))], by=BY, at=AT)
    entry = queries.entry(1)
    assert entry is not None
    assert (entry.act, entry.subject, entry.status_after) == ("account.made", "account:90", "open")
    assert entry.said is not None
    assert entry.said["name"] == "Sam.Sw"
    row = Entry.objects.get(number=1)
    assert "Sam" not in str([getattr(row, f.attname) for f in Entry._meta.fields])


def test_later_moves_rest_on_earlier_ones() -> None:
    first, second = move("90", "one"), move("91", "two", rests_on=(Earlier(0), "quote:7"))
    numbers = perform([first, second], by=BY, at=AT)
    entry = queries.entry(numbers[1])
    assert entry is not None
    assert entry.rests_on == (f"entry:{numbers[0]}", "quote:7")


def test_the_outbox_is_filled_with_the_entry() -> None:
    out = Outgoing(topic="notice", payload={"to": ["90"]})
    perform([move("90", "one", outbox=(out,))], by=BY, at=AT)
    assert Outbox.objects.get().entry_number == 1


def test_two_moves_on_one_subject_build_on_each_other() -> None:
    grant = GrantCapacity(capacity=Capacity.WORKER)
    perform([move("90", "one"), Move(kind=ACCOUNT, id="90", act=grant)], by=BY, at=AT)
    assert Grant.objects.get().capacity == "worker"


def test_a_button_and_the_door_give_the_same_reason() -> None:
    someone = make_person("mel.member", Capacity.MEMBER)
    asked = move("99", "new")
    sentence = why_not(asked, by=someone, at=AT)
    with pytest.raises(Refused) as no:
        perform([asked], by=someone, at=AT)
    assert no.value.sentence == sentence


def test_the_walk_ends_in_evidence() -> None:
    perform([move("90", "one", rests_on=("quote:7",))], by=BY, at=AT)
    perform([move("91", "two", rests_on=("entry:1",))], by=BY, at=AT)
    assert [s.basis for s in queries.walk(["entry:2"])] == ["entry:2", "entry:1", "quote:7"]
    assert queries.reaches_evidence(["entry:2"])
    assert not queries.reaches_evidence(["entry:99"])


def test_the_chain_verifies_and_anchors() -> None:
    perform([move("90", "one"), move("91", "two")], by=BY, at=AT)
    anchor = verifying.anchor()
    perform([move("92", "three")], by=BY, at=AT)
    assert verifying.verify(anchor).clean
    assert Head.objects.get().number == Body.objects.count() == 3
