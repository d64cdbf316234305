"""Mapping files: what `--mapping FILE` and the presets of recording systems say, checked.

{"tables": {file: table}, "columns": {table: {header: column}}, "values": {table: {column:
{written: listed}}}}; or columns alone. null leaves a file or column out, and lets a value stay.
"""

from collections.abc import Mapping
from typing import Any

from stocktake.caseload.domain.layouts import Layout
from stocktake.caseload.domain.said import PARTS, Said
from stocktake.caseload.domain.tables import Table

SHAPE = (
    'It looks like {"columns": {"cases": {"Worker": "allocated_worker", "Old column": null}}, '
    '"values": {"cases": {"stratum": {"LAC": "CLA"}}}}.'
)


def parsed(facts: Any, layout: Layout) -> Said:
    """What the file says, in the names of the layout; raises ValueError with one sentence."""
    if not isinstance(facts, dict):
        raise ValueError(SHAPE)
    told = {k: v for k, v in facts.items() if k not in ("title", "about")}
    if not set(told) <= set(PARTS):
        told = {"columns": told}
    tables = {str(f): _table(t, layout).name if t else None for f, t in _dict(told, "tables")}
    columns = {
        _table(t, layout).name: _columns(_table(t, layout), c) for t, c in _dict(told, "columns")
    }
    values = {
        _table(t, layout).name: _values(_table(t, layout), c) for t, c in _dict(told, "values")
    }
    return Said(tables=tables, columns=columns, values=values)


def _dict(facts: Mapping[str, Any], key: str) -> list[tuple[str, Any]]:
    part = facts.get(key, {})
    if not isinstance(part, dict):
        raise ValueError(SHAPE)
    return [*part.items()]


def _table(name: object, layout: Layout) -> Table:
    """A table by its name; "list 6" may be written for "6"."""
    plain = str(name).lower().removeprefix("list ").strip()
    found = next((t for t in layout.tables if t.name == plain), None)
    if found is None:
        names = ", ".join(t.name for t in layout.tables)
        raise ValueError(f"The mapping names “{name}”. Tables are: {names}.")
    return found


def _columns(table: Table, said: Any) -> dict[str, str | None]:
    if not isinstance(said, dict):
        raise ValueError(SHAPE)
    return {str(h): None if c is None else _column(table, h, c) for h, c in said.items()}


def _column(table: Table, header: object, column: object) -> str:
    names = {n: c.name for c in table.columns for n in (c.name, c.heading) if n}
    if column not in names:
        raise ValueError(f"The mapping takes “{header}” for “{column}”, no column of {table.name}.")
    return names[str(column)]


def _values(table: Table, said: Any) -> dict[str, dict[str, str | None]]:
    if not isinstance(said, dict):
        raise ValueError(SHAPE)
    found = {}
    for name, meanings in said.items():
        column = table.column(_column(table, "values", name))
        if not isinstance(meanings, dict):
            raise ValueError(SHAPE)
        allowed = {*column.listed} or {"yes", "no"}
        for written, meaning in meanings.items():
            if meaning is not None and meaning not in allowed:
                raise ValueError(
                    f"The mapping takes “{written}” for “{meaning}”, which is none of: "
                    f"{', '.join(sorted(allowed))}."
                )
        found[column.name] = {str(w): m for w, m in meanings.items()}
    return found
