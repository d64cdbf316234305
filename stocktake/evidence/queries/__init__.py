"""Reads of the room: records, notes, quotes and pointers, each through leave to read the case."""

from stocktake.evidence.queries.facts import CaseFacts, case_facts, may_quote, may_read, must_read
from stocktake.evidence.queries.notes import draft_log, note, note_bodies_of_round, shortcuts_on
from stocktake.evidence.queries.quoting import (
    evidence_text,
    pointer,
    pointers,
    pointers_visible_to,
    quote,
    quotes,
    resting,
    visible_to,
)
from stocktake.evidence.queries.records import now_in_words, record_of
from stocktake.evidence.queries.views import (
    EvidenceText,
    Filters,
    NoteBody,
    NoteCard,
    NoteView,
    PointerView,
    QuoteView,
    RecordView,
)

__all__ = [
    "CaseFacts",
    "EvidenceText",
    "Filters",
    "NoteBody",
    "NoteCard",
    "NoteView",
    "PointerView",
    "QuoteView",
    "RecordView",
    "case_facts",
    "draft_log",
    "evidence_text",
    "may_quote",
    "may_read",
    "must_read",
    "note",
    "note_bodies_of_round",
    "now_in_words",
    "pointer",
    "pointers",
    "pointers_visible_to",
    "quote",
    "quotes",
    "record_of",
    "resting",
    "shortcuts_on",
    "visible_to",
]
