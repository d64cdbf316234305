"""The named cast of the tests: made by the same acts that make real accounts."""

from datetime import UTC, date, datetime

from django.contrib.auth import get_user_model
from django.test import Client

from stocktake.core.capacity import Capacity
from stocktake.core.thread import Person
from stocktake.people import acts, queries
from stocktake.people.domain.accounts import MakeAccount

AT = datetime(2026, 10, 19, 9, 0, tzinfo=UTC)


def make_person(
    login: str,
    *capacities: Capacity,
    team: str = "",
    worker_id: str = "",
    ends: date | None = None,
    at: datetime = AT,
) -> Person:
    """An account with these capacities from the beginning of the tests' time."""
    by, start = queries.operator("tests"), datetime(2020, 1, 1, tzinfo=UTC)
    who = MakeAccount(
        login=login,
        name=login.split(".")[0].title(),
        job="",
        external=ends is not None,
        ends=ends,
    )
    key = acts.make_account(who=who, password=None, by=by, at=start)
    for capacity in capacities:
        needs_team = team if capacity is Capacity.TEAM_MANAGER else ""
        acts.grant_capacity(person_id=key, capacity=capacity, team=needs_team, by=by, at=start)
    if worker_id:
        acts.match_worker(person_id=key, worker_id=worker_id, by=by, at=start)
    return queries.person(key)


def sign_in(who: Person) -> Client:
    """A browser in which this person has signed in."""
    client = Client()
    client.force_login(get_user_model().objects.get(key=who.id))
    return client
