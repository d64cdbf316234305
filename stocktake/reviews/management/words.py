"""What each word of `stocktake review` does, on behalf of whom the command acts."""

from collections.abc import Callable
from datetime import date
from typing import Any

from stocktake.core.capacity import Capacity
from stocktake.evidence import acts as evidence
from stocktake.people.command import ActCommand, BadInput, person_named
from stocktake.record import access, clock
from stocktake.reviews import acts, queries
from stocktake.reviews.acts import Answer, Decision
from stocktake.reviews.management import families, files
from stocktake.reviews.management.allocating import allocate_round
from stocktake.reviews.management.files import read
from stocktake.reviews.management.moving import move_form
from stocktake.reviews.management.naming import review_of
from stocktake.reviews.queries import JudgementView, Review
from stocktake.rounds import queries as rounds
from stocktake.rounds.domain.values import Round


def list_(on: ActCommand, *, round: str, **_: Any) -> None:
    wanted = _round(on, round).id if round else ""
    found = queries.reviews_visible_to(on.by, round_id=wanted)
    if on.by.holds(Capacity.LOCAL_OPERATOR):  # stages and references, never narrative
        ids = [wanted] if wanted else [r.id for r in rounds.rounds()]
        found = tuple(r for key in ids for r in queries.reviews_of(key))
    lines = [
        f"{r.id:>4}  {r.ref:<10} {r.stratum_label:<17} {r.state.depth:<9} "
        f"{r.reviewer_name:<12} {r.status_words}"
        for r in found
    ]
    on.say("\n".join(lines) or "No reviews.", [_facts(r) for r in found])


def show(on: ActCommand, *, review: str, **_: Any) -> None:
    one = review_of(on, review)
    judged = queries.judgements(one.id) if queries.may_read(one, on.by) else ()
    if judged:
        access.note_read(by=on.by, what=f"review:{one.id}", child=one.state.child)
    lines = [f"{one.ref}, {one.stratum_label}, {one.state.depth}: {one.status_words}"]
    lines += [f"  {j.id:>4}  {j.said.label}: {_in_words(j)}" for j in judged]
    data = {**_facts(one), "judgements": [_judged(j) for j in judged]}
    on.say("\n".join(lines), data)


def allocate(
    on: ActCommand, *, cases: list[str], round: str, to: str, strand: str = "", **_: Any
) -> None:
    sampled = rounds.cases(_round(on, round).id)
    known = {c.ref: p.place for c in sampled for p in c.places if p.strand == (strand or c.strand)}
    if missing := [ref for ref in cases if ref not in known]:
        raise BadInput(f"{missing[0]} is not in the sample of round {round}.")
    ids = acts.allocate(
        case_ids=[known[ref] for ref in cases],
        reviewer_id=person_named(to).id,
        by=on.by,
        at=on.at,
    )
    on.say(f"Allocated {len(ids)} to {to}.", {"reviews": ids})


def declare(on: ActCommand, *, file: str, **_: Any) -> None:
    said = read(files.DeclareFile, file).declarations
    made = {review_of(on, named).id: one for named, one in said.items()}
    acts.declare_conflicts(declarations=made, by=on.by, at=on.at)
    on.say(f"Declared for {len(made)}.", {"reviews": sorted(made)})


def reassign(on: ActCommand, *, review: str, to: str, reason: str, **_: Any) -> None:
    one = review_of(on, review)
    acts.reassign(
        review_id=one.id, reviewer_id=person_named(to).id, reason=reason, by=on.by, at=on.at
    )
    _done(on, one, f"{one.ref} goes to {to}.")


def hand_over(
    on: ActCommand, *, review: str, to: str, reason: str, drafts: bool = False, **_: Any
) -> None:
    one, person = review_of(on, review), person_named(to).id
    acts.hand_over(
        review_id=one.id, reviewer_id=person, reason=reason, drafts=drafts, by=on.by, at=on.at
    )
    _done(on, one, f"{one.ref} is handed over to {to}.")


def withdraw(on: ActCommand, *, review: str, reason: str, **_: Any) -> None:
    one = review_of(on, review)
    acts.withdraw(review_id=one.id, reason=reason, by=on.by, at=on.at)
    _done(on, one, f"{one.ref} is withdrawn.")


def start(on: ActCommand, *, review: str, **_: Any) -> None:
    one = review_of(on, review)
    acts.start_reading(review_id=one.id, by=on.by, at=on.at)
    _done(on, one, f"Reading {one.ref}.")


def judge(on: ActCommand, *, file: str, **_: Any) -> None:
    said = read(files.JudgeFile, file)
    one = review_of(on, said.review)
    case: dict[str, Any] = {"case_id": one.case_id, "by": on.by, "at": on.at}
    for quote in said.quotes:
        evidence.quote(
            note_id=quote.note, start=0, end=0, exact=quote.exact, item=quote.item, **case
        )
    for pointer in said.pointers:
        evidence.add_pointer(**pointer.model_dump(), seen_on=clock.local(on.at).date(), **case)
    acts.save_answers(review_id=one.id, answers=said.answers, by=on.by, at=on.at)
    if said.ready:
        acts.mark_ready(review_id=one.id, by=on.by, at=on.at)
    _done(on, one, f"Saved {len(said.answers)} answers of {one.ref}.")


def ready(on: ActCommand, *, review: str, **_: Any) -> None:
    one = review_of(on, review)
    acts.mark_ready(review_id=one.id, by=on.by, at=on.at)
    _done(on, one, f"{one.ref} is ready for discussion.")


def discuss(on: ActCommand, *, file: str, **_: Any) -> None:
    said = read(files.DiscussFile, file)
    one = review_of(on, said.review)
    facts = said.model_dump(exclude={"review"})
    acts.record_discussion(review_id=one.id, **facts, by=on.by, at=on.at)
    _done(on, one, f"Discussion of {one.ref} recorded.")


def share(on: ActCommand, *, review: str, **_: Any) -> None:
    one = review_of(on, review)
    day = acts.share(review_id=one.id, by=on.by, at=on.at)
    _done(on, one, f"{one.ref} is shared - reply by {day.isoformat()}.")


def reply(on: ActCommand, *, file: str, **_: Any) -> None:
    said = read(files.ReplyFile, file)
    one = review_of(on, said.review)
    acts.submit_response(
        review_id=one.id,
        role=said.role,
        answers=_answers(on, one, said.answers),
        comment=said.comment,
        agrees=said.agrees,
        by=on.by,
        at=on.at,
    )
    _done(on, one, f"Reply to {one.ref} sent.")


def feedback(on: ActCommand, *, file: str, **_: Any) -> None:
    said = read(files.FeedbackFile, file)
    one = review_of(on, said.review)
    acts.record_feedback(
        review_id=one.id,
        held_on=said.held_on,
        mode=said.mode,
        attendees=said.attendees,
        answers=_answers(on, one, said.answers),
        by=on.by,
        at=on.at,
    )
    _done(on, one, f"Feedback meeting on {one.ref} recorded.")


def confirm(on: ActCommand, *, review: str, role: str, comment: str, **_: Any) -> None:
    one = review_of(on, review)
    acts.confirm_feedback(review_id=one.id, role=role, comment=comment, by=on.by, at=on.at)
    _done(on, one, f"Meeting on {one.ref} confirmed.")


def answer(on: ActCommand, *, file: str, **_: Any) -> None:
    said = read(files.DecideFile, file)
    one = review_of(on, said.review)
    ids = _judgement_ids(one, list(said.decisions))
    decisions = {
        ids[key]: Decision(reason=d.reason, changes=d.changes) for key, d in said.decisions.items()
    }
    acts.answer_replies(review_id=one.id, decisions=decisions, by=on.by, at=on.at)
    _done(on, one, f"Answered {len(decisions)} of {one.ref}.")


def more_time(on: ActCommand, *, review: str, until: str, reason: str, **_: Any) -> None:
    one = review_of(on, review)
    try:
        day = date.fromisoformat(until)
    except ValueError:
        raise BadInput(f"{until} is not a date, as 2026-11-02.") from None
    acts.allow_more_time(review_id=one.id, reply_by=day, reason=reason, by=on.by, at=on.at)
    _done(on, one, f"{one.ref}: reply by {until}.")


def finalise(on: ActCommand, *, review: str, could_not_reply: bool = False, **_: Any) -> None:
    one = review_of(on, review)
    acts.finalise(review_id=one.id, could_reply=not could_not_reply, by=on.by, at=on.at)
    _done(on, one, f"{one.ref} is final.")


def _round(on: ActCommand, reference: str) -> Round:
    found = rounds.by_reference(reference)
    if found is None:
        raise BadInput(f"There is no round {reference}.")
    return found


def _answers(on: ActCommand, one: Review, said: dict[str, files.AnswerFile]) -> dict[str, Answer]:
    ids = _judgement_ids(one, list(said))
    return {ids[k]: Answer(stance=a.stance, words=a.words) for k, a in said.items()}


def _judgement_ids(one: Review, keys: list[str]) -> dict[str, str]:
    """Ids by what the file names: the judgement's id or the item of the form."""
    judged = queries.judgements(one.id)
    known = {j.said.item: j.id for j in judged} | {j.id: j.id for j in judged}
    if missing := [key for key in keys if key not in known]:
        raise BadInput(f"{one.ref} has no judgement {missing[0]}.")
    return {key: known[key] for key in keys}


def _done(on: ActCommand, one: Review, text: str) -> None:
    on.say(text, _facts(queries.review(one.id)))


def _facts(r: Review) -> dict[str, Any]:
    return {
        "id": r.id,
        "ref": r.ref,
        "stratum": r.state.stratum,
        "depth": r.state.depth,
        "reviewer": r.reviewer_name,
        "status": r.status,
        "needs_reassigning": r.state.needs_reassigning,
        "reply_by": r.state.reply_by,
        "outcome": r.reply_outcome,
    }


def _judged(j: JudgementView) -> dict[str, Any]:
    said = {"id": j.id, "entry": j.entry, "item": j.said.item, "theme": j.said.theme}
    return {**said, "grade": j.said.grade, "status": j.status, "gap": j.said.gap}


def _in_words(j: JudgementView) -> str:
    parts = [j.said.grade.replace("_", " ") or j.said.left_out, f"{len(j.evidence)} in evidence"]
    return ", ".join(p for p in [*parts, j.status if j.status != "made" else ""] if p)


WORDS: dict[str, Callable[..., None]] = {
    "list": list_,
    "show": show,
    "allocate": allocate,
    "allocate-round": allocate_round,
    "declare": declare,
    "reassign": reassign,
    "hand-over": hand_over,
    "withdraw": withdraw,
    "start": start,
    "judge": judge,
    "ready": ready,
    "discuss": discuss,
    "share": share,
    "reply": reply,
    "feedback": feedback,
    "confirm": confirm,
    "answer": answer,
    "more-time": more_time,
    "move-form": move_form,
    "finalise": finalise,
    "family": families.run,
}
