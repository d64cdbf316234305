"""Writes of the room: copying a record, drafting and submitting evidence, marking what was read."""

from stocktake.evidence.acts.chronology import promote, put_back, take_out
from stocktake.evidence.acts.copying import (
    cite_notes,
    close_record_moves,
    copy_record_moves,
    refresh_record,
)
from stocktake.evidence.acts.drafting import (
    add_pointer,
    drop_pointer,
    drop_quote,
    link_to,
    log_draft,
    quote,
    rename_items,
)
from stocktake.evidence.acts.reading import (
    flag,
    keep_filters,
    mark_all_read,
    mark_read,
    mark_unread,
    open_note,
    prefer,
    widen,
)
from stocktake.evidence.acts.record_errors import (
    assess_breach,
    correct_source,
    document_of,
    report_error,
    withdraw_error,
)
from stocktake.evidence.acts.submitting import submit_quotes_moves

__all__ = [
    "add_pointer",
    "assess_breach",
    "cite_notes",
    "close_record_moves",
    "copy_record_moves",
    "correct_source",
    "document_of",
    "drop_pointer",
    "drop_quote",
    "flag",
    "keep_filters",
    "link_to",
    "log_draft",
    "mark_all_read",
    "mark_read",
    "mark_unread",
    "open_note",
    "prefer",
    "promote",
    "put_back",
    "quote",
    "refresh_record",
    "rename_items",
    "report_error",
    "submit_quotes_moves",
    "take_out",
    "widen",
    "withdraw_error",
]
