"""The kinds of this room as the write door knows them: how each is loaded and saved."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from stocktake.core import lifecycle
from stocktake.record.door import Kind, Move, locked
from stocktake.reviews.acts.carrying import carry
from stocktake.reviews.acts.drafting import VOICE
from stocktake.reviews.domain import changes, discussions, doubles, judgements, rules, twice
from stocktake.reviews.domain.acts import (
    AnswerReplies,
    ConfirmFeedback,
    DecideChallenges,
    HandOver,
    Share,
    SubmitResponse,
)
from stocktake.reviews.domain.discussions import DiscussionState
from stocktake.reviews.domain.doubles import DoubleState
from stocktake.reviews.domain.judgements import JudgementState, ReplyTo
from stocktake.reviews.domain.moving import MoveForm
from stocktake.reviews.domain.states import ReviewState
from stocktake.reviews.domain.twice import PlanState
from stocktake.reviews.models import (
    Comment,
    Discussion,
    DoublePlan,
    DoubleReview,
    Draft,
    FeedbackMeeting,
    Judgement,
    Reply,
    Review,
    SharedVersion,
)
from stocktake.reviews.queries.states import (
    columns_of,
    discussion_state,
    double_states,
    judgement_states,
    plan_state,
    states_of,
)


def _load_reviews(ids: Sequence[str]) -> Mapping[str, ReviewState]:
    return states_of(locked(Review.objects.filter(key__in=ids)), for_rules=True)


def _save_review(key: str, before: ReviewState | None, now: ReviewState) -> None:
    Review.objects.update_or_create(key=key, defaults=columns_of(now))
    if now.feedback is not None:
        FeedbackMeeting.objects.update_or_create(
            review_id=key,
            defaults={
                "held_on": now.feedback.held_on,
                "mode": now.feedback.mode,
                "attendees": list(now.feedback.attendees),
                "confirmed": sorted(now.feedback.confirmed),
            },
        )


def _review_written(number: int, move: Move) -> None:
    """What an act leaves beside the review's row: a version as shown, a party's own words."""
    act = move.act
    if isinstance(act, Share | AnswerReplies | DecideChallenges) and act.content:
        SharedVersion.objects.create(
            review_id=move.id,
            number=act.version,
            content=act.content["shown"],
            digest=act.digest,
            at=act.content["at"],
        )
    if isinstance(act, HandOver) and act.drafts:
        _hand_drafts(move.id, act)
    if isinstance(act, MoveForm):
        carry(move.id, act)
    if isinstance(act, SubmitResponse | ConfirmFeedback) and act.who:
        agrees = isinstance(act, SubmitResponse) and act.agrees
        Comment.objects.create(
            review_id=move.id,
            role=act.role,
            person=act.who["person"],
            at=act.who["at"],
            agrees=agrees,
            words=act.comment,
        )


def _hand_drafts(review_id: str, act: HandOver) -> None:
    """The newest text of each draft becomes the other reviewer's; the first keeps all versions. What
    the worker said of their own work was told to the first alone."""
    handed = Draft.objects.filter(review_id=review_id, person=act.before).exclude(item=VOICE)
    newest = {row.item: row for row in handed.order_by("version")}
    theirs = Draft.objects.filter(review_id=review_id, person=act.reviewer)
    had = {row.item: row.version for row in theirs.order_by("version")}
    for item, row in newest.items():
        Draft.objects.create(
            review_id=review_id,
            person=act.reviewer,
            item=item,
            version=had.get(item, 0) + 1,
            fields=row.fields,
            at=row.at,
        )


def _load_judgements(ids: Sequence[str]) -> Mapping[str, JudgementState]:
    return judgement_states(locked(Judgement.objects.filter(key__in=ids)))


def _save_judgement(key: str, before: JudgementState | None, now: JudgementState) -> None:
    columns: dict[str, Any] = {
        "review_id": now.review,
        "status": now.status,
        "said": asdict(now.said),
        "grade": now.said.grade,
        "refs": list(now.refs),
        "reason": now.reason,
        "second": now.second,
        "second_by": now.second_by,
    }
    if before is None:
        count = Judgement.objects.filter(review_id=now.review).count()
        columns["place"] = count + 1
    row, _ = Judgement.objects.update_or_create(key=key, defaults=columns)
    for reply in now.replies[len(before.replies) if before else 0 :]:
        Reply.objects.create(
            judgement=row,
            role=reply.role,
            person=reply.person,
            at=reply.at,
            stance=reply.stance,
            words=reply.words,
            evidence=list(reply.evidence),
        )


def _judgement_written(number: int, move: Move) -> None:
    """The statement that now says it so; a reply keeps its own number and changes nothing."""
    if isinstance(move.act, ReplyTo):
        Reply.objects.filter(judgement_id=move.id, role=move.act.role).update(entry=number)
    else:
        Judgement.objects.filter(key=move.id).update(entry=number)


def _load_discussions(ids: Sequence[str]) -> Mapping[str, DiscussionState]:
    rows = locked(Discussion.objects.filter(key__in=ids))
    return {row.key: discussion_state(row) for row in rows}


def _save_discussion(key: str, before: DiscussionState | None, now: DiscussionState) -> None:
    Discussion.objects.create(
        key=key,
        case_id=now.case,
        status=now.status,
        held_on=now.held_on,
        mode=now.mode,
        attendees=list(now.attendees),
        notes=now.notes,
        points=[list(point) for point in now.points],
        recorded_by=now.recorded_by,
        at=now.at,
    )


def _load_doubles(ids: Sequence[str]) -> Mapping[str, DoubleState]:
    return double_states(locked(DoubleReview.objects.filter(key__in=ids)))


def _save_double(key: str, before: DoubleState | None, now: DoubleState) -> None:
    DoubleReview.objects.update_or_create(
        key=key,
        defaults={
            "case_id": now.case,
            "round_id": now.round,
            "first": now.first,
            "second": now.second,
            "why": now.why,
            "status": now.status,
            "note": now.note,
            "items": [doubles.plain(i) for i in now.items],
            "by": now.by,
            "at": now.at,
            "knew": now.knew,
        },
    )


def _load_plans(ids: Sequence[str]) -> Mapping[str, PlanState]:
    rows = locked(DoublePlan.objects.filter(round_id__in=ids))
    return {row.round_id: plan_state(row) for row in rows}


def _save_plan(round_id: str, before: PlanState | None, now: PlanState) -> None:
    columns = {**vars(now), "cases": list(now.cases)}
    DoublePlan.objects.update_or_create(round_id=round_id, defaults=columns)


REVIEW = Kind[ReviewState](
    name="review",
    load=_load_reviews,
    save=_save_review,
    refusal=rules.refusal,
    after=changes.after,
    capacity=rules.capacity_of,
    written=_review_written,
)
JUDGEMENT = Kind[JudgementState](
    name="judgement",
    load=_load_judgements,
    save=_save_judgement,
    refusal=judgements.refusal,
    after=judgements.after,
    capacity=judgements.capacity_of,
    written=_judgement_written,
)
DISCUSSION = Kind[DiscussionState](
    name="discussion",
    load=_load_discussions,
    save=_save_discussion,
    refusal=discussions.refusal,
    after=discussions.after,
    capacity=lambda act, by: lifecycle.capacity_of(discussions.MOVES, act, by),
)
DOUBLE = Kind[DoubleState](
    name="double",
    load=_load_doubles,
    save=_save_double,
    refusal=doubles.refusal,
    after=doubles.after,
    capacity=lambda act, by: lifecycle.capacity_of(doubles.MOVES, act, by),
)
DOUBLE_PLAN = Kind[PlanState](
    name="double_plan",
    load=_load_plans,
    save=_save_plan,
    refusal=twice.refusal,
    after=twice.after,
    capacity=lambda act, by: lifecycle.capacity_of(twice.MOVES, act, by),
)
