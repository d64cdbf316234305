"""Submitting judgements: from the record when ready, after the discussion when shared."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from stocktake.core.periods import add_working_days, day_in_words
from stocktake.core.thread import Basis, Earlier, Person
from stocktake.evidence import acts as evidence
from stocktake.frameworks import queries as frameworks
from stocktake.frameworks.queries import Form
from stocktake.people import acts as people_acts
from stocktake.people import queries as people
from stocktake.record import clock
from stocktake.record.door import Move, next_number, perform, why_not
from stocktake.record.queries import last_entry
from stocktake.reviews.acts import notices
from stocktake.reviews.acts.kinds import JUDGEMENT, REVIEW
from stocktake.reviews.acts.showing import digest_of, reply_days, shown
from stocktake.reviews.domain import answering, asked
from stocktake.reviews.domain.acts import AnswerSafety, MarkReady, Share, SubmitReading
from stocktake.reviews.domain.answering import Blank
from stocktake.reviews.domain.judgements import (
    OVERALL,
    SAFE_NOW,
    MakeJudgement,
    ReviseJudgement,
    Said,
)
from stocktake.reviews.domain.states import READING, ReviewState
from stocktake.reviews.queries import (
    JudgementView,
    asks_for_a_second,
    counts_of,
    discussions,
    drafts,
    gathered,
    judgements,
    review,
)
from stocktake.rounds import queries as rounds

Fields = Mapping[str, str]


class Sheet:
    """A reviewer's form as drafted: the answers, the evidence for each, and what is still blank."""

    def __init__(self, review_id: str, by: Person) -> None:
        self.id, self.by = review_id, by
        self.state: ReviewState = review(review_id, to=by).state
        self.form: Form = frameworks.form(self.state.form)
        self.answers: dict[str, Fields] = {
            item: d.fields for item, d in drafts(review_id, by).items()
        }
        self.evidence = gathered(self.state.case, by)
        self.inherited = _inherited(review_id, self.evidence) if self.state.earlier else {}
        of = rounds.round_(self.state.round)
        self.case = asked.drafted(
            self.form,
            self.answers,
            (of.window_start, of.window_end),
            by=by.name,
            spoken=self.state.status != READING,
        )

    @property
    def safety(self) -> Fields:
        return self.answers.get(SAFE_NOW, {})

    def blanks(self) -> tuple[Blank, ...]:
        counts = counts_of(self.evidence) + counts_of(self.inherited)
        return answering.blanks(self.form, self.state.stratum, self.answers, counts, self.case)

    def blanks_to_share(self) -> tuple[Blank, ...]:
        missing = answering.blank_safety(self.safety)
        safety = (missing,) if missing else ()
        return (*self.blanks(), *answering.blanks_to_share(self.form, self.answers), *safety)

    def said(self) -> dict[str, Said]:
        """What is said, by item, in the form's order; the grade of the whole where it is given."""
        items = self.form.items_for(self.state.stratum)
        found = {
            i.id: answering.said_of(i, self.answers.get(i.id, {}), self.case)
            for i in items
            if not answering.is_blank(self.answers.get(i.id, {}))
            or (self.case and self.case.shut(i.id) is not None)
        }
        whole = self.answers.get(OVERALL, {})
        if self.form.graded and whole.get("grade"):
            found[OVERALL] = answering.overall_of(self.form, whole)
        return found


def _inherited(review_id: str, own: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """What judgements rest on that an earlier reviewer made, before the review was handed over."""
    mine = {ref for refs in own.values() for ref in refs}
    return {
        j.said.item: tuple(e.ref for e in j.evidence if e.ref not in mine)
        for j in judgements(review_id)
    }


def mark_ready(*, review_id: str, by: Person, at: datetime) -> None:
    """Submit the judgements made from the record: each rests on its quotes and pointers.

    Refused with the list of items still blank.
    """
    sheet = Sheet(review_id, by)
    moves = [] if sheet.blanks() else evidence_moves(sheet)
    first = len(moves)
    said = {item: s for item, s in sheet.said().items() if item != OVERALL}
    if not sheet.blanks():
        moves += [_made(sheet, s) for s in said.values()]
    resting = tuple(Earlier(first + i) for i in range(len(moves) - first))
    moves += safety_moves(sheet)
    act = MarkReady(items=len(said), blanks=tuple(b.in_words for b in sheet.blanks()))
    moves.append(sheet_move(sheet, act, (*resting, f"form:{sheet.form.hash}")))
    perform(moves, by=by, at=at)


def share(*, review_id: str, by: Person, at: datetime) -> date:
    """Share version 1 with the worker and the manager; return the day to reply by."""
    sheet = Sheet(review_id, by)
    reply_by = add_working_days(clock.local(at).date(), reply_days())
    agreed = sheet.state.agreed  # then the judgements stand as a third person agreed them
    moves = [] if agreed else evidence_moves(sheet)
    first = len(moves)
    standing = judgements(review_id)
    moves += [] if agreed else revisions(sheet, standing)
    resting = tuple(Earlier(first + i) for i in range(len(moves) - first))
    moves += safety_moves(sheet)
    content = _first_version(sheet, standing, moves)
    act = Share(
        version=1,
        digest=digest_of(content),
        reply_by=reply_by,
        content={"shown": content, "at": at},
        **asides(sheet),
    )
    kept = tuple(f"entry:{j.entry}" for j in standing)
    text = (
        f"A review of one of your cases is ready for your reply by {day_in_words(reply_by)}. "
        "It takes about 20 minutes, and you can stop and come back."
    )
    told = notices.about_review(sheet.state, review_id, text, page="reply/")
    moves.append(sheet_move(sheet, act, (*kept, *resting), told))
    closed = evidence.close_record_moves(sheet.state.case)
    perform([*moves, *_opened_to_parties(sheet.state, reply_by), *closed], by=by, at=at)
    return reply_by


def why_not_ready(sheet: Sheet, at: datetime) -> str | None:
    """The sentence with which marking ready would be refused now, or None."""
    act = MarkReady(items=0, blanks=tuple(b.label for b in sheet.blanks()))
    return why_not(sheet_move(sheet, act), by=sheet.by, at=at)


def why_not_share(sheet: Sheet, at: datetime) -> str | None:
    """The sentence with which sharing would be refused now, drafts counted, or None."""
    act = Share(version=1, digest="", reply_by=clock.local(at).date(), **asides(sheet))
    return why_not(sheet_move(sheet, act), by=sheet.by, at=at)


def asides(sheet: Sheet) -> dict[str, Any]:
    """What the rules of sharing and submitting ask of the form as drafted."""
    grade = sheet.answers.get(OVERALL, {}).get("grade", "")
    return {
        "extreme": asks_for_a_second(sheet.state, grade),
        "blanks": tuple(b.in_words for b in sheet.blanks_to_share() if b.item != SAFE_NOW),
        "safe_now": sheet.safety.get("answer", ""),
        "safe_basis": sheet.safety.get("basis", "").strip(),
    }


def evidence_moves(sheet: Sheet) -> list[Move]:
    """Everything gathered for an item of the form enters the thread with the judgements."""
    items = {i.id for i in sheet.form.items_for(sheet.state.stratum)}
    refs = [ref for item, found in sheet.evidence.items() if item in items for ref in found]
    return evidence.submit_quotes_moves(
        case_id=sheet.state.case,
        quote_ids=[r.removeprefix("quote:") for r in refs if r.startswith("quote:")],
        pointer_ids=[r.removeprefix("pointer:") for r in refs if r.startswith("pointer:")],
    )


def _made(sheet: Sheet, said: Said) -> Move:
    refs = _refs(sheet, said)
    return Move(
        kind=JUDGEMENT,
        id=next_number("judgement"),
        act=MakeJudgement(review=sheet.id, said=said, refs=refs),
        rests_on=_basis(sheet, refs),
        concerns=(f"child:{sheet.state.child}",),
    )


def revisions(sheet: Sheet, standing: tuple[JudgementView, ...]) -> list[Move]:
    """What the discussion changed: revised judgements, and the grade of the whole."""
    known = {j.said.item: j for j in standing}
    moves: list[Move] = []
    for item, said in sheet.said().items():
        before = known.get(item)
        if before is None:
            moves.append(_made(sheet, said))
            continue
        refs = _refs(sheet, said)
        old = (*(e.ref for e in before.evidence), *before.discussion_refs)
        if said != before.said or set(refs) != set(old):
            moves.append(
                Move(
                    kind=JUDGEMENT,
                    id=before.id,
                    act=ReviseJudgement(said=said, refs=refs),
                    answers=before.entry,
                    rests_on=_basis(sheet, refs),
                    concerns=(f"child:{sheet.state.child}",),
                )
            )
    return moves


def _refs(sheet: Sheet, said: Said) -> tuple[str, ...]:
    """Its own quotes and pointers, and the discussion where that went into it."""
    refs = (*sheet.inherited.get(said.item, ()), *sheet.evidence.get(said.item, ()))
    held = discussions(sheet.state.case, sheet.by) if sheet.state.discussed_on else ()
    spoken = [d.ref for d in held if said.item in d.points or said.item == OVERALL]
    if held and not spoken and (said.discussion_depth or said.discussed):
        spoken = [held[-1].ref]
    return (*refs, *spoken)


def _basis(sheet: Sheet, refs: tuple[str, ...]) -> tuple[Basis, ...]:
    """Evidence, the form, and the copy of the record that was read."""
    copied = last_entry("case_record", sheet.state.case)
    read = (f"entry:{copied}",) if copied else ()
    return (*refs, f"form:{sheet.form.hash}", *read)


def safety_moves(sheet: Sheet) -> list[Move]:
    said = (sheet.safety.get("answer", ""), sheet.safety.get("basis", "").strip())
    if answering.blank_safety(sheet.safety) or said == (
        sheet.state.safe_now,
        sheet.state.safe_basis,
    ):
        return []
    return [sheet_move(sheet, AnswerSafety(answer=said[0], basis=said[1]))]


def _first_version(
    sheet: Sheet, standing: tuple[JudgementView, ...], moves: list[Move]
) -> dict[str, Any]:
    refs: dict[str, tuple[str, ...]] = {
        j.id: (*(e.ref for e in j.evidence), *j.discussion_refs) for j in standing
    }
    said = {j.id: j.said for j in standing}
    for move in moves:
        if isinstance(move.act, MakeJudgement | ReviseJudgement):
            said[move.id], refs[move.id] = move.act.said, move.act.refs
    safety = (sheet.safety.get("answer", ""), sheet.safety.get("basis", "").strip())
    return shown(sheet.state, sheet.form, said, refs, safety=safety)


def _opened_to_parties(state: ReviewState, reply_by: date) -> list[Move]:
    """The worker and the manager may cite notes of their own case while they can reply."""
    until = datetime.combine(add_working_days(reply_by, 20), datetime.min.time(), clock.LONDON)
    moves: list[Move] = []
    for party in notices.repliers(state).values():
        if party not in (state.reviewer, *_already(state.case, party)):
            moves += people_acts.grant_case_moves(
                case_id=state.case, person_id=party, why="to reply to a review", until=until
            )
    return moves


def _already(case_id: str, party: str) -> tuple[str, ...]:
    open_now = case_id in people.readable_cases(people.person(party), clock.now())
    return (party,) if open_now else ()


def sheet_move(
    sheet: Sheet,
    act: MarkReady | AnswerSafety | Share | SubmitReading,
    rests_on: tuple[Basis, ...] = (),
    told: tuple[Any, ...] = (),
) -> Move:
    return Move(
        kind=REVIEW,
        id=sheet.id,
        act=act,
        rests_on=rests_on,
        concerns=(f"child:{sheet.state.child}",),
        outbox=told,
    )
