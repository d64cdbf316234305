"""A council's own settings as values: what each is for, what it may be, and our first default.

A room declares its settings beside its rules; the settings page lists them all, and a change is
an entry in the record.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from stocktake.core.numbers import whole_number

NUMBER, TEXT, LINES = "whole number", "text", "lines"
_PAIR = re.compile(r"\s*([\w.@-]+)\s*:\s*([\w.@-]+)\s*")
Value = int | str | tuple[str, ...] | Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """One setting. `low` and `high` bound a number; `pairs`: every line is "one: other".

    `verified`: False where the default is practice that could not be checked against a source.
    """

    name: str
    group: str
    label: str
    help: str = ""
    kind: str = TEXT
    default: int | str = ""
    low: int = 0
    high: int = 0
    must_hold: str = ""
    pairs: bool = False
    verified: bool = True

    def read(self, typed: str) -> Value:
        """The value that was typed; raises ValueError with one plain sentence."""
        words = typed.strip()
        if self.kind == NUMBER:
            return self._number(words)
        if self.kind == LINES:
            lines = tuple(line.strip() for line in words.splitlines() if line.strip())
            return self._pairs(lines) if self.pairs else lines
        if words and self.must_hold and self.must_hold not in words:
            raise ValueError(f"{self.label}: write {self.must_hold} where it belongs.")
        return words

    def shown(self, value: object) -> str:
        """The value as it stands in the form."""
        if isinstance(value, Mapping):
            return "\n".join(f"{one}: {other}" for one, other in value.items())
        if isinstance(value, (list, tuple)):
            return "\n".join(str(line) for line in value)
        return str(value)

    def _number(self, words: str) -> int:
        number = whole_number(words)
        if number is None or not self.low <= number <= self.high:
            raise ValueError(f"{self.label}: enter a whole number from {self.low} to {self.high}.")
        return number

    def _pairs(self, lines: tuple[str, ...]) -> Mapping[str, str]:
        found = [_PAIR.fullmatch(line) for line in lines]
        wrong = [line for line, match in zip(lines, found, strict=True) if match is None]
        if wrong:
            raise ValueError(f"{self.label}: “{wrong[0]}” is not two words with a colon between.")
        return {match[1]: match[2] for match in found if match is not None}
