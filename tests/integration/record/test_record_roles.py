"""On PostgreSQL the application's role cannot take the record's guards away."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import DatabaseError, connection

import stocktake.record
from stocktake.people.acts.accounts import ACCOUNT
from stocktake.people.domain.accounts import MakeAccount
from stocktake.people.queries import operator
from stocktake.record import verifying
from stocktake.record.door import Move, perform
from tests.cast import AT

pytestmark = pytest.mark.django_db(transaction=True)
ROLES = Path(stocktake.record.__path__[0]) / "roles.sql"


@pytest.fixture(autouse=True)
def _as_the_application(transactional_db: None) -> Iterator[None]:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no roles: whoever holds the file holds it all")
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = 'stocktake_app'")
        if cursor.fetchone() is None:
            cursor.execute("CREATE ROLE stocktake_app")
        cursor.execute(ROLES.read_text())
        cursor.execute("SET ROLE stocktake_app")
    yield
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")


def test_the_application_writes_through_the_door() -> None:
    act = MakeAccount(login="sam.sw", name="Sam", job="")
    perform([Move(kind=ACCOUNT, id="1", act=act)], by=operator("tests"), at=AT)
    assert verifying.verify().clean


@pytest.mark.parametrize(
    "sql",
    [
        "TRUNCATE record_entry CASCADE",
        "ALTER TABLE record_entry DISABLE TRIGGER ALL",
        "DROP TRIGGER entry_no_update ON record_entry",
        "CREATE OR REPLACE FUNCTION record_refuse() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
        "UPDATE record_entry SET person = 'x'",
        "DELETE FROM record_access",
    ],
)
def test_it_cannot_take_the_guards_away(sql: str) -> None:
    with pytest.raises(DatabaseError), connection.cursor() as cursor:
        cursor.execute(sql)
