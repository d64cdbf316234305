"""Accounts and capacities: granted by somebody else, ended, and matched to a worker."""

from datetime import UTC, date, datetime

import pytest

from stocktake.core.capacity import Capacity
from stocktake.core.thread import Refused
from stocktake.people import acts, queries
from stocktake.people.domain.accounts import MakeAccount
from stocktake.record import outbox

AT = datetime(2026, 10, 19, 9, 0, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def make(login: str = "nadia.qa", **facts: object) -> str:
    who = MakeAccount(login=login, name=login.split(".")[0].title(), job="", **facts)  # type: ignore[arg-type]
    return acts.make_account(who=who, password=None, by=queries.operator("tests"), at=AT)


def test_a_granted_capacity_is_held() -> None:
    key = make()
    acts.grant_capacity(
        person_id=key, capacity=Capacity.QA_MANAGER, by=queries.operator("tests"), at=AT
    )
    assert [c.login for c in queries.holders(Capacity.QA_MANAGER, AT.date())] == ["nadia.qa"]


def test_nobody_grants_to_themselves() -> None:
    key = make("ivy.ig")
    acts.grant_capacity(
        person_id=key, capacity=Capacity.IG_OFFICER, by=queries.operator("tests"), at=AT
    )
    with pytest.raises(Refused, match="themselves"):
        acts.grant_capacity(
            person_id=key, capacity=Capacity.QA_MANAGER, by=queries.person(key), at=AT
        )


def test_a_stranger_grants_nothing() -> None:
    key, stranger = make(), make("mel.member")
    with pytest.raises(Refused, match="Only"):
        acts.grant_capacity(
            person_id=key, capacity=Capacity.QA_MANAGER, by=queries.person(stranger), at=AT
        )


def test_an_outside_account_needs_an_end_date() -> None:
    with pytest.raises(Refused, match="commission ends"):
        make("owen.auditor", external=True)


def test_an_outside_account_can_only_review() -> None:
    key = make("owen.auditor", external=True, ends=date(2026, 12, 31))
    with pytest.raises(Refused, match="reviewer only"):
        acts.grant_capacity(
            person_id=key, capacity=Capacity.QA_MANAGER, by=queries.operator("tests"), at=AT
        )


@pytest.mark.parametrize("login", ["na\u0434ia.qa", "nadia qa", "nadia\u202e.qa", "nadia.qa\n"])
def test_a_login_that_only_looks_like_another_is_refused(login: str) -> None:
    with pytest.raises(Refused, match="plain letters"):
        make(login)


def test_a_name_holds_no_letter_that_nobody_sees() -> None:
    who = MakeAccount(login="nadia.qa", name="Nadia\u202eaidaN", job="QA")
    with pytest.raises(Refused, match="can be seen"):
        acts.make_account(who=who, password=None, by=queries.operator("tests"), at=AT)
    accented = MakeAccount(login="zoe.qa", name="Zoë O’Brien-Şahin", job="QA")
    assert acts.make_account(who=accented, password=None, by=queries.operator("tests"), at=AT)


def test_the_owner_of_an_account_is_told_of_a_link_to_its_password() -> None:
    key = make()
    acts.make_password_link(person_id=key, by=queries.operator("tests"), at=AT)
    (told,) = outbox.waiting("notice")
    assert told.payload["to"] == [key]
    assert "made a link that sets your password" in told.payload["text"]
