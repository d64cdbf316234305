"""The layouts an extract may have: which tables it may hold and how their headers are known."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from stocktake.caseload.domain import annex_a, names, returns, ssd, tables
from stocktake.caseload.domain.mapping import Match, folded, guesses, surely
from stocktake.caseload.domain.tables import Table


@dataclass(frozen=True, kw_only=True)
class Layout:
    """`key` is the source remembered with confirmed columns: "folder" or "annex-a".

    `framed`: it says which cases are open, so that a sample can be selected from it.
    """

    key: str
    title: str
    tables: tuple[Table, ...]
    known: Mapping[str, str]
    header_within: int  # in how many first rows the header may stand
    framed: bool = True

    def table(self, name: str) -> Table:
        return next(t for t in self.tables if t.name == name)

    def table_of(self, part: str) -> Table | None:
        """The table that a sheet or file holds, by its name."""
        stem = re.sub(r"\.(csv|txt|tsv|parquet)$", "", part, flags=re.IGNORECASE)
        if self.key == "annex-a":
            number = annex_a.list_number(stem)
            return self.table(number) if number else None
        plain = _joined(stem)
        return next((t for t in self.tables if _joined(t.name) == plain), None)

    def matches(
        self, table: Table, headers: Sequence[str], confirmed: Mapping[str, str | None]
    ) -> tuple[Match, ...]:
        """What each header of a table is taken for; `confirmed` wins over any guess."""
        return guesses(headers, names=_names(table), known=self._known(table), confirmed=confirmed)

    def surely(self, table: Table, headers: Sequence[str]) -> int:
        """How many of the headers are columns of the table for certain."""
        return surely(headers, names=_names(table), known=self._known(table))

    def _known(self, table: Table) -> dict[str, str]:
        """The patterns of other names, the table's own before the layout's."""
        both = {c.name: (c.known, self.known.get(c.name, "")) for c in table.columns}
        return {name: "|".join(p for p in all_ if p) for name, all_ in both.items() if any(all_)}


def _joined(name: str) -> str:
    """A name for comparing: "SW Episodes", "sw_episodes" and "SWEpisodes" are one."""
    return re.sub(r"[\s\-]", "", folded(name))


def _names(table: Table) -> dict[str, tuple[str, str]]:
    return {c.name: (c.heading or c.name, c.name) for c in table.columns}


FOLDER = Layout(
    key="folder",
    title="Stocktake CSV folder",
    tables=tables.TABLES,
    known=names.KNOWN,
    header_within=10,
)
ANNEX_A = Layout(
    key="annex-a",
    title="Annex A workbook",
    tables=annex_a.LISTS,
    known={},
    header_within=10,
)
SSDA903 = Layout(
    key="ssda903",
    title="SSDA903 return",
    tables=returns.SSDA903,
    known={},
    header_within=1,
    framed=False,
)
CIN_CENSUS = Layout(
    key="cin",
    title="CIN census",
    tables=returns.CIN,
    known={},
    header_within=1,
    framed=False,
)
SSD = Layout(
    key="ssd",
    title="Standard Safeguarding Dataset",
    tables=ssd.TABLES,
    known={},
    header_within=1,
)
BY_KEY = {layout.key: layout for layout in (FOLDER, ANNEX_A, SSD, SSDA903, CIN_CENSUS)}


def likely(names: Sequence[str]) -> tuple[Layout, ...]:
    """The layouts that files or sheets of these names may have, the likeliest first.

    More than one where the folder and the returns share the names: their headers then tell.
    """
    held = {x.key: {t.name for n in names if (t := x.table_of(n))} for x in BY_KEY.values()}
    if "cases" in held[FOLDER.key]:
        return (FOLDER,)
    if held[SSD.key]:
        return (SSD,)
    tables = max((FOLDER, SSDA903, CIN_CENSUS), key=lambda x: len(held[x.key]))
    if len(held[tables.key]) <= len(held[ANNEX_A.key]):
        return (ANNEX_A,)
    return (tables, *(x for x in (FOLDER, SSDA903, CIN_CENSUS) if x is not tables and held[x.key]))
