"""Twenty connections at once: no entry lost, no number twice, one chain; and the control that fails."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connection, connections

from stocktake.core.capacity import Capacity
from stocktake.people.acts.accounts import ACCOUNT
from stocktake.people.domain.accounts import GrantCapacity
from stocktake.people.models import Grant
from stocktake.people.queries import operator
from stocktake.record import door, triggers, verifying
from stocktake.record.door import Move, perform
from stocktake.record.models import Entry
from tests.cast import AT, make_person

pytestmark = pytest.mark.django_db(transaction=True)
WRITERS, EACH = 20, 5


def race(keys: list[str]) -> list[BaseException]:
    """Every writer moves two shared subjects, in an order of its own, several times over."""
    faults: list[BaseException] = []
    start = threading.Barrier(WRITERS)

    def write(number: int) -> None:
        try:
            start.wait(timeout=30)
            for turn in range(EACH):
                team = f"{number}-{turn}"
                act = GrantCapacity(capacity=Capacity.TEAM_MANAGER, team=team)
                first, second = keys if (number + turn) % 2 else reversed(keys)
                moves = [Move(kind=ACCOUNT, id=k, act=act) for k in (first, second)]
                perform(moves, by=operator("tests"), at=AT)
        except BaseException as fault:
            faults.append(fault)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=write, args=(n,)) for n in range(WRITERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=120)
    return faults


@contextmanager
def without_locks(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The negative control: nothing waits for anybody, and no key or trigger catches it."""

    def plain(queryset: Any) -> Any:
        return queryset.order_by("pk")

    monkeypatch.setattr(door, "locked", plain)
    monkeypatch.setattr("stocktake.people.acts.accounts.locked", plain)
    settings = connection.settings_dict["OPTIONS"]
    if connection.vendor == "sqlite":
        monkeypatch.setitem(settings, "transaction_mode", "DEFERRED")
        monkeypatch.setitem(settings, "timeout", 0.05)
    triggers.remove()
    yield
    triggers.install()


@pytest.fixture
def keys(db: None) -> list[str]:
    if connection.is_in_memory_db() if connection.vendor == "sqlite" else False:
        pytest.fail("The race needs a database file: set TEST NAME in the settings of the tests.")
    return [make_person(n, Capacity.WORKER).id for n in ("sam.sw", "tess.tm")]


def test_twenty_connections_write_one_chain(keys: list[str]) -> None:
    before = Entry.objects.count()
    assert race(keys) == []
    assert Entry.objects.count() == before + WRITERS * EACH * 2
    assert Grant.objects.filter(capacity="team_manager").count() == WRITERS * EACH * 2
    assert verifying.verify().clean


def test_without_the_locks_the_race_is_lost(
    keys: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = Entry.objects.count()
    with without_locks(monkeypatch):
        faults = race(keys)
    lost = Entry.objects.count() != before + WRITERS * EACH * 2
    assert faults or lost
