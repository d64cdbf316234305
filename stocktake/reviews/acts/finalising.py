"""The reviewer's answer to replies, with both versions kept, and the end of a review."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from stocktake.core.thread import Basis, Earlier, Person, Refused
from stocktake.frameworks import queries as frameworks
from stocktake.record.door import Move, perform
from stocktake.reviews.acts import notices
from stocktake.reviews.acts.kinds import JUDGEMENT, REVIEW
from stocktake.reviews.acts.showing import digest_of, shown
from stocktake.reviews.domain.acts import AnswerReplies, DecideChallenges, Finalise
from stocktake.reviews.domain.answering import FIELDS
from stocktake.reviews.domain.judgements import (
    ChangeJudgement,
    KeepJudgement,
    OverturnJudgement,
    Said,
    UpholdJudgement,
    known_grade,
)
from stocktake.reviews.domain.states import ReviewState
from stocktake.reviews.queries import JudgementView, judgements, review, versions

SECOND = "A second person has decided a challenge that the reviewer did not accept, with reasons."


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What the reviewer decides on one judgement. `changes`: new values of fields, empty to keep."""

    reason: str
    changes: Mapping[str, str] | None = None


def answer_replies(
    *, review_id: str, decisions: Mapping[str, Decision], by: Person, at: datetime
) -> None:
    """Keep or change judgements that were clarified or challenged, each with a reason.

    Where one changes, the next version is stored; the earlier ones stay readable.
    """
    state = review(review_id, to=by).state
    known = {j.id: j for j in judgements(review_id)}
    chosen = {key: d for key, d in decisions.items() if key in known}
    if not chosen:
        raise Refused("Keep or change at least one judgement that was clarified or challenged.")
    moves = [_decided(state, known[key], d) for key, d in chosen.items()]
    new = {m.id: m.act for m in moves if isinstance(m.act, ChangeJudgement)}
    act = (
        _version(review_id, state, known, new, at)
        if new
        else AnswerReplies(changed=0, version=state.version)
    )
    resting = tuple(Earlier(i) for i in range(len(moves)))
    text = "The reviewer has answered the reply to a review, with reasons."
    told = notices.about_review(state, review_id, text, page="responses/")
    if any(not d.changes and _challenged(known[key]) for key, d in chosen.items()):
        told += notices.to_second_person(state, review_id)
    perform([*moves, _move(review_id, state, act, resting, told)], by=by, at=at)


def decide_challenges(
    *, review_id: str, decisions: Mapping[str, Decision], by: Person, at: datetime
) -> None:
    """As a second person, let judgements stand that were kept against a challenge, or change them.

    Where one changes, the next version is stored; the worker, the manager and the reviewer are told.
    """
    state = review(review_id, to=by).state
    known = {j.id: j for j in judgements(review_id)}
    chosen = {key: d for key, d in decisions.items() if key in known}
    if not chosen:
        raise Refused("Let at least one challenged judgement stand, or change it.")
    moves = [_settled(state, known[key], d) for key, d in chosen.items()]
    new = {m.id: m.act for m in moves if isinstance(m.act, OverturnJudgement)}
    act = DecideChallenges(changed=0, version=state.version)
    if new:
        made = _version(review_id, state, known, new, at)
        act = DecideChallenges(
            changed=len(new), version=made.version, digest=made.digest, content=made.content
        )
    whom = (*notices.repliers(state).values(), state.reviewer)
    told = notices.about_review(state, review_id, SECOND, to=whom, page="responses/")
    resting = tuple(Earlier(i) for i in range(len(moves)))
    perform([*moves, _move(review_id, state, act, resting, told)], by=by, at=at)


def finalise(*, review_id: str, could_reply: bool = True, by: Person, at: datetime) -> None:
    """Finalise a review that was answered, or whose time to reply is over ("No reply").

    `could_reply`: False where worker and manager were away, ill or gone. So it is, too, where neither
    has an account and no feedback meeting was held. Nothing that such a review says is published.
    """
    state = review(review_id, to=by).state
    resting = tuple(f"entry:{j.entry}" for j in judgements(review_id))
    text = "A review of one of your cases is final. What you said stands beside what was found."
    told = notices.about_review(state, review_id, text)
    reached = bool(notices.repliers(state) or state.replied or state.feedback)
    act = Finalise(could_reply=could_reply and reached)
    perform([_move(review_id, state, act, resting, told)], by=by, at=at)


def _challenged(judgement: JudgementView) -> bool:
    return any(r.stance == "challenge" for r in judgement.replies)


def _settled(state: ReviewState, judgement: JudgementView, decision: Decision) -> Move:
    """A second person's decision answers the reviewer's own answer to the challenge."""
    refs = (*(e.ref for e in judgement.evidence), *judgement.discussion_refs)
    cited = tuple(e.ref for r in judgement.replies for e in r.evidence)
    act: UpholdJudgement | OverturnJudgement = UpholdJudgement(reason=decision.reason)
    if decision.changes:
        said = _changed(judgement.said, decision.changes)
        every = tuple(dict.fromkeys((*refs, *cited)))
        act = OverturnJudgement(reason=decision.reason, said=said, refs=every)
    replies = tuple(f"entry:{r.entry}" for r in judgement.replies if r.stance == "challenge")
    return Move(
        kind=JUDGEMENT,
        id=judgement.id,
        act=act,
        answers=judgement.entry,
        rests_on=tuple(dict.fromkeys((*replies, *refs, *cited))),
        concerns=(f"child:{state.child}",),
    )


def _decided(state: ReviewState, judgement: JudgementView, decision: Decision) -> Move:
    reply = next((r for r in reversed(judgement.replies) if r.stance != "accept"), None)
    refs = (*(e.ref for e in judgement.evidence), *judgement.discussion_refs)
    cited = tuple(e.ref for r in judgement.replies for e in r.evidence)
    act: KeepJudgement | ChangeJudgement = KeepJudgement(reason=decision.reason)
    if decision.changes:
        said = _changed(judgement.said, decision.changes)
        act = ChangeJudgement(
            reason=decision.reason, said=said, refs=tuple(dict.fromkeys((*refs, *cited)))
        )
    return Move(
        kind=JUDGEMENT,
        id=judgement.id,
        act=act,
        answers=reply.entry if reply else judgement.entry,
        rests_on=tuple(dict.fromkeys((f"entry:{judgement.entry}", *refs, *cited))),
        concerns=(f"child:{state.child}",),
    )


def _changed(said: Said, changes: Mapping[str, str]) -> Said:
    """The judgement with these fields as typed in their place."""
    new: dict[str, Any] = {k: v.strip() for k, v in changes.items() if k in FIELDS}
    for scale in ("record_depth", "discussion_depth"):
        if scale in new:
            new[scale] = int(new[scale]) if new[scale] in ("1", "2", "3", "4") else None
    if "grade" in new:
        new["grade"] = known_grade(new["grade"])
    return replace(said, **new)


def _version(
    review_id: str,
    state: ReviewState,
    known: Mapping[str, JudgementView],
    new: Mapping[str, ChangeJudgement | OverturnJudgement],
    at: datetime,
) -> AnswerReplies:
    """The next version: what stands, with the changed judgements and why they changed."""
    said = {key: new[key].said if key in new else j.said for key, j in known.items()}
    refs = {
        key: new[key].refs if key in new else (*(e.ref for e in j.evidence), *j.discussion_refs)
        for key, j in known.items()
    }
    last = versions(review_id)[-1].shown if versions(review_id) else {"judgements": []}
    before = {j["judgement"]: j["changed"] for j in last["judgements"] if j["changed"]}
    content = shown(
        state,
        frameworks.form(state.form),
        said,
        refs,
        safety=(state.safe_now, state.safe_basis),
        changed={**before, **{key: act.reason for key, act in new.items()}},
    )
    return AnswerReplies(
        changed=len(new),
        version=state.version + 1,
        digest=digest_of(content),
        content={"shown": content, "at": at},
    )


def _move(
    review_id: str,
    state: ReviewState,
    act: AnswerReplies | DecideChallenges | Finalise,
    rests_on: Sequence[Basis],
    told: tuple[Any, ...],
) -> Move:
    return Move(
        kind=REVIEW,
        id=review_id,
        act=act,
        rests_on=tuple(rests_on),
        concerns=(f"child:{state.child}",),
        outbox=told,
    )
