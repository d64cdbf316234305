"""Reads of the room: records, notes, quotes and pointers, each through leave to read the case."""

from stocktake.evidence.queries.chronology import (
    EventView,
    chronology,
    events_visible_to,
    is_closed,
)
from stocktake.evidence.queries.facts import CaseFacts, case_facts, may_quote, may_read, must_read
from stocktake.evidence.queries.lens import lexicon_in_force, read_lexicon, uneven_terms
from stocktake.evidence.queries.narrowing import Filters
from stocktake.evidence.queries.notes import (
    draft_log,
    note,
    note_bodies_of_round,
    note_sentences,
    preferences,
    read_before,
)
from stocktake.evidence.queries.quoting import (
    evidence_text,
    gathered_refs,
    items_drafted,
    pointer,
    pointers,
    pointers_visible_to,
    quote,
    quotes,
    quotes_open_to,
    resting,
    visible_to,
)
from stocktake.evidence.queries.record_errors import (
    RecordErrorView,
    errors_visible_to,
    record_error,
    record_errors,
)
from stocktake.evidence.queries.records import (
    CopyFacts,
    RecordView,
    copy_of,
    now_in_words,
    record_of,
)
from stocktake.evidence.queries.searching import Found, search, searched
from stocktake.evidence.queries.views import (
    EvidenceText,
    NoteBody,
    NoteCard,
    NoteView,
    PointerView,
    QuoteView,
)

__all__ = [
    "CaseFacts",
    "CopyFacts",
    "EventView",
    "EvidenceText",
    "Filters",
    "Found",
    "NoteBody",
    "NoteCard",
    "NoteView",
    "PointerView",
    "QuoteView",
    "RecordErrorView",
    "RecordView",
    "case_facts",
    "chronology",
    "copy_of",
    "draft_log",
    "errors_visible_to",
    "events_visible_to",
    "evidence_text",
    "gathered_refs",
    "is_closed",
    "items_drafted",
    "lexicon_in_force",
    "may_quote",
    "may_read",
    "must_read",
    "note",
    "note_bodies_of_round",
    "note_sentences",
    "now_in_words",
    "pointer",
    "pointers",
    "pointers_visible_to",
    "preferences",
    "quote",
    "quotes",
    "quotes_open_to",
    "read_before",
    "read_lexicon",
    "record_error",
    "record_errors",
    "record_of",
    "resting",
    "search",
    "searched",
    "uneven_terms",
    "visible_to",
]
