"""GLOSSARY.md defines the noun behind every table, and nothing twice."""

import re
from pathlib import Path

from django.apps import apps

GLOSSARY = Path(__file__).resolve().parents[2] / "GLOSSARY.md"


def words(name: str) -> str:
    """ "CaseGrant" is "case grant"."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", name).lower()


def defined() -> list[str]:
    return [w.lower() for w in re.findall(r"^\*\*(.+?)\*\*", GLOSSARY.read_text(), re.MULTILINE)]


def test_every_table_is_a_noun_of_the_field_or_of_the_house() -> None:
    tables = {words(m.__name__) for m in apps.get_models() if m.__module__.startswith("stocktake.")}
    assert sorted(tables - set(defined())) == []


def test_no_noun_is_defined_twice() -> None:
    found = defined()
    assert sorted({w for w in found if found.count(w) > 1}) == []
