"""The round board: strata down, stages across, every review in its place, flags beside it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from stocktake.concerns import queries as concerns
from stocktake.core.capacity import Capacity
from stocktake.core.strata import DEFAULT_LABELS, Depth, Stratum
from stocktake.desks.queries.seen import Seen
from stocktake.record import clock
from stocktake.reviews import queries as reviews
from stocktake.reviews.domain.states import BUCKETS, FIRST
from stocktake.reviews.queries import Review
from stocktake.rounds import queries as rounds
from stocktake.rounds.domain.values import SampledCase


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
class Placed:
    """A line with its place on the board."""

    stratum: str
    bucket: str
    line: Line


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix:
    """The board of one round as one person may see it."""

    stages: tuple[Stage, ...]
    rows: tuple[Row, ...]
    letters: tuple[tuple[str, str], ...]  # letter, reviewer's name
    total: int
    whole: bool  # whether every review of the round is theirs to see, or those shared
    urgent: int


def matrix(
    round_id: str,
    of: Seen,
    *,
    reviewer: str = "",
    depth: str = "",
    decide: frozenset[str] = frozenset(),
) -> Matrix:
    """Reviews of the round visible to the person, of one reviewer or depth if chosen.

    `decide` holds the addresses of reviews among the person's needs: those have an orange edge.
    Cases without a reviewer stand in the first column for those who allocate or see them all.
    """
    person, seen = of.person, of.reviews_of(round_id)
    letters = _letters(seen)
    chosen = one_a_case([r for r in seen if _chosen(r, reviewer, depth)])
    cards = {c.case_id: c for c in of.concerns}
    cases: tuple[SampledCase, ...] = ()
    whole = person.holds(Capacity.QA_MANAGER, Capacity.BOARD_CHAIR)
    shown = BUCKETS if whole else BUCKETS[3:]
    if whole and not reviewer:
        cases = tuple(c for c in of.without_reviewer(round_id) if depth in ("", c.depth))
    placed = [*_placed(chosen, letters, cards, decide), *(_unallocated(c) for c in cases)]
    return Matrix(
        stages=tuple(
            Stage(words=b.capitalize(), count=sum(p.bucket == b for p in placed)) for b in shown
        ),
        rows=tuple(_row(s, placed, shown) for s in rounds.round_(round_id).strata),
        letters=tuple(
            sorted({(v, r.reviewer_name) for r in seen if (v := letters[r.state.reviewer])})
        ),
        total=len(placed),
        whole=whole,
        urgent=sum(r.case_id in cards for r in chosen),
    )


def one_a_case(seen: Sequence[Review]) -> tuple[Review, ...]:
    """A case that two people read stands once, by the first reading where that is theirs to see."""
    first = {(r.case_id, r.state.strand) for r in seen if r.state.reading == FIRST}
    return tuple(
        r for r in seen if r.state.reading == FIRST or (r.case_id, r.state.strand) not in first
    )


def _chosen(r: Review, reviewer: str, depth: str) -> bool:
    asked = reviewer in ("", r.state.reviewer) and depth in ("", r.state.depth)
    return asked and not r.state.withdrawn


def _placed(
    chosen: Sequence[Review],
    letters: Mapping[str, str],
    cards: Mapping[str, concerns.ConcernCard],
    decide: frozenset[str],
) -> list[Placed]:
    begun = reviews.progress_of(r for r in chosen if r.status == "reading")
    begun |= _talks(chosen)
    return [
        Placed(
            stratum=r.state.stratum,
            bucket=r.bucket,
            line=_line(r, letters, cards.get(r.case_id), begun.get(r.id, ""), decide),
        )
        for r in chosen
    ]


def _row(stratum: Stratum, placed: Sequence[Placed], shown: Sequence[str]) -> Row:
    ours = [p for p in placed if p.stratum == stratum]
    cells = tuple(tuple(p.line for p in ours if p.bucket == b) for b in shown)
    return Row(words=DEFAULT_LABELS[stratum], count=len(ours), cells=cells)


def _unallocated(case: SampledCase) -> Placed:
    line = Line(
        ref=case.ref,
        url=f"/rounds/{case.round_id}/allocation/",
        letter="",
        note="no reviewer",
        edge="decide",
        lighter=case.depth == Depth.LIGHTER,
    )
    return Placed(stratum=case.stratum, bucket=BUCKETS[0], line=line)


def _line(
    review: Review,
    letters: Mapping[str, str],
    concern: concerns.ConcernCard | None,
    begun: str,
    decide: frozenset[str],
) -> Line:
    note, edge = _note(review) or begun, "decide" if review.url in decide else ""
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


def _note(review: Review) -> str:
    """What to know at a glance."""
    state = review.state
    if state.needs_reassigning:
        return "no reviewer"
    if state.status == "discussed" and state.discussed_on:
        return f"held {state.discussed_on.day} {state.discussed_on:%b}"
    if state.status == "shared" and state.reply_by:
        if state.heard(review.today):
            return review.reply_outcome.lower()
        return f"by {state.reply_by.day} {state.reply_by:%b}"
    if state.status == "consolidating":
        return "agreed" if state.agreed else "submitted"
    return {"answered": "reply in"}.get(state.status, "")


def _talks(chosen: Sequence[Review]) -> dict[str, str]:
    """For those ready to be talked about: the day agreed, or that none is yet."""
    ready = [r for r in chosen if r.status == "ready for discussion"]
    booked = {k: v for of in {r.round_id for r in ready} for k, v in reviews.booked(of).items()}
    days = {r.id: clock.local(booked[r.case_id]) for r in ready if r.case_id in booked}
    return {r.id: f"{days[r.id].day} {days[r.id]:%b}" if r.id in days else "ready" for r in ready}


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
