"""What the reviews ask of each person: of the reviewer, of worker and manager, of the QA manager."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from stocktake.core.capacity import Capacity
from stocktake.core.periods import day_in_words
from stocktake.core.thread import Person
from stocktake.desks.queries.seen import Seen
from stocktake.reviews import queries as reviews
from stocktake.reviews.domain import states
from stocktake.reviews.domain.seeing import is_manager, is_reviewer, is_worker
from stocktake.reviews.queries import Review
from stocktake.rounds import queries as rounds
from stocktake.ui.values import Need

CLOSE = 2  # days before the end of a reply window at which somebody should look
# What a reviewer does next at each stage: tag, sentence, button, where.
_NEXT = {
    states.ALLOCATED: ("To start", "Allocated to you", "Start reading", "desk/"),
    states.READING: ("In reading", "Reading and judging", "Go on reading", "desk/"),
    states.READY: (
        "To discuss",
        "Ready for the discussion with the worker",
        "Record it",
        "discussion/",
    ),
    states.DISCUSSED: ("To share", "Discussed and not yet shared", "Check and share", "check/"),
}


def review_needs(of: Seen, at: datetime) -> Iterator[Need]:
    """Needs from every review this person can see."""
    person, seen = of.person, of.reviews
    undeclared = [r for r in seen if is_reviewer(r.state, person) and not r.state.conflict]
    if undeclared:
        yield Need(
            tag="First",
            kind="blue",
            ref=f"{len(undeclared)} review{'' if len(undeclared) == 1 else 's'}",
            url="/reviews/conflicts/",
            sentence="Declare conflicts",
            reason="Say whether you know any of these families or workers before you read.",
            button="Declare",
        )
    begun = reviews.progress_of(r for r in seen if is_reviewer(r.state, person))
    strands = strands_of(seen)
    for one in reviews.in_queue_order(seen):
        if not one.state.withdrawn:
            yield from _of(one, person, begun.get(one.id, ""), strands.get(one.id, ""))
    yield from _doubles(seen, person)
    yield from _calibration(person)


def strands_of(seen: Iterable[Review]) -> dict[str, str]:
    """For reviews of cases that strands share, whose each is; two of one case look alike else."""
    shared = {key for key, case in rounds.cases_by_id(r.case_id for r in seen).items() if case.also}
    return {r.id: r.state.strand for r in seen if r.case_id in shared}


def _doubles(seen: tuple[Review, ...], person: Person) -> Iterator[Need]:
    """Cases that two people read: to be brought together, or to be given a second reader."""
    if person.holds(Capacity.QA_MANAGER, Capacity.BOARD_CHAIR):
        for one in reviews.doubles_visible_to(person):
            if not one.agreed and one.may_consolidate:
                yield Need(
                    tag="To consolidate",
                    kind="warn",
                    ref=one.ref,
                    url=f"/reviews/{one.state.first}/",
                    sentence="Two readings wait to be brought together",
                    reason="Each was written blind to the other. You are not told whose is whose.",
                    button="Lay side by side",
                    button_url=one.url,
                )
    if not person.holds(Capacity.QA_MANAGER):
        return
    for round_id in dict.fromkeys(r.round_id for r in seen):
        for asked in reviews.waits_for_a_second(round_id):
            yield Need(
                tag="Second reading",
                kind="warn",
                ref=asked.ref,
                url=f"/rounds/{round_id}/moderation/",
                sentence="Submitted for a second reading",
                reason="Its grade stands at an end of the scale. Choose a second reader.",
                button="Choose",
            )


def _of(one: Review, person: Person, begun: str, strand: str) -> Iterator[Need]:
    state = one.state
    if is_reviewer(state, person) and state.conflict:
        yield from _agreed(one) if state.agreed else _reviewer(one, begun)
    elif is_worker(state, person) or is_manager(state, person):
        yield from _party(one, person, strand)
    had = person.id in (state.reviewer, *state.earlier)
    if state.unsettled and not had and person.holds(Capacity.QA_MANAGER, Capacity.BOARD_CHAIR):
        yield _to_settle(one)
    elif person.holds(Capacity.QA_MANAGER) and not is_reviewer(state, person):
        yield from _manager_of_round(one)


def _manager_of_round(one: Review) -> Iterator[Need]:
    """What the QA manager decides: a returned review, a reply that did not come or is due."""
    state, about = one.state, {"kind": "warn", "ref": one.ref, "url": one.url}
    if state.needs_reassigning:
        yield Need(
            tag="To reassign",
            sentence=f"{one.reviewer_name} declared a conflict",
            reason=state.relation,
            button="Choose reviewer",
            button_url=f"{one.url}reassign/",
            **about,
        )
        return
    if state.status not in (states.SHARED, states.ANSWERED) or state.reply_by is None:
        return
    left = (state.reply_by - one.today).days
    if one.reply_outcome == states.NO_REPLY:
        yield Need(
            tag="No reply",
            sentence="The reply window closed with no reply",
            reason="Finalise it as “No reply”, or allow more time and say why. Silence is never shown as accepted.",
            time=_days(-left),
            time_words="over",
            button="Decide",
            button_url=f"{one.url}responses/",
            **about,
        )
    elif 0 <= left <= CLOSE and not state.heard(one.today):
        missing = "One reply is in, one is missing" if state.replied else "No reply is in yet"
        yield Need(
            tag="Due soon",
            sentence=missing,
            reason=f"The window closes on {day_in_words(state.reply_by)}.",
            time=_days(left),
            time_words="left",
            button="Look",
            button_url=f"{one.url}responses/",
            **about,
        )


def _to_settle(one: Review) -> Need:
    """A challenge that the reviewer did not accept, for a second person."""
    return Need(
        tag="Challenged",
        kind="warn",
        ref=one.ref,
        url=one.url,
        sentence="The reviewer did not accept a challenge: decide it as a second person",
        reason="; ".join(one.state.unsettled),
        button="Read and decide",
        button_url=f"{one.url}responses/",
    )


def _reviewer(one: Review, begun: str) -> Iterator[Need]:
    state = one.state
    if state.status in _NEXT:
        tag, sentence, button, where = _NEXT[state.status]
        late = "" if state.status in (states.ALLOCATED, states.READING) else "blue"
        yield Need(
            tag=tag,
            kind=late,
            ref=one.ref,
            url=one.url,
            sentence=sentence,
            reason=f"{_about(one)} {begun} judged." if begun else _about(one),
            button=button,
            button_url=one.url + where,
        )
    elif state.status in (states.SHARED, states.ANSWERED):
        yield from _replied(one)


def _calibration(person: Person) -> Iterator[Need]:
    """For a reviewer: an invented case to rate first, and one's own grades beside what was agreed."""
    if not person.holds(Capacity.REVIEWER):
        return
    for one in reviews.calibrations_visible_to(person):
        if not one.closed and not one.mine:
            yield Need(
                tag="First",
                kind="blue",
                ref=one.state.title,
                url=one.url,
                sentence="Rate the calibration case",
                reason="An invented case that every reviewer rates alone before reading. About 15 minutes.",
                button="Read and rate",
            )
    if new := reviews.unseen_doubles(person):
        yield Need(
            tag="Yours first",
            ref=f"{len(new)} case{'' if len(new) == 1 else 's'}",
            url="/reviews/consistency/",
            sentence="See how your grades stand beside what was agreed",
            reason="You see this before anybody else. Nobody is ranked by it.",
            button="Look",
        )


def _agreed(one: Review) -> Iterator[Need]:
    """The first reader shares what was agreed of both readings."""
    if one.status != states.CONSOLIDATING or one.state.reading != states.FIRST:
        yield from _reviewer(one, "")
        return
    yield Need(
        tag="To share",
        kind="blue",
        ref=one.ref,
        url=one.url,
        sentence="Both readings are brought together: share the review",
        reason=_about(one),
        button="Check and share",
        button_url=f"{one.url}check/",
    )


def _replied(one: Review) -> Iterator[Need]:
    """A reply to answer, or a review that nobody can reply to any more."""
    state = one.state
    silent = one.reply_outcome == states.NO_REPLY
    if not (state.challenges or state.heard(one.today)):
        return
    words = "Answer what was challenged" if state.challenges else "Everything is said: finalise it"
    yield Need(
        tag="No reply" if silent else "Challenged" if state.challenges else "To finalise",
        kind="warn",
        ref=one.ref,
        url=one.url,
        sentence="The reply window closed with no reply" if silent else words,
        reason="Silence is never shown as accepted." if silent else _about(one),
        button="Decide" if silent or state.challenges else "Finalise",
        button_url=f"{one.url}responses/",
    )


def _party(one: Review, person: Person, strand: str) -> Iterator[Need]:
    state = one.state
    role = states.WORKER if is_worker(state, person) else states.MANAGER
    if state.status not in (states.SHARED, states.ANSWERED) or role in state.replied:
        return
    if state.reply_by is None or one.today > state.reply_by:
        return
    left = (state.reply_by - one.today).days
    yield Need(
        tag="To reply",
        kind="warn" if left <= CLOSE else "blue",
        ref=one.ref,
        url=one.url,
        sentence=f"A review is shared with you{strand and f', for {strand}'}",
        reason="Say where you agree, add what is missing, or say where it is wrong. About 20 minutes.",
        time=_days(left),
        time_words="left",
        button="Reply",
        button_url=f"{one.url}reply/",
    )


def _days(count: int) -> str:
    return "today" if count == 0 else f"{count} day{'' if count == 1 else 's'}"


def _about(one: Review) -> str:
    depth = "In depth" if one.state.depth == "in depth" else "Lighter"
    return f"{one.stratum_label}. {depth}."
