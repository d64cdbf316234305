"""Database triggers that keep the record append-only on both engines.

They are installed after every migration and checked at start and by `stocktake record verify`:
a migration that remakes a table on SQLite silently drops its triggers.
"""

from typing import Any

from django.db import connections

ENTRY, BODY, ACCESS = "record_entry", "record_body", "record_access"

_SQLITE = {
    "entry_no_update": (ENTRY, "BEFORE UPDATE", "1", "entries are never changed"),
    "entry_no_delete": (ENTRY, "BEFORE DELETE", "1", "entries are never deleted"),
    # INSERT OR REPLACE deletes without firing the delete trigger, so it is stopped here
    "entry_no_overwrite": (
        ENTRY,
        "BEFORE INSERT",
        "EXISTS (SELECT 1 FROM record_entry WHERE number = NEW.number OR hash = NEW.hash"
        " OR previous_hash = NEW.previous_hash)",
        "entries are never overwritten",
    ),
    "body_only_emptied": (
        BODY,
        "BEFORE UPDATE",
        "NOT (OLD.entry_id = NEW.entry_id AND ((NEW.said IS NULL AND NEW.salt IS NULL AND"
        " NEW.erased_by IS NOT NULL AND OLD.held = '') OR (NEW.said IS OLD.said AND"
        " NEW.salt IS OLD.salt AND NEW.erased_by IS OLD.erased_by)))",
        "a body can be held or emptied, never changed",
    ),
    "body_no_delete": (BODY, "BEFORE DELETE", "1", "bodies are never deleted"),
    "body_no_overwrite": (
        BODY,
        "BEFORE INSERT",
        "EXISTS (SELECT 1 FROM record_body WHERE entry_id = NEW.entry_id)",
        "bodies are never overwritten",
    ),
    "access_no_update": (ACCESS, "BEFORE UPDATE", "1", "the access log is never changed"),
    "access_no_delete": (ACCESS, "BEFORE DELETE", "1", "the access log is never deleted"),
}

_POSTGRES = {
    **{
        name: (table, when, condition.replace(" IS OLD.", " IS NOT DISTINCT FROM OLD."), message)
        for name, (table, when, condition, message) in _SQLITE.items()
        if not name.endswith("_overwrite")  # the primary and unique keys already refuse these
    },
    "entry_no_truncate": (ENTRY, "BEFORE TRUNCATE", "", "entries are never truncated"),
    "body_no_truncate": (BODY, "BEFORE TRUNCATE", "", "bodies are never truncated"),
    "access_no_truncate": (ACCESS, "BEFORE TRUNCATE", "", "the access log is never truncated"),
}


def install_after_migrate(using: str = "default", **_: Any) -> None:
    """Signal receiver: put back whatever a migration dropped, once the tables exist."""
    tables = connections[using].introspection.table_names()
    if {ENTRY, BODY, ACCESS} <= set(tables):
        install(using)


def install(using: str = "default") -> None:
    """Create every trigger afresh; safe to repeat."""
    connection = connections[using]
    statements = _sqlite_sql() if connection.vendor == "sqlite" else _postgres_sql()
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def remove(using: str = "default") -> None:
    """Take the triggers off: only for a test that empties its own database."""
    connection = connections[using]
    with connection.cursor() as cursor:
        for name, (table, *_) in (_SQLITE if connection.vendor == "sqlite" else _POSTGRES).items():
            on = "" if connection.vendor == "sqlite" else f" ON {table}"
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}{on}")


def missing(using: str = "default") -> list[str]:
    """Names of the triggers that should guard the record and do not."""
    connection = connections[using]
    if connection.vendor == "sqlite":
        wanted, query = set(_SQLITE), "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    else:
        wanted = set(_POSTGRES)
        query = "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'"
    with connection.cursor() as cursor:
        cursor.execute(query)
        return sorted(wanted - {row[0] for row in cursor.fetchall()})


def _sqlite_sql() -> list[str]:
    statements = []
    for name, (table, when, condition, message) in _SQLITE.items():
        statements.append(f"DROP TRIGGER IF EXISTS {name}")
        statements.append(
            f"CREATE TRIGGER {name} {when} ON {table} WHEN {condition} "
            f"BEGIN SELECT RAISE(ABORT, 'record: {message}'); END"
        )
    return statements


def _postgres_sql() -> list[str]:
    statements = [
        "CREATE OR REPLACE FUNCTION record_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'record: %', TG_ARGV[0]; END $$"
    ]
    for name, (table, when, condition, message) in _POSTGRES.items():
        row = "FOR EACH STATEMENT" if "TRUNCATE" in when else "FOR EACH ROW"
        test = f"WHEN ({_boolean(condition)}) " if condition else ""
        statements.append(f"DROP TRIGGER IF EXISTS {name} ON {table}")
        statements.append(
            f"CREATE TRIGGER {name} {when} ON {table} {row} {test}"
            f"EXECUTE FUNCTION record_refuse('{message}')"
        )
    return statements


def _boolean(condition: str) -> str:
    return "true" if condition == "1" else condition
