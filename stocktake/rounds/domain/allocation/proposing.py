"""Proposing an allocation, and telling of one that somebody changed what it means."""

from collections.abc import Iterable, Mapping, Sequence

from stocktake.core.strata import DEFAULT_LABELS
from stocktake.rounds.domain.allocation.filling import assign
from stocktake.rounds.domain.allocation.model import NOBODY, Model
from stocktake.rounds.domain.allocation.together import fillable
from stocktake.rounds.domain.allocation.values import Load, Proposal, Reviewer, Seat


def propose(
    seats: Iterable[Seat], reviewers: Iterable[Reviewer], given: Mapping[str, str] | None = None
) -> Proposal:
    """The best allocation of the seats that are not given yet. `given`: reviewer by seat.

    The same seats and reviewers give the same proposal, in whatever order they are named.
    """
    who = sorted(reviewers, key=lambda r: r.id)
    listed = sorted(seats, key=lambda s: s.id)
    held = given or {}
    free = [s for s in listed if s.id not in held]
    found = assign(_model(free, [s for s in listed if s.id in held], who, held))
    pairs = [*zip(free, found.taken, strict=True)]
    return Proposal(
        given={s.id: who[r].id for s, r in pairs if r != NOBODY},
        empty=tuple((s.id, nobody_may(s, who)) for s, r in pairs if r == NOBODY),
        least=found.least,
        visits=found.visits,
        fewest=found.fewest,
        proved=found.proved,
    )


def why_not(reviewer: Reviewer, seat: Seat) -> str | None:
    """Why this reviewer cannot take this seat, as it follows their name; None if they can."""
    if said := seat.barred.get(reviewer.id):
        return said
    if seat.team and seat.team in reviewer.keeps_from:
        return f"keeps away from cases of team {seat.team}"
    if reviewer.strands and seat.strand not in reviewer.strands:
        return f"does not review for {seat.strand}"
    if seat.stratum not in reviewer.strata:
        return f"does not review {DEFAULT_LABELS[seat.stratum].lower()}"
    if seat.depth not in reviewer.depths:
        return f"does no {seat.depth} reviews"
    return None if reviewer.days > 0 else "has no days in this round"


def nobody_may(seat: Seat, reviewers: Sequence[Reviewer]) -> str:
    """Why a seat is empty, in one sentence that names each reviewer."""
    reasons = {r.name: why_not(r, seat) for r in reviewers}
    if able := [name for name, why in reasons.items() if why is None]:
        return (
            f"{seat.ref} needs a second reviewer, and only {able[0]} can take it."
            if len(able) == 1
            else f"{seat.ref} needs one more reviewer than can take it."
        )
    if not reasons:
        return f"{seat.ref} waits: this round has no reviewer yet."
    told = "; ".join(f"{name} {why}" for name, why in reasons.items())
    return f"Nobody can take {seat.ref}: {told}."


def loads(
    seats: Iterable[Seat], reviewers: Iterable[Reviewer], given: Mapping[str, str]
) -> tuple[Load, ...]:
    """What each reviewer has when seats are given so, in the order of the reviewers."""
    listed = [*seats]
    found = []
    for r in reviewers:
        theirs = [s for s in listed if given.get(s.id) == r.id]
        load = Load(
            reviewer=r.id,
            reviews=len(theirs),
            hours=sum(s.hours for s in theirs),
            workers=len({s.group for s in theirs}),
            days=r.days,
        )
        found.append(load)
    return tuple(found)


def breaches(
    seats: Iterable[Seat], reviewers: Iterable[Reviewer], given: Mapping[str, str]
) -> tuple[str, ...]:
    """What is wrong with an allocation that somebody changed by hand, a sentence each."""
    who = {r.id: r for r in reviewers}
    told, by_case = [], dict[str, set[str]]()
    for seat in seats:
        reviewer = who.get(given.get(seat.id, ""))
        if reviewer is None:
            continue
        if why := why_not(reviewer, seat):
            told.append(f"{reviewer.name} cannot take {seat.ref}: {reviewer.name} {why}.")
        if reviewer.id in by_case.setdefault(seat.case, set()):
            told.append(f"{seat.ref} is given to {reviewer.name} twice. Choose two people.")
        by_case[seat.case].add(reviewer.id)
    return tuple(told)


def _model(
    free: Sequence[Seat], held: Sequence[Seat], who: Sequence[Reviewer], given: Mapping[str, str]
) -> Model:
    groups = {g: i for i, g in enumerate(sorted({s.group for s in (*free, *held)}))}
    index = {r.id: i for i, r in enumerate(who)}
    taken = [(s, index[given[s.id]]) for s in held if given[s.id] in index]
    had = [0.0] * len(who)
    for seat, reader in taken:
        had[reader] += seat.hours
    may = [_may(s, who, [(t, r) for t, r in taken if t.case == s.case]) for s in free]
    apart = [
        (a, b)
        for a in range(len(free))
        for b in range(a + 1, len(free))
        if free[a].case == free[b].case
    ]
    houses = [r.organisation for r in who]
    return fillable(
        Model(
            hours=[s.hours for s in free],
            group=[groups[s.group] for s in free],
            may=may,
            days=[r.days for r in who],
            organisation=houses,
            had=had,
            apart=apart,
            known=frozenset((groups[s.group], r) for s, r in taken),
            strand=[s.strand for s in free],
        )
    )


def _may(seat: Seat, who: Sequence[Reviewer], others: Sequence[tuple[Seat, int]]) -> frozenset[int]:
    """Who can take the seat; of another organisation than who has the case in the same strand,
    where there is one."""
    able = frozenset(i for i, r in enumerate(who) if why_not(r, seat) is None)
    able -= {i for _, i in others}
    houses = {who[i].organisation for s, i in others if s.strand == seat.strand} - {""}
    return frozenset(i for i in able if who[i].organisation not in houses) or able
