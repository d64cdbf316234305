"""Every long column of every table is declared by hand: what somebody said, a name, or neither."""

import tomllib
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import models

DECLARED: dict[str, Any] = tomllib.loads(Path(__file__).with_name("sensitive.toml").read_text())
KINDS = ("says", "names", "plain")
LONG = 100  # characters; a shorter column holds a key or a word from a list
# Where nobody's words may stand: logs, notices, and what the worker carries.
WORDLESS = ("record.Access", "record.Entry", "record.Outbox", "notices.Notice")


def tables() -> list[type[models.Model]]:
    return [m for m in apps.get_models() if m.__module__.startswith("stocktake.")]


def long_columns(table: type[models.Model]) -> set[str]:
    """Columns that could hold a sentence."""
    return {f.name for f in table._meta.fields if _is_long(f)}


def _is_long(field: Any) -> bool:
    if isinstance(field, (models.TextField, models.JSONField, models.BinaryField)):
        return True
    return isinstance(field, models.CharField) and (field.max_length or LONG) >= LONG


def said_of(label: str) -> list[str]:
    of: dict[str, dict[str, list[str]]] = DECLARED.get(label.split(".")[0], {})
    kinds = of.get(label.split(".")[1], {})
    assert set(kinds) <= set(KINDS), f"{label}: {sorted(kinds)}"
    return [column for kind in KINDS for column in kinds.get(kind, [])]


def undeclared(of: Iterable[type[models.Model]]) -> list[str]:
    """Columns that nobody declared, or declared twice, or that are gone."""
    found = []
    for table in of:
        label = f"{table._meta.app_label}.{table.__name__}"
        have, said = long_columns(table), Counter(said_of(label))
        found += [f"{label}.{name}" for name in sorted(have ^ set(said))]
        found += [f"{label}.{name} twice" for name, times in said.items() if times > 1]
    return found


def test_every_long_column_is_declared_once() -> None:
    assert undeclared(tables()) == [], "say in tests/house/sensitive.toml what can stand in it"


def test_no_table_that_is_gone_is_declared() -> None:
    known = {f"{t._meta.app_label}.{t.__name__}" for t in tables()}
    declared = {f"{room}.{name}" for room, found in DECLARED.items() for name in found}
    assert declared <= known


def test_nobodys_words_stand_in_logs_notices_or_the_outbox() -> None:
    for label in WORDLESS:
        room, name = label.split(".")
        assert "says" not in DECLARED[room].get(name, {}), label


def test_a_planted_column_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    """The negative control: a column that the file does not know."""
    (account,) = (t for t in tables() if t.__name__ == "Account")
    monkeypatch.setitem(DECLARED["people"], "Account", {"names": ["name", "job"]})
    found = undeclared([account])
    assert "people.Account.email" in found
    assert "people.Account.name" not in found
