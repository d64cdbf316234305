"""Tampering: the database refuses it, and where it is forced, `verify` finds it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from django.db import DatabaseError, connection

from stocktake.core.capacity import Capacity
from stocktake.core.thread import Refused
from stocktake.people.queries import operator
from stocktake.record import chain, erasure, triggers, verifying
from stocktake.record.door import perform
from stocktake.record.models import Access, Body, Entry, Head
from tests.cast import AT, make_person

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _some_entries(db: None) -> None:
    for login in ("ivy.ig", "dana.data", "sam.sw", "tess.tm"):
        make_person(login, Capacity.IG_OFFICER if login == "ivy.ig" else Capacity.WORKER)


@contextmanager
def unguarded() -> Iterator[None]:
    """As somebody with the database's own keys would: without triggers and foreign keys."""
    triggers.remove()
    try:
        with connection.constraint_checks_disabled():
            yield
    finally:
        triggers.install()


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE record_entry SET person = 'x' WHERE number = 1",
        "DELETE FROM record_entry WHERE number = 1",
        "DELETE FROM record_body WHERE entry_id = 1",
        "UPDATE record_body SET said = '{}' WHERE entry_id = 1",
        "UPDATE record_body SET said = NULL, salt = NULL WHERE entry_id = 1",
        "UPDATE record_access SET person = 'x'",
        "DELETE FROM record_access",
    ],
)
def test_the_database_refuses(sql: str) -> None:
    Access.objects.create(at=AT, person="1", capacities="", event="read", what="note:1")
    with pytest.raises(DatabaseError, match="record:"), connection.cursor() as cursor:
        cursor.execute(sql)


def test_without_the_trigger_the_same_statement_passes() -> None:
    with unguarded(), connection.cursor() as cursor:
        cursor.execute("UPDATE record_entry SET person = 'x' WHERE number = 1")
    assert Entry.objects.get(number=1).person == "x"


def test_sqlite_refuses_insert_or_replace() -> None:
    if connection.vendor != "sqlite":
        pytest.skip("INSERT OR REPLACE is SQLite's own")
    names = ", ".join(f'"{f.column}"' for f in Entry._meta.fields)
    with pytest.raises(DatabaseError, match="record:"), connection.cursor() as cursor:
        cursor.execute(
            f"INSERT OR REPLACE INTO record_entry ({names}) SELECT {names} FROM record_entry"
        )


def alter() -> None:
    Entry.objects.filter(number=3).update(act="account.closed")


def swap() -> None:
    """Two entries trade places, each keeping its own words and hash."""
    a, b = Entry.objects.get(number=2), Entry.objects.get(number=3)
    facts = [
        f.attname
        for f in Entry._meta.fields
        if f.attname not in ("number", "previous_hash", "hash")
    ]
    for row, other in (
        (a, {f: getattr(b, f) for f in facts}),
        (b, {f: getattr(a, f) for f in facts}),
    ):
        Entry.objects.filter(number=row.number).update(**other)


def change_words() -> None:
    Body.objects.filter(entry_id=3).update(said='{"login":"other"}')


def empty_without_act() -> None:
    Body.objects.filter(entry_id=3).update(said=None, salt=None, erased_by=2)


def delete() -> None:
    _drop(3, 3)


def cut_tail() -> None:
    _drop(6, 10**9)


def _drop(first: int, last: int) -> None:
    Body.objects.filter(entry_id__gte=first, entry_id__lte=last).delete()
    Entry.objects.filter(number__gte=first, number__lte=last).delete()


@pytest.mark.parametrize("attack", [alter, delete, swap, change_words, empty_without_act, cut_tail])
def test_verify_finds(attack: Callable[[], None]) -> None:
    assert verifying.verify().clean
    with unguarded():
        attack()
    assert not verifying.verify().clean


def test_only_an_anchor_shows_that_the_end_was_cut_off_and_the_head_moved() -> None:
    anchor = verifying.anchor()
    with unguarded():
        cut_tail()
        last = Entry.objects.order_by("-number")[0]
        Head.objects.update(number=last.number, hash=last.hash)
    assert verifying.verify().clean  # negative control: the chain alone cannot tell
    assert not verifying.verify(anchor).clean


def test_only_an_anchor_shows_a_whole_rewrite() -> None:
    anchor = verifying.anchor()
    with unguarded():
        previous = chain.GENESIS
        for row in Entry.objects.order_by("number"):
            row.person, row.previous_hash = "somebody else", previous
            previous = row.hash = chain.entry_hash(verifying.columns_of(row))
            row.save()
        Head.objects.update(hash=previous)
    assert verifying.verify().clean
    assert not verifying.verify(anchor).clean


def test_a_missing_trigger_is_a_fault() -> None:
    with unguarded():
        faults = verifying.verify().faults
    assert "The trigger entry_no_update is missing." in faults


def test_a_lawful_erasure_leaves_the_chain_whole() -> None:
    ivy = make_person("ivy.two", Capacity.IG_OFFICER)
    moves = erasure.erasure_moves(entries=[3], rule="rectification", reference="IG-7")
    numbers = perform(moves, by=ivy, at=AT)
    verdict = verifying.verify()
    assert verdict.clean
    assert verdict.erased == (f"Entry 3: body erased by entry {numbers[0]}, under rectification.",)
    assert Body.objects.get(entry_id=3).said is None


def test_a_hold_stops_erasure_until_it_is_lifted() -> None:
    ivy = make_person("ivy.two", Capacity.IG_OFFICER)
    perform(erasure.hold_moves(entries=[3], reference="Court 12"), by=ivy, at=AT)
    wanted = erasure.erasure_moves(entries=[3], rule="retention", reference="R-1")
    with pytest.raises(Refused, match="legal hold"):
        perform(wanted, by=ivy, at=AT)
    perform(erasure.release_moves(entries=[3], reference="Court 12 ended"), by=ivy, at=AT)
    perform(wanted, by=ivy, at=AT)
    assert verifying.verify().clean


def test_the_operator_cannot_erase() -> None:
    wanted = erasure.erasure_moves(entries=[3], rule="retention", reference="R-1")
    with pytest.raises(Refused, match="information-governance"):
        perform(wanted, by=operator("tests"), at=AT)
