"""Quotes and pointers entering the thread, with the statement that rests on them."""

from collections.abc import Container, Iterable, Mapping, Sequence
from typing import Any

from stocktake.core import lifecycle
from stocktake.evidence.domain import statements as domain
from stocktake.evidence.domain.statements import Evidence, SubmitPointer, SubmitQuote
from stocktake.evidence.models import Pointer, Quote
from stocktake.evidence.queries.facts import case_facts
from stocktake.evidence.queries.record_errors import not_hidden
from stocktake.record.door import Kind, Move, locked


def submit_quotes_moves(
    *, case_id: str, quote_ids: Iterable[str] = (), pointer_ids: Iterable[str] = ()
) -> list[Move]:
    """Moves that submit the drafts among these; what was submitted before needs no move.

    To be performed by their author with the statement that rests on them ("quote:7").
    """
    concerns = (f"child:{case_facts(case_id).child_id}",)
    quotes = Quote.objects.filter(case_id=case_id, key__in=[*quote_ids], status="draft")
    pointers = Pointer.objects.filter(case_id=case_id, key__in=[*pointer_ids], status="draft")
    moves = [
        Move(kind=QUOTE, id=row.key, act=_quoted(row), concerns=concerns)
        for row in quotes.order_by("pk")
    ]
    moves += [
        Move(kind=POINTER, id=row.key, act=_pointed(row), concerns=concerns)
        for row in pointers.order_by("pk")
    ]
    return moves


def _quoted(row: Quote) -> SubmitQuote:
    return SubmitQuote(
        case=row.case_id, note=row.note_id, version=row.version, exact=row.exact, item=row.item
    )


def _pointed(row: Pointer) -> SubmitPointer:
    return SubmitPointer(
        case=row.case_id,
        document=row.document,
        dated=row.dated,
        author=row.author,
        found_where=row.found_where,
        shows=row.shows,
        item=row.item,
    )


def _loaded(rows: Iterable[Any], right: Container[str]) -> Mapping[str, Evidence]:
    """`right`: the keys of those whose source no standing error hides."""
    return {
        row.key: Evidence(
            case=row.case_id,
            made_by=row.made_by,
            status=row.status,
            item=row.item,
            hidden=row.key not in right,
        )
        for row in rows
    }


def _load_quotes(ids: Sequence[str]) -> Mapping[str, Evidence]:
    rows = Quote.objects.filter(key__in=ids)
    return _loaded(locked(rows), set(rows.filter(not_hidden("note")).values_list("key", flat=True)))


def _load_pointers(ids: Sequence[str]) -> Mapping[str, Evidence]:
    rows = Pointer.objects.filter(key__in=ids)
    right = set(rows.filter(not_hidden("pointer")).values_list("key", flat=True))
    return _loaded(locked(rows), right)


def _save_quote(key: str, before: Evidence | None, now: Evidence) -> None:
    Quote.objects.filter(key=key).update(status=now.status)


def _save_pointer(key: str, before: Evidence | None, now: Evidence) -> None:
    Pointer.objects.filter(key=key).update(status=now.status)


QUOTE = Kind[Evidence](
    name="quote",
    load=_load_quotes,
    save=_save_quote,
    refusal=domain.quote_refusal,
    after=domain.submitted,
    capacity=lambda act, by: lifecycle.capacity_of(domain.QUOTE_MOVES, act, by),
)
POINTER = Kind[Evidence](
    name="pointer",
    load=_load_pointers,
    save=_save_pointer,
    refusal=domain.pointer_refusal,
    after=domain.submitted,
    capacity=lambda act, by: lifecycle.capacity_of(domain.POINTER_MOVES, act, by),
)
