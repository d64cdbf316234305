"""The round board: strata down, stages across, every review in its place, flags beside it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from stocktake.concerns import queries as concerns
from stocktake.core.strata import DEFAULT_LABELS, Depth, Stratum
from stocktake.core.thread import Person
from stocktake.reviews import queries as reviews
from stocktake.reviews.domain.states import BUCKETS
from stocktake.reviews.queries import Review

CLOSE = timedelta(days=2)  # a reply is close to its date


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One review on the board. `edge` is "urgent", "decide" or empty; each edge is also a need."""

    ref: str
    url: str
    letter: str
    note: str
    edge: str
    lighter: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """One column: a stage and how many reviews stand in it."""

    words: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One stratum: its reviews, stage by stage."""

    words: str
    count: int
    cells: tuple[tuple[Line, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix:
    """The board of one round as one person may see it."""

    stages: tuple[Stage, ...]
    rows: tuple[Row, ...]
    letters: tuple[tuple[str, str], ...]  # letter, reviewer's name
    total: int
    urgent: int


def matrix(round_id: str, person: Person, *, reviewer: str = "", depth: str = "") -> Matrix:
    """Reviews of the round visible to the person, of one reviewer or depth if chosen."""
    seen = reviews.reviews_visible_to(person, round_id=round_id)
    letters = _letters(seen)
    chosen = [
        r
        for r in seen
        if not r.state.withdrawn
        and reviewer in ("", r.state.reviewer)
        and depth in ("", r.state.depth)
    ]
    cards = {c.case_id: c for c in concerns.concerns_known_to(person) if c.urgent}
    judged = reviews.judged_counts([r.id for r in chosen])
    lines = [(r, _line(r, letters, cards.get(r.case_id), judged.get(r.id, 0))) for r in chosen]
    return Matrix(
        stages=tuple(
            Stage(words=b.capitalize(), count=sum(r.bucket == b for r in chosen)) for b in BUCKETS
        ),
        rows=tuple(_row(stratum, lines) for stratum in Stratum),
        letters=tuple(
            sorted({(v, r.reviewer_name) for r in seen if (v := letters[r.state.reviewer])})
        ),
        total=len(chosen),
        urgent=sum(r.case_id in cards for r in chosen),
    )


def _row(stratum: Stratum, lines: Sequence[tuple[Review, Line]]) -> Row:
    ours = [(r, line) for r, line in lines if r.state.stratum == stratum]
    cells = tuple(tuple(line for r, line in ours if r.bucket == b) for b in BUCKETS)
    return Row(words=DEFAULT_LABELS[stratum], count=len(ours), cells=cells)


def _line(
    review: Review, letters: Mapping[str, str], concern: concerns.ConcernCard | None, judged: int
) -> Line:
    note, edge = _note(review, judged)
    if concern is not None:
        note, edge = concern.words, "urgent"
    return Line(
        ref=review.ref,
        url=review.url,
        letter="" if review.state.needs_reassigning else letters[review.state.reviewer],
        note=note,
        edge=edge,
        lighter=review.state.depth == Depth.LIGHTER,
    )


def _note(review: Review, judged: int) -> tuple[str, str]:
    """What to know at a glance, and whether somebody must decide."""
    state = review.state
    if state.needs_reassigning:
        return "no reviewer", "decide"
    if review.bucket == BUCKETS[1] and judged:
        return f"{judged} judged", ""
    if state.status == "discussed" and state.discussed_on:
        return f"held {state.discussed_on.day} {state.discussed_on:%b}", ""
    if state.status == "shared" and state.reply_by:
        if state.heard(review.today):
            return review.reply_outcome.lower(), "decide"
        close = state.reply_by - review.today <= CLOSE
        return f"by {state.reply_by.day} {state.reply_by:%b}", "decide" if close else ""
    return "", ""


def _letters(seen: Sequence[Review]) -> dict[str, str]:
    """The shortest beginning of each reviewer's name that tells them apart."""
    names = {r.state.reviewer: r.reviewer_name for r in seen}
    letters = {}
    for key, name in names.items():
        others = [n for k, n in names.items() if k != key]
        length = next(
            (i for i in range(1, len(name) + 1) if not any(o.startswith(name[:i]) for o in others)),
            len(name),
        )
        letters[key] = name[:length]
    return letters
