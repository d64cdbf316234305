"""Search over a case, a round or all that one may see: newest first, each hit in its words.

The engine's index finds; who may see what is decided by the same leave as every other read.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

from stocktake.core.thread import Person
from stocktake.evidence.domain.statements import READERS
from stocktake.evidence.domain.words import Piece, Term, asked, scope, snippet
from stocktake.evidence.models import NoteVersion, NoteWords
from stocktake.evidence.queries.record_errors import shown_versions
from stocktake.people import queries as people
from stocktake.record import access, clock
from stocktake.rounds import queries as rounds

PAGE, BATCH = 20, 400
SCOPES = 64  # more cases than this are cheaper to filter after the index than in it


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One note that holds what was asked for."""

    case_id: str
    note_id: str
    ref: str
    title: str
    kind: str
    author: str
    happened_on: date
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The newest hits, and whether there are more than are shown."""

    hits: tuple[Hit, ...]
    more: bool


def search(person: Person, text: str, *, case_id: str = "", round_id: str = "") -> Found:
    """The newest notes with every word and phrase asked for, among those this person may read.

    What is shown of each child is logged as read.
    """
    terms, cases = asked(text), leave_of(person, case_id=case_id, round_id=round_id)
    if not terms or not cases:
        return Found(hits=(), more=False)
    rows = list(_first(_rows(terms, cases), PAGE + 1))
    facts = {key: rounds.case(key) for key in {row.case_id for row in rows[:PAGE]}}
    hits = tuple(_hit(row, facts[row.case_id].ref, terms) for row in rows[:PAGE])
    shown = sorted({(f"search:{key}", facts[key].child_id) for key in facts})
    access.note_reads(by=person, reads=shown)
    return Found(hits=hits, more=len(rows) > PAGE)


def holding(case_id: str, text: str) -> frozenset[str] | None:
    """The notes of one case that hold what is asked; None where nothing is asked."""
    terms = asked(text)
    if not text.strip():
        return None
    if not terms:
        return frozenset()
    return frozenset(row.note_id for row in _rows(terms, {case_id}))


def searched(person: Person, *, case_id: str = "") -> tuple[tuple[str, str], ...]:
    """Where one can search, as (value, words): all that one may see, each round, or the one case."""
    everything = ("", "all records open to you")
    if case_id:
        known = leave_of(person, case_id=case_id)
        return (*((key, f"this case, {rounds.case(key).ref}") for key in known), everything)
    held = {rounds.case(key).round_id for key in leave_of(person)}
    return (everything, *((key, rounds.round_(key).title) for key in sorted(held)))


def leave_of(person: Person, *, case_id: str = "", round_id: str = "") -> frozenset[str]:
    """The cases that this person may read, of those asked about."""
    if not person.holds(*READERS):
        return frozenset()
    cases = people.readable_cases(person, clock.now())
    if round_id:
        cases &= {case.id for case in rounds.cases(round_id)}
    return cases & {case_id} if case_id else cases


def _rows(terms: Sequence[Term], cases: Collection[str]) -> Iterator[NoteVersion]:
    """Matching notes, newest first, each once; a note may match in several of its parts."""
    find = _sqlite if connection.vendor == "sqlite" else _postgres
    seen: set[int] = set()
    before = 1 << 62
    while keys := find(terms, cases, before):
        before = keys[-1]
        pairs = NoteWords.objects.filter(pk__in=keys).order_by("-pk").values_list("note_id")
        wanted = [pk for (pk,) in pairs if pk not in seen]
        seen.update(wanted)
        rows = shown_versions().filter(case_id__in=cases, latest=True).in_bulk(wanted)
        yield from (rows[pk] for pk in dict.fromkeys(wanted) if pk in rows)
        if len(keys) < BATCH:
            return


def _sqlite(terms: Sequence[Term], cases: Collection[str], before: int) -> list[int]:
    said = " AND ".join(f'words:"{" ".join(term.stems)}"' for term in terms)
    if len(cases) <= SCOPES:
        said += f" AND scope:({' OR '.join(scope(case) for case in sorted(cases))})"
    return _keys(
        "SELECT rowid FROM evidence_notewords_fts WHERE evidence_notewords_fts MATCH %s"
        " AND rowid < %s ORDER BY rowid DESC LIMIT %s",
        [said, before, BATCH],
    )


def _postgres(terms: Sequence[Term], cases: Collection[str], before: int) -> list[int]:
    phrases = " AND ".join("vector @@ phraseto_tsquery('simple', %s)" for _ in terms)
    narrow = " AND scope = ANY(%s)" if len(cases) <= SCOPES else ""
    values: list[Any] = [" ".join(term.stems) for term in terms]
    values += [[scope(case) for case in sorted(cases)]] if narrow else []
    return _keys(
        f"SELECT id FROM evidence_notewords WHERE {phrases}{narrow}"  # noqa: S608 - our own words
        " AND id < %s ORDER BY id DESC LIMIT %s",
        [*values, before, BATCH],
    )


def _keys(statement: str, values: Sequence[Any]) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return [int(key) for (key,) in cursor.fetchall()]


def _first(rows: Iterator[NoteVersion], wanted: int) -> Iterator[NoteVersion]:
    for _, row in zip(range(wanted), rows, strict=False):
        yield row


def _hit(row: NoteVersion, ref: str, terms: Sequence[Term]) -> Hit:
    return Hit(
        case_id=row.case_id,
        note_id=row.note_id,
        ref=ref,
        title=row.title or row.kind,
        kind=row.kind,
        author=row.author,
        happened_on=row.happened_on,
        pieces=snippet(row.body, terms),
    )
