"""Cells of files that a spreadsheet opens: none of them may act as a formula."""

from typing import TypeVar

# What a spreadsheet takes for the beginning of a formula; the last four are typed on wide keyboards,
# and are read as the narrow ones there.
LIVE = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")

Cell = TypeVar("Cell")


def defused(cell: Cell) -> Cell | str:
    """The cell, or its text behind an apostrophe when a spreadsheet would run it."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(LIVE) else cell
