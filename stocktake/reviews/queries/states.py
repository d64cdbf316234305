"""From rows to the states that the rules ask about; used by this room's acts and reads."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from stocktake.concerns import queries as concerns
from stocktake.people import queries as people
from stocktake.reviews.domain import doubles
from stocktake.reviews.domain.discussions import DiscussionState
from stocktake.reviews.domain.doubles import DoubleState
from stocktake.reviews.domain.judgements import JudgementState, Replied, Said
from stocktake.reviews.domain.states import ALLOCATED, SUBMITTED, Feedback, ReviewState
from stocktake.reviews.domain.twice import PlanState
from stocktake.reviews.models import (
    Discussion,
    DoublePlan,
    DoubleReview,
    FeedbackMeeting,
    Judgement,
    Reply,
    Review,
)
from stocktake.reviews.queries.calibrating import to_rate_first

_OPEN = ("made", "revised", "consolidated")  # a reply to it is not answered yet
_SAME = (
    "status", "stratum", "depth", "strand", "form", "ref", "reviewer", "worker_id", "worker_name",
    "team", "manager", "conflict", "relation", "safeguard", "needs_reassigning", "withdrawn", "allocated_at",
    "ready_at", "discussed_on", "safe_now", "safe_basis", "shared_at", "reply_by", "reminded", "version",
    "finalised_at", "outcome", "reading", "double", "single",
)  # fmt: skip


def states_of(rows: Iterable[Review], *, for_rules: bool = False) -> dict[str, ReviewState]:
    """States by review. `for_rules` adds what the rules ask besides, a few reads for each."""
    listed = list(rows)
    keys = [row.key for row in listed]
    meetings = {m.review_id: m for m in FeedbackMeeting.objects.filter(review_id__in=keys)}
    challenged = _challenged(keys)
    agreed = _agreed({row.double for row in listed})
    return {
        row.key: replace(
            bare_state(row),
            feedback=_feedback(meetings.get(row.key)),
            agreed=row.double in agreed,
            challenges=tuple(t for s, t in challenged.get(row.key, ()) if s in _OPEN),
            unsettled=tuple(t for s, t in challenged.get(row.key, ()) if s == "kept"),
            **(_asked(row) if for_rules else {}),
        )
        for row in listed
    }


def bare_state(row: Review) -> ReviewState:
    """The review's own row as a state, without what other rows say of it."""
    return ReviewState(
        case=row.case_id,
        round=row.round_id,
        child=row.child_id,
        replied=frozenset(row.replied),
        earlier=tuple(row.earlier),
        **{name: getattr(row, name) for name in _SAME},
    )


def columns_of(state: ReviewState) -> dict[str, Any]:
    """The columns of the review's own row."""
    columns = {name: getattr(state, name) for name in _SAME}
    own = {"case_id": state.case, "round_id": state.round, "child_id": state.child}
    return {**columns, **own, "replied": sorted(state.replied), "earlier": list(state.earlier)}


def judgement_states(rows: Iterable[Judgement]) -> dict[str, JudgementState]:
    """Judgements by key, each with the replies to it."""
    listed = list(rows)
    replies = replies_to([row.key for row in listed])
    ids = {row.review_id for row in listed}
    of = {r.key: r for r in Review.objects.filter(key__in=ids)}
    had = _readers({r.case_id for r in of.values()})
    return {
        row.key: JudgementState(
            status=row.status,
            review=row.review_id,
            reviewer=of[row.review_id].reviewer if row.review_id in of else "",
            said=Said(**row.said),
            refs=tuple(row.refs),
            replies=tuple(_replied(r) for r in replies.get(row.key, ())),
            reason=row.reason,
            second=row.second,
            second_by=row.second_by,
            readers=had.get(of[row.review_id].case_id, frozenset())
            if row.review_id in of
            else frozenset(),
        )
        for row in listed
    }


def replies_to(keys: Iterable[str]) -> Mapping[str, list[Reply]]:
    """Reply rows by judgement, oldest first."""
    found: dict[str, list[Reply]] = {}
    for row in Reply.objects.filter(judgement_id__in=[*keys]).order_by("pk"):
        found.setdefault(row.judgement_id, []).append(row)
    return found


def double_states(rows: Iterable[DoubleReview]) -> dict[str, DoubleState]:
    """Double reviews by key, with who reads and whether both have submitted."""
    listed = list(rows)
    reviews = {
        r.key: r for r in Review.objects.filter(key__in=[k for d in listed for k in _pair(d)])
    }
    had = _had({d.case_id for d in listed})
    return {d.key: _double(d, reviews, had.get(d.case_id, set())) for d in listed}


def plan_state(row: DoublePlan) -> PlanState:
    return PlanState(
        status=row.status,
        share=row.share,
        extremes=row.extremes,
        seed=row.seed,
        cases=tuple(row.cases),
    )


def discussion_state(row: Discussion) -> DiscussionState:
    return DiscussionState(
        status=row.status,
        case=row.case_id,
        held_on=row.held_on,
        mode=row.mode,
        attendees=tuple(row.attendees),
        notes=row.notes,
        points=tuple((item, text) for item, text in row.points),
        recorded_by=row.recorded_by,
        at=row.at,
    )


def _readers(case_ids: set[str]) -> dict[str, frozenset[str]]:
    """Everybody who ever had each case for review."""
    found: dict[str, frozenset[str]] = {}
    for row in Review.objects.filter(case_id__in=case_ids):
        known = found.get(row.case_id, frozenset())
        found[row.case_id] = known | {row.reviewer, *row.earlier}
    return found


def _challenged(review_ids: list[str]) -> dict[str, list[tuple[str, str]]]:
    """How the judgement of each challenged item stands, with its label, by review."""
    keys = Reply.objects.filter(stance="challenge", judgement__review_id__in=review_ids)
    rows = Judgement.objects.filter(key__in=keys.values("judgement_id")).order_by("place")
    found: dict[str, list[tuple[str, str]]] = {}
    for row in rows:
        found.setdefault(row.review_id, []).append((row.status, row.said["label"]))
    return found


def _agreed(keys: set[str]) -> set[str]:
    """Which of these double reviews are consolidated."""
    rows = DoubleReview.objects.filter(key__in=keys - {""}, status=doubles.AGREED)
    return set(rows.values_list("key", flat=True)) if keys - {""} else set()


def _pair(row: DoubleReview) -> tuple[str, str]:
    return row.first, row.second


def _double(row: DoubleReview, reviews: Mapping[str, Review], had: set[str]) -> DoubleState:
    pair = [reviews[key] for key in _pair(row) if key in reviews]
    readers = tuple(r.reviewer for r in pair)
    return DoubleState(
        status=row.status,
        case=row.case_id,
        round=row.round_id,
        first=row.first,
        second=row.second,
        why=row.why,
        note=row.note,
        items=tuple(doubles.item_from(i) for i in row.items),
        by=row.by,
        at=row.at,
        knew=row.knew,
        readers=readers,
        others=frozenset(had - set(readers)),
        both_in=len(pair) == 2 and all(r.status in SUBMITTED for r in pair),
    )


def _had(case_ids: set[str]) -> dict[str, set[str]]:
    """Everybody who ever had each case for review, and who works on it or manages who does."""
    rows = list(Review.objects.filter(case_id__in=case_ids))
    workers = people.worker_accounts(row.worker_id for row in rows)
    managers = people.managers_of_teams(row.team for row in rows)
    found: dict[str, set[str]] = {}
    for row in rows:
        parties = (workers.get(row.worker_id), managers.get(row.team))
        had = (row.reviewer, *row.earlier, *(card.id for card in parties if card))
        found.setdefault(row.case_id, set()).update(had)
    return found


def _feedback(row: FeedbackMeeting | None) -> Feedback | None:
    if row is None:
        return None
    return Feedback(
        held_on=row.held_on,
        mode=row.mode,
        attendees=tuple(row.attendees),
        confirmed=frozenset(row.confirmed),
    )


def _asked(row: Review) -> dict[str, Any]:
    """What the rules ask of concerns and of calibration, read only for them."""
    return {
        "barred": concerns.bars_sharing(row.case_id) or "",
        "concern_open": concerns.open_concern(row.case_id) is not None,
        "to_rate": to_rate_first(row.round_id, row.reviewer) if row.status == ALLOCATED else "",
    }


def _replied(row: Reply) -> Replied:
    return Replied(
        role=row.role,
        person=row.person,
        at=row.at,
        stance=row.stance,
        words=row.words,
        evidence=tuple(row.evidence),
    )
