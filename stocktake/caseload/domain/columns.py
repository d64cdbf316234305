"""What a column and a table of an extract are, and the short words in which tables are written."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Holds(StrEnum):
    """What a column holds, which decides how a cell is read and checked."""

    ID = "id"  # text, also when it looks like a number
    TEXT = "text"
    WORDS = "narrative"  # written about a child or a home: masked, kept in files of its own
    DAY = "date"
    MOMENT = "date and time"
    COUNT = "whole number"
    YES_NO = "yes or no"
    CHOICE = "one of"
    MONTH = "month"


NOTHING: Mapping[str, str] = {}


@dataclass(frozen=True, kw_only=True)
class Column:
    """One column: `about` is its line in the data dictionary."""

    name: str
    holds: Holds
    about: str
    needed: bool = False
    choices: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()  # a published list: another value is questioned, not returned
    also: Mapping[str, str] = field(default_factory=dict, hash=False)  # other ways to write them
    known: str = ""  # a pattern of other names of the column, beside those of the layout
    heading: str = ""  # Ofsted's own header, for a list of Annex A
    may_be_ahead: bool = False  # a day that may lie after the extract, as a due date
    default: str | None = None  # what an empty cell of a yes-or-no column means
    apart: bool = False  # kept in the narrative file though short enough to show

    @property
    def listed(self) -> tuple[str, ...]:
        """The values it may have, or should have."""
        return self.choices or self.codes

    @property
    def label(self) -> str:
        """ "allocated_worker_id" as shown on screen: "Allocated worker ID"."""
        if self.heading:
            return self.heading
        words = self.name.replace("_", " ").capitalize()
        if words.endswith(" id"):
            return words[:-3] + " ID"
        return words + "erence" if words.endswith(" ref") else words


@dataclass(frozen=True, kw_only=True)
class Table:
    """One file of the folder. A second row with the key of an earlier one is returned."""

    name: str
    about: str
    columns: tuple[Column, ...]
    in_order: tuple[str, ...]  # how a snapshot sorts it: by child, then date
    key: tuple[str, ...] = ()  # empty: a row is repeated only when every cell is the same
    of_open_cases: bool = True  # child_id must be in cases.csv
    before_birth: int = 300  # days by which an event may come before the date of birth
    title: str = ""
    mapped: bool = True  # False: its rows are only counted, so nobody maps its columns
    closes: str = ""  # the day after which nothing of the row should lie
    periods: tuple[tuple[str, str], ...] = ()  # (start, end): an end before its start is returned

    def column(self, name: str) -> Column:
        return next(c for c in self.columns if c.name == name)

    @property
    def label(self) -> str:
        return self.title or self.name.replace("_", " ").capitalize()

    @property
    def narrative(self) -> tuple[str, ...]:
        """Columns kept in a file of their own and never written into a list of rejected rows."""
        return tuple(c.name for c in self.columns if c.holds is Holds.WORDS or c.apart)


def id_(name: str, about: str, *, needed: bool = False) -> Column:
    return Column(name=name, holds=Holds.ID, about=about, needed=needed)


def text(name: str, about: str, *, needed: bool = False) -> Column:
    return Column(name=name, holds=Holds.TEXT, about=about, needed=needed)


def coded(
    name: str,
    about: str,
    *codes: str,
    needed: bool = False,
    also: Mapping[str, str] = NOTHING,
) -> Column:
    """Text with a published list: another value is kept as written, and questioned."""
    return Column(name=name, holds=Holds.TEXT, about=about, codes=codes, needed=needed, also=also)


def day(name: str, about: str, *, needed: bool = False, ahead: bool = False) -> Column:
    return Column(name=name, holds=Holds.DAY, about=about, needed=needed, may_be_ahead=ahead)


def yes_no(name: str, about: str, *, default: str | None = None) -> Column:
    return Column(name=name, holds=Holds.YES_NO, about=about, default=default)


def one_of(
    name: str,
    about: str,
    *choices: str,
    needed: bool = False,
    also: Mapping[str, str] = NOTHING,
) -> Column:
    return Column(
        name=name, holds=Holds.CHOICE, about=about, choices=choices, needed=needed, also=also
    )


CHILD = id_("child_id", "The child's identifier in the recording system", needed=True)
