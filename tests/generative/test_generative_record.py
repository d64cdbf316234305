"""Random lawful and unlawful acts: the record and the tables agree, and refusals change nothing."""

import os
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from stocktake.core.capacity import Capacity
from stocktake.core.thread import Act, Person, Refused
from stocktake.people.acts.accounts import ACCOUNT
from stocktake.people.domain.accounts import (
    CloseAccount,
    EndCapacity,
    GrantCapacity,
    MakeAccount,
    MatchWorker,
)
from stocktake.people.models import Account
from stocktake.people.queries import operator
from stocktake.record import agreement, dump, verifying
from stocktake.record.door import Move, perform
from stocktake.record.models import Entry

START = datetime(2026, 4, 1, 9, 0, tzinfo=UTC)
KEYS = ("1", "2", "3")

acts = st.one_of(
    st.sampled_from(KEYS).map(lambda k: MakeAccount(login=f"p{k}", name=f"P {k}", job="")),
    st.sampled_from([*Capacity]).map(lambda c: GrantCapacity(capacity=c, team="North")),
    st.sampled_from([*Capacity]).map(lambda c: EndCapacity(capacity=c)),
    st.just(MatchWorker(worker_id="W1")),
    st.sampled_from(["", "left"]).map(lambda r: CloseAccount(reason=r)),
)
steps = st.lists(
    st.tuples(
        st.sampled_from(["operator", *KEYS]),
        st.lists(st.tuples(st.sampled_from(KEYS), acts), min_size=1, max_size=3),
    ),
    max_size=12,
)


def someone(key: str) -> Person:
    if key == "operator":
        return operator("tests")
    return Person(id=key, name=key, capacities=frozenset({Capacity.IG_OFFICER}))


def attempt(who: str, moves: list[tuple[str, Act]], at: datetime) -> None:
    before = dump.digest(), Entry.objects.count()
    try:
        perform([Move(kind=ACCOUNT, id=k, act=a) for k, a in moves], by=someone(who), at=at)
    except Refused:
        assert (dump.digest(), Entry.objects.count()) == before


@pytest.mark.django_db(transaction=True)
@settings(
    max_examples=80 if os.environ.get("STOCKTAKE_PROVE") else 25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(steps)
def test_record_and_tables_agree(
    transactional_db: None, story: list[tuple[str, list[tuple[str, Act]]]]
) -> None:
    from django.core.management import call_command

    call_command("flush", verbosity=0, interactive=False)
    for turn, (who, moves) in enumerate(story):
        attempt(who, moves, START + timedelta(hours=turn))
    assert agreement.disagreements() == ()
    assert verifying.verify().clean


@pytest.mark.django_db
def test_a_status_set_behind_the_door_is_found() -> None:
    act = MakeAccount(login="sam.sw", name="Sam", job="")
    perform([Move(kind=ACCOUNT, id="1", act=act)], by=operator("tests"), at=START)
    Account.objects.update(status="closed")
    assert agreement.disagreements() == (
        "account 1 is “closed” in its table and “open” in the record.",
    )
