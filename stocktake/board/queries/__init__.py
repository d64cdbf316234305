"""Reads of the board: meetings and minutes (`meetings`), and what is outstanding (`agenda`)."""

from stocktake.board.queries.agenda import Line, outstanding
from stocktake.board.queries.meetings import (
    ItemView,
    Meeting,
    item,
    item_entry,
    items,
    last_entry_about,
    meeting,
    meetings,
    papers,
    progress_for,
)

__all__ = [
    "ItemView",
    "Line",
    "Meeting",
    "item",
    "item_entry",
    "items",
    "last_entry_about",
    "meeting",
    "meetings",
    "outstanding",
    "papers",
    "progress_for",
]
