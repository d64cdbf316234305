"""Finalised judgements of a round, counted by theme and stratum, and read behind each count."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from stocktake.core.strata import DEFAULT_LABELS, Stratum
from stocktake.core.thread import Person
from stocktake.evidence import queries as evidence
from stocktake.evidence.queries import PointerView, QuoteView
from stocktake.findings.domain import gathering
from stocktake.findings.domain.gathering import ALL, Cell, HeatMap, Judged, Proposal
from stocktake.frameworks import queries as frameworks
from stocktake.record import queries as record
from stocktake.reviews import queries as reviews
from stocktake.reviews.queries import JudgementRow
from stocktake.rounds import queries as rounds


@dataclass(frozen=True, slots=True, kw_only=True)
class Behind:
    """One judgement behind a cell, for those who may read its review."""

    ref: str
    case_ref: str
    strong: bool | None
    row: JudgementRow
    evidence: tuple[QuoteView | PointerView, ...] = ()  # filled where a page lists it


@dataclass(frozen=True, slots=True, kw_only=True)
class CellView:
    """A cell with what is behind it. `hidden` counts judgements this person may not read."""

    theme: str
    label: str
    question: str
    stratum: str
    stratum_label: str
    cell: Cell
    judgements: tuple[Behind, ...]
    hidden: int


def heat_map(round_id: str, depth: str | None = None) -> HeatMap:
    """Strong k of n by theme and stratum, over finalised reviews (of one depth, if named)."""
    sampled = {case.stratum for case in rounds.cases(round_id)}
    groups = rounds.round_(round_id).strata
    strata = [s for s in groups if s in sampled] or [*groups]
    return gathering.heat_map(_judged(round_id, depth), themes=themes(), strata=strata)


def cell(
    round_id: str, theme: str, stratum: str = ALL, *, to: Person, depth: str | None = None
) -> CellView:
    """The judgements behind one cell that this person may read. KeyError: no such theme."""
    question = {t.id: t for t in frameworks.themes()}[theme]
    rows = _rows(round_id, depth)
    here = [r for r in rows if r.theme == theme and stratum in (ALL, r.stratum)]
    seen = {r.id for r in reviews.reviews_visible_to(to)}
    read = tuple(_behind(r) for r in here if r.review_id in seen)
    return CellView(
        theme=theme,
        label=question.label,
        question=question.question,
        stratum=stratum,
        stratum_label=DEFAULT_LABELS[Stratum(stratum)] if stratum != ALL else "All strata",
        cell=gathering.cell([_one(r) for r in rows], theme, stratum),
        judgements=with_evidence(sorted(read, key=lambda b: (b.strong is True, b.case_ref))),
        hidden=len(here) - len(read),
    )


def proposals(round_id: str) -> tuple[Proposal, ...]:
    """Findings that the data suggest, themes in their own order. Nothing here is a statement."""
    return gathering.propose(_judged(round_id, None), themes())


def judgement_refs(
    round_id: str, *, to: Person | None = None, published: bool = True
) -> dict[str, Behind]:
    """Finalised judgements of the round by reference that something published may rest on: all of
    them for acts, or those whose review this person may read (blindness hides a case from somebody
    who is still to judge it). Not those to which nobody could reply (see `unanswerable`), unless
    `published` is False: what helps one child is never left undone for that."""
    seen = {r.id for r in reviews.reviews_visible_to(to)} if to else None
    return {
        _ref(r): _behind(r)
        for r in _rows(round_id, None)
        if (r.answerable or not published) and (seen is None or r.review_id in seen)
    }


def unanswerable(round_id: str, theme: str = "") -> frozenset[str]:
    """Judgements (of one theme, if named) of reviews to which neither worker nor manager could reply. They are counted with
    all others; nothing that a person could not answer is published of them."""
    rows = (r for r in _rows(round_id, None) if theme in ("", r.theme))
    return frozenset(_ref(r) for r in rows if not r.answerable)


def with_evidence(behind: Iterable[Behind]) -> tuple[Behind, ...]:
    """The same judgements with the quotes and pointers that each rests on."""
    listed = list(behind)
    rests = {b.ref: _rests_on(b.row.entry) for b in listed}
    shown = evidence.resting({ref for refs in rests.values() for ref in refs})
    return tuple(
        replace(b, evidence=tuple(shown[r] for r in rests[b.ref] if r in shown)) for b in listed
    )


def _rests_on(number: int) -> tuple[str, ...]:
    found = record.entry(number)
    return found.rests_on if found else ()


def themes() -> tuple[tuple[str, str], ...]:
    """(id, label) of every theme, in order."""
    return tuple((t.id, t.label) for t in frameworks.themes())


def _rows(round_id: str, depth: str | None) -> tuple[JudgementRow, ...]:
    found = reviews.finalised_judgements(round_id)
    return tuple(r for r in found if depth in (None, r.depth))


def _judged(round_id: str, depth: str | None) -> list[Judged]:
    return [_one(r) for r in _rows(round_id, depth)]


def judged_with_refs(round_id: str) -> list[tuple[Judged, str]]:
    """Every finalised judgement with the reference of its case."""
    return [(_one(row), row.ref) for row in _rows(round_id, None)]


def _one(row: JudgementRow) -> Judged:
    return Judged(
        ref=_ref(row),
        review_id=row.review_id,
        theme=row.theme,
        stratum=row.stratum,
        depth=row.depth,
        grade=row.grade or None,
        record_depth=row.record_depth,
        system=row.system or "",
        answerable=row.answerable,
    )


def _behind(row: JudgementRow) -> Behind:
    return Behind(ref=_ref(row), case_ref=row.ref, strong=_one(row).strong, row=row)


def _ref(row: JudgementRow) -> str:
    return f"entry:{row.entry}"
