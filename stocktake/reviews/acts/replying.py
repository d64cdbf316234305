"""Replies of the worker and the manager, finding by finding, or in a feedback meeting."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from stocktake.core.thread import Act, Basis, Earlier, Outgoing, Person
from stocktake.evidence import acts as evidence
from stocktake.record.door import Move, perform
from stocktake.reviews.acts import notices
from stocktake.reviews.acts.drafting import COMMENT, REPLY
from stocktake.reviews.acts.kinds import JUDGEMENT, REVIEW
from stocktake.reviews.domain.acts import (
    ConfirmFeedback,
    MoreTime,
    RecordFeedback,
    SubmitResponse,
)
from stocktake.reviews.domain.judgements import ReplyTo
from stocktake.reviews.domain.states import MANAGER, WORKER, ReviewState
from stocktake.reviews.queries import JudgementView, drafts, gathered, judgements, review


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What is said to one finding: a stance of `STANCES`, and words."""

    stance: str
    words: str = ""


def drafted_reply(review_id: str, by: Person) -> dict[str, Answer]:
    """One's own kept answers by judgement."""
    found = {}
    for item, kept in drafts(review_id, by).items():
        if item.startswith(REPLY) and kept.fields.get("stance"):
            words = kept.fields.get("words", "").strip()
            found[item.removeprefix(REPLY)] = Answer(stance=kept.fields["stance"], words=words)
    return found


def submit_response(
    *,
    review_id: str,
    role: str,
    answers: Mapping[str, Answer] | None = None,
    comment: str | None = None,
    agrees: bool | None = None,
    by: Person,
    at: datetime,
) -> None:
    """Send a reply as worker or as manager; left out, answers and comment are those drafted.

    The words are kept exactly as written, each beside its finding, with the evidence cited.
    """
    state = review(review_id, to=by).state
    kept = drafts(review_id, by)[COMMENT].fields if COMMENT in drafts(review_id, by) else {}
    given = dict(answers) if answers is not None else drafted_reply(review_id, by)
    comment = kept.get("words", "") if comment is None else comment
    agrees = kept.get("agrees") == "on" if agrees is None else agrees
    known = judgements(review_id)
    act = SubmitResponse(
        role=role,
        comment=comment.strip(),
        agrees=agrees and role == MANAGER,
        who={"person": by.id, "at": at},
        answered=len(given),
        unanswered=_unanswered(known, given) if role == WORKER else (),
        wordless=_wordless(known, given),
    )
    moves = _reply_moves(state, known, given, role, by)
    resting = tuple(Earlier(i) for i, m in enumerate(moves) if m.kind is JUDGEMENT)
    text = "A reply has come in to a review that you shared. Answer each challenge with a reason."
    told = notices.about_review(state, review_id, text, to=(state.reviewer,), page="responses/")
    moves.append(_move(review_id, state, act, resting, told))
    perform(moves, by=by, at=at)


def record_feedback(
    *,
    review_id: str,
    held_on: date,
    mode: str,
    attendees: Sequence[str],
    answers: Mapping[str, Answer],
    by: Person,
    at: datetime,
) -> None:
    """Record a feedback meeting in place of written replies, for worker and manager to confirm."""
    state = review(review_id, to=by).state
    known = judgements(review_id)
    act = RecordFeedback(
        held_on=held_on,
        mode=mode,
        attendees=tuple(name.strip() for name in attendees if name.strip()),
        said=tuple((key, a.stance, a.words) for key, a in answers.items()),
        unanswered=_unanswered(known, answers),
        wordless=_wordless(known, answers),
    )
    moves = _reply_moves(state, known, answers, "meeting", by)
    text = "The feedback meeting on a review was recorded. Confirm that it says what was said."
    told = notices.about_review(state, review_id, text, page="responses/")
    resting = tuple(Earlier(i) for i in range(len(moves)))
    perform([*moves, _move(review_id, state, act, resting, told)], by=by, at=at)


def confirm_feedback(
    *, review_id: str, role: str, comment: str = "", by: Person, at: datetime
) -> None:
    """Confirm a feedback meeting as worker or as manager, with words of one's own if any."""
    state = review(review_id, to=by).state
    who = {"person": by.id, "at": at}
    act = ConfirmFeedback(role=role, comment=comment.strip(), who=who)
    perform([_move(review_id, state, act)], by=by, at=at)


def allow_more_time(
    *, review_id: str, reply_by: date, reason: str, by: Person, at: datetime
) -> None:
    """Move the day to reply by, with the reason."""
    state = review(review_id, to=by).state
    text = "There is more time to reply to a review of one of your cases."
    told = notices.about_review(state, review_id, text, page="reply/")
    act = MoreTime(reply_by=reply_by, reason=reason)
    perform([_move(review_id, state, act, (), told)], by=by, at=at)


def _reply_moves(
    state: ReviewState,
    known: Sequence[JudgementView],
    given: Mapping[str, Answer],
    role: str,
    by: Person,
) -> list[Move]:
    """Evidence first, then one statement for each finding answered, answering its judgement."""
    cited = gathered(state.case, by) if role != "meeting" else {}
    entries = {j.id: j.entry for j in known}
    answered = [key for key in given if key in entries]
    refs = {key: cited.get(f"{REPLY}{key}", ()) for key in answered}
    every = [ref for found in refs.values() for ref in found]
    moves = evidence.submit_quotes_moves(
        case_id=state.case,
        quote_ids=[r.removeprefix("quote:") for r in every if r.startswith("quote:")],
        pointer_ids=[r.removeprefix("pointer:") for r in every if r.startswith("pointer:")],
    )
    for key in answered:
        answer = given[key]
        moves.append(
            Move(
                kind=JUDGEMENT,
                id=key,
                act=ReplyTo(
                    role=role, stance=answer.stance, words=answer.words, evidence=refs[key]
                ),
                answers=entries[key],
                rests_on=refs[key],
                concerns=(f"child:{state.child}", f"person:{by.id}"),
            )
        )
    return moves


def _unanswered(known: Sequence[JudgementView], given: Mapping[str, Answer]) -> tuple[str, ...]:
    return tuple(j.said.label for j in known if j.said.is_finding and j.id not in given)


def _wordless(known: Sequence[JudgementView], given: Mapping[str, Answer]) -> tuple[str, ...]:
    """Labels of findings clarified or challenged without a word."""
    return tuple(
        j.said.label
        for j in known
        if j.id in given and given[j.id].stance != "accept" and not given[j.id].words.strip()
    )


def _move(
    review_id: str,
    state: ReviewState,
    act: Act,
    rests_on: tuple[Basis, ...] = (),
    told: tuple[Outgoing, ...] = (),
) -> Move:
    return Move(
        kind=REVIEW,
        id=review_id,
        act=act,
        rests_on=rests_on,
        concerns=(f"child:{state.child}",),
        outbox=told,
    )
