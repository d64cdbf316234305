"""The data dictionary of the Stocktake CSV folder, written from the tables themselves."""

from stocktake.caseload.domain.tables import TABLES, Column, Holds, Table

FORMATS = {
    Holds.ID: "text, kept exactly (leading zeros stay)",
    Holds.TEXT: "text",
    Holds.WORDS: "narrative: kept apart, masked for people who may not read it",
    Holds.DAY: "date",
    Holds.MOMENT: "date, with a time where known",
    Holds.COUNT: "whole number",
    Holds.YES_NO: "yes or no",
    Holds.MONTH: "YYYY-MM",
}

MARK = "<!-- The tables below are written from stocktake/caseload/domain/tables.py. -->"


def pages() -> str:
    """Every table as Markdown, in the order of the contract."""
    return "\n\n".join(_table(table) for table in TABLES) + "\n"


def _table(table: Table) -> str:
    rows = "\n".join(_row(c, table) for c in table.columns)
    head = f"### {table.name}.csv\n\n{table.about}\n\n"
    return f"{head}| Column | Holds | Needed | What it is |\n|---|---|---|---|\n{rows}"


def _row(column: Column, table: Table) -> str:
    needed = "yes" if column.needed else ""
    return f"| `{column.name}` | {_format(column)} | {needed} | {column.about} |"


def _format(column: Column) -> str:
    if column.choices:
        return "one of " + ", ".join(f"`{c}`" for c in column.choices)
    if column.codes:
        return "text; listed: " + ", ".join(f"`{c}`" for c in column.codes)
    words = FORMATS[column.holds]
    if column.default is not None:
        words += f"; empty means {column.default}"
    return words + ("; may lie ahead" if column.may_be_ahead else "")
