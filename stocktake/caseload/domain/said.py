"""What somebody said of an extract: which file is which table, what a header and a value mean.

It is confirmed on the web or given as a mapping file, and remembered for the next extract of the
same source. Presets of recording systems are the same thing, kept as data.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

Columns = Mapping[str, Mapping[str, str | None]]  # table -> header -> our column, None: left out
Values = Mapping[str, Mapping[str, Mapping[str, str | None]]]  # table -> column -> written -> ours
PARTS = ("tables", "columns", "values")


@dataclass(frozen=True, kw_only=True)
class Said:
    """`tables`: file or sheet -> table. A value of None stays as it was written, unasked."""

    tables: Mapping[str, str | None] = field(default_factory=dict)
    columns: Columns = field(default_factory=dict)
    values: Values = field(default_factory=dict)

    def over(self, earlier: "Said") -> "Said":
        """Both, with what is said here winning name by name."""
        columns = {
            t: {**earlier.columns.get(t, {}), **self.columns.get(t, {})}
            for t in {*earlier.columns, *self.columns}
        }
        values = {
            t: _merged(earlier.values.get(t, {}), self.values.get(t, {}))
            for t in {*earlier.values, *self.values}
        }
        return Said(tables={**earlier.tables, **self.tables}, columns=columns, values=values)

    def facts(self) -> dict[str, Any]:
        """As JSON keeps it."""
        return {part: getattr(self, part) for part in PARTS}


def said(facts: Mapping[str, Any]) -> Said:
    """From `facts`; also from the older form, which held columns alone."""
    if not facts or not set(facts) <= set(PARTS):
        return Said(columns=dict(facts))
    return Said(**facts)


def _merged(
    first: Mapping[str, Mapping[str, str | None]], over: Mapping[str, Mapping[str, str | None]]
) -> dict[str, dict[str, str | None]]:
    return {c: {**first.get(c, {}), **over.get(c, {})} for c in {*first, *over}}
