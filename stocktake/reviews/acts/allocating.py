"""Giving sampled cases to reviewers, and taking them back where a conflict says so."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta

from stocktake.core.capacity import Capacity
from stocktake.core.thread import Act, NotTheirs, Outgoing, Person, Refused
from stocktake.evidence import acts as evidence
from stocktake.people import acts as people_acts
from stocktake.people import queries as people
from stocktake.record import clock
from stocktake.record.door import Move, next_number, perform
from stocktake.reviews.acts import notices
from stocktake.reviews.acts.appointing import leave_out_moves
from stocktake.reviews.acts.kinds import REVIEW
from stocktake.reviews.domain.acts import (
    Allocate,
    DeclareConflict,
    Reassign,
    StartReading,
    Withdraw,
)
from stocktake.reviews.domain.states import FIRST, SECOND, Conflict, ReviewState
from stocktake.reviews.queries import other_reader, review, reviews_of, reviews_visible_to
from stocktake.rounds import acts as rounds_acts
from stocktake.rounds import queries as rounds
from stocktake.rounds.domain.values import Round, SampledCase

ALLOCATED = "allocated for review"  # why a case is open to its reviewer
GIVEN_BACK = "The reviewer gave a case back."


@dataclass(frozen=True, slots=True, kw_only=True)
class Declaration:
    """What a reviewer declares of one review."""

    conflict: Conflict
    relation: str = ""
    safeguard: str = ""


def allocate(
    *, case_ids: Sequence[str], reviewer_id: str, by: Person, at: datetime
) -> tuple[str, ...]:
    """Allocate these cases to one reviewer, all or none; return the reviews' ids in that order."""
    if not case_ids:
        raise Refused("Choose at least one case to allocate.")
    given = [(case_id, reviewer_id) for case_id in dict.fromkeys(case_ids)]
    return allocate_each(given=given, by=by, at=at)


def allocate_each(*, given: Sequence[tuple[str, str]], by: Person, at: datetime) -> tuple[str, ...]:
    """Allocate each case to its reviewer, all or none; return the reviews' ids in that order.

    A case that several strands review is named once for each, by `SampledCase.place`.

    Each case is opened to the reviewer until their commission ends, its record is copied to the
    desk where the round works with notes, and worker and manager are told date, purpose and right
    to reply.
    """
    cases = [(sampled(case_id), reviewer_id) for case_id, reviewer_id in given]
    for case, reviewer_id in cases:
        _keep_to_the_route(case, reviewer_id)
        refuse_twice(case, case.strand, reviewer_id)
    known = {c.round_id: rounds.round_(c.round_id) for c, _ in cases}
    ids = tuple(next_number("review") for _ in cases)
    moves = [
        Move(
            kind=REVIEW,
            id=review_id,
            act=allocation(case, known[case.round_id], reviewer_id),
            rests_on=(f"round:{case.round_id}", f"form:{_form(case, known)}"),
            concerns=_concerns(case.child_id),
        )
        for review_id, (case, reviewer_id) in zip(ids, cases, strict=True)
    ]
    moves[0] = _with_outbox(moves[0], _announcements(cases, ids, at))
    for case, reviewer_id in cases:
        moves += opened_moves(case.id, reviewer_id)
    for case in {case.id: case for case, _ in cases}.values():
        moves += evidence.copy_record_moves(
            case_id=case.id,
            snapshot=known[case.round_id].snapshot,
            child_id=case.child_id,
            window=known[case.round_id].window,
            records=known[case.round_id].records,
        )
    for round_id in known:
        moves += rounds_acts.begin_moves(round_id=round_id)
    perform(moves, by=by, at=at)
    return ids


def _form(case: SampledCase, known: Mapping[str, Round]) -> str:
    return known[case.round_id].form_of(case.depth, case.strand)


def refuse_twice(case: SampledCase, strand: str, reviewer_id: str) -> None:
    """Each strand of a shared case has a reviewer of its own."""
    others = (
        r
        for r in reviews_of(case.round_id)
        if r.case_id == case.id and r.state.strand != strand and not r.state.withdrawn
    )
    if any(r.state.reviewer == reviewer_id for r in others):
        name = people.cards([reviewer_id])[reviewer_id].name
        raise Refused(f"{name} reviews {case.ref} for another strand. Choose somebody else.")


def _keep_to_the_route(case: SampledCase, reviewer_id: str) -> None:
    """A record in complaint, restricted or of a relative of staff goes to its named reviewer."""
    if case.routed_to and reviewer_id != case.routed_to:
        name = people.cards([case.routed_to])[case.routed_to].name
        raise Refused(
            f"{case.ref} ({case.routed_for}) goes only to {name}, named before the freeze."
        )


def declare_conflicts(*, declarations: Mapping[str, Declaration], by: Person, at: datetime) -> None:
    """Declare for several reviews at once; a blocking conflict ends the access to its case."""
    mine = {r.id: r for r in reviews_visible_to(by) if r.state.reviewer == by.id}
    if not set(declarations) <= set(mine):
        raise NotTheirs
    moves: list[Move] = []
    for review_id, said in declarations.items():
        state = mine[review_id].state
        act = DeclareConflict(
            conflict=said.conflict, relation=said.relation, safeguard=said.safeguard
        )
        told = _told_of_conflict(review_id, state, said)
        moves.append(review_move(review_id, state, act, told))
        if said.conflict == "blocking":
            moves += people_acts.end_case_grant_moves(case_id=state.case, person_id=by.id)
            moves += leave_out_moves(
                case_id=state.case, reviewer_id=by.id, reason=GIVEN_BACK, by=by, at=at
            )
    perform(moves, by=by, at=at)


def reassign(*, review_id: str, reviewer_id: str, reason: str, by: Person, at: datetime) -> None:
    """Give a review to another reviewer; drafts of the first stay theirs and are not handed over."""
    state = review(review_id, to=by).state
    _keep_to_the_route(sampled(state.case), reviewer_id)
    refuse_twice(sampled(state.case), state.strand, reviewer_id)
    act = Reassign(
        reviewer=reviewer_id,
        reason=reason,
        parties=notices.parties(state.worker_id, state.team),
        can_review=is_reviewer_today(reviewer_id),
        routed_to=sampled(state.case).routed_to,
    )
    told = notices.allocated_to_reviewer(reviewer_id, 1, f"review:{review_id}")
    moves = [review_move(review_id, state, act, told)]
    if not state.needs_reassigning:
        ended = people_acts.end_case_grant_moves(case_id=state.case, person_id=state.reviewer)
        moves += ended
    moves += leave_out_moves(
        case_id=state.case, reviewer_id=state.reviewer, reason=reason, by=by, at=at
    )
    perform([*moves, *blind_again_moves(state, reviewer_id)], by=by, at=at)


def withdraw(*, review_id: str, reason: str, by: Person, at: datetime) -> None:
    """Take a review out of the round before it is shared, with the reason."""
    state = review(review_id, to=by).state
    moves = [review_move(review_id, state, Withdraw(reason=reason))]
    moves += leave_out_moves(
        case_id=state.case, reviewer_id=state.reviewer, reason=reason, by=by, at=at
    )
    if not state.needs_reassigning:
        moves += people_acts.end_case_grant_moves(case_id=state.case, person_id=state.reviewer)
    perform(moves, by=by, at=at)


def start_reading(*, review_id: str, by: Person, at: datetime) -> None:
    """Open the desk: the review is being read from now on."""
    state = review(review_id, to=by).state
    perform([review_move(review_id, state, StartReading())], by=by, at=at)


def blind_again_moves(state: ReviewState, reviewer_id: str) -> list[Move]:
    """The case opened to a new reviewer; in a double review still being read, both blind anew."""
    other = other_reader(state)
    if other is None:
        return opened_moves(state.case, reviewer_id)
    return [
        *opened_moves(state.case, reviewer_id, (*state.earlier, state.reviewer, other)),
        *opened_moves(state.case, other, (*state.earlier, state.reviewer, reviewer_id)),
        *people_acts.seal_work_moves(case_id=state.case, people=(reviewer_id,)),
    ]


def sampled(case_id: str) -> SampledCase:
    """A case of a sample. Raises NotTheirs."""
    try:
        return rounds.case(case_id)
    except KeyError:
        raise NotTheirs from None


def allocation(
    case: SampledCase,
    of: Round,
    reviewer_id: str,
    *,
    double: str = "",
    readers: tuple[str, ...] = (),
) -> Allocate:
    """The act that gives this case to a reviewer; `readers` have read it, where `double` is set."""
    manager = people.manager_of_team(case.team) if case.team else None
    return Allocate(
        case=case.id,
        round=case.round_id,
        child=case.child_id,
        ref=case.ref,
        stratum=str(case.stratum),
        depth=str(case.depth),
        strand=case.strand,
        form=of.form_of(case.depth, case.strand),
        reviewer=reviewer_id,
        worker_id=case.worker_id,
        worker_name=case.worker_name,
        team=case.team,
        manager=manager.id if manager else "",
        reading=SECOND if double else FIRST,
        double=double,
        readers=readers,
        parties=notices.parties(case.worker_id, case.team),
        can_review=is_reviewer_today(reviewer_id),
        frozen=of.status in ("frozen", "under way"),
        routed_to=case.routed_to,
    )


def is_reviewer_today(person_id: str) -> bool:
    """Whether somebody holds the capacity today."""
    return any(card.id == person_id for card in people.holders(Capacity.REVIEWER, clock.today()))


def opened_moves(case_id: str, reviewer_id: str, blind_to: tuple[str, ...] = ()) -> list[Move]:
    """Open the case until the end of the reviewer's commission, where that has an end."""
    account = people.account(reviewer_id)
    ends = account.ends if account else None
    until = None
    if ends is not None:
        until = datetime.combine(ends + timedelta(days=1), time(0), tzinfo=clock.LONDON)
    return people_acts.grant_case_moves(
        case_id=case_id, person_id=reviewer_id, why=ALLOCATED, until=until, blind_to=blind_to
    )


def _announcements(
    cases: Sequence[tuple[SampledCase, str]], ids: Sequence[str], at: datetime
) -> tuple[Outgoing, ...]:
    """One notice to each reviewer, worker and manager, whatever the number of cases."""
    told = Counter(p for c, _ in cases for p in notices.parties(c.worker_id, c.team))
    day, about = clock.local(at).date(), f"review:{ids[0]}"
    outgoing: list[Outgoing] = []
    for reviewer_id, count in sorted(Counter(reviewer for _, reviewer in cases).items()):
        outgoing += notices.allocated_to_reviewer(reviewer_id, count, about)
    for party, count in sorted(told.items()):
        outgoing += notices.announced_to_party(party, count, day, about)
    return tuple(outgoing)


def _told_of_conflict(
    review_id: str, state: ReviewState, said: Declaration
) -> tuple[Outgoing, ...]:
    if said.conflict == "none":
        return ()
    managers = [card.id for card in people.holders(Capacity.QA_MANAGER, clock.today())]
    what = (
        f"{state.ref} needs reassigning: its reviewer declared a conflict of interest."
        if said.conflict == "blocking"
        else f"The reviewer of {state.ref} declared an interest, with a safeguard."
    )
    return notices.about_review(state, review_id, what, to=managers)


def review_move(
    review_id: str,
    state: ReviewState,
    act: Act,
    told: tuple[Outgoing, ...] = (),
) -> Move:
    return Move(
        kind=REVIEW,
        id=review_id,
        act=act,
        concerns=_concerns(state.child),
        outbox=told,
    )


def _concerns(child_id: str) -> tuple[str, ...]:
    return (f"child:{child_id}",)


def _with_outbox(move: Move, outbox: tuple[Outgoing, ...]) -> Move:
    return replace(move, outbox=outbox)
