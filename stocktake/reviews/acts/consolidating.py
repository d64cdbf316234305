"""Bringing two readings of one case together, by somebody who read neither and is not told whose is whose."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from stocktake.core.thread import Earlier, NotTheirs, Person
from stocktake.people import acts as people_acts
from stocktake.record.door import Move, perform
from stocktake.record.queries import has_read
from stocktake.reviews.acts import notices
from stocktake.reviews.acts.allocating import review_move
from stocktake.reviews.acts.drafting import Save, keep_page
from stocktake.reviews.acts.kinds import DOUBLE, JUDGEMENT
from stocktake.reviews.domain.acts import EndReading, TakeAgreed
from stocktake.reviews.domain.doubles import Agree, AgreedItem, DoubleState, more_cautious, together
from stocktake.reviews.domain.judgements import ConsolidateJudgement, Said, known_grade
from stocktake.reviews.domain.states import FIRST
from stocktake.reviews.queries import DraftView, JudgementView, Review, double, judgements, review

CONSOLIDATION = "consolidation"
BOTH = 0  # the words of both readings; else FIRST or SECOND
BROUGHT = "Two readings of a case, one of them yours, are brought together. You can see both beside what was agreed."


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What is agreed on one item: whose words stand, the grade where they differ, and why."""

    words: int = FIRST
    grade: str = ""
    note: str = ""


def agree(
    *, double_id: str, choices: Mapping[str, Choice], note: str, by: Person, at: datetime
) -> None:
    """Bring two readings together: the agreed judgements stand in the first, both stay readable."""
    state = double(double_id, to=by).state
    first, second = review(state.first), review(state.second)
    ones = {j.said.item: j for j in judgements(first.id)}
    others = {j.said.item: j for j in judgements(second.id)}
    items = [
        _agreed(j, others[item], choices.get(item, Choice()))
        for item, j in ones.items()
        if item in others
    ]
    act = Agree(items=tuple(items), note=note.strip(), knew=_knew(state, by))
    moves = [_consolidated(ones[i.item], others[i.item], i, first) for i in items]
    resting = tuple(Earlier(i) for i in range(len(moves)))
    safety = more_cautious(
        (first.state.safe_now, first.state.safe_basis),
        (second.state.safe_now, second.state.safe_basis),
    )
    child = (f"child:{first.state.child}",)
    told = notices.notice(state.readers, f"double:{double_id}", BROUGHT, f"/doubles/{double_id}/")
    moves += [
        Move(kind=DOUBLE, id=double_id, act=act, rests_on=resting, concerns=child, outbox=told),
        review_move(first.id, first.state, TakeAgreed(safe_now=safety[0], safe_basis=safety[1])),
        review_move(second.id, second.state, EndReading()),
        *people_acts.open_work_moves(case_id=state.case),
    ]
    perform(moves, by=by, at=at)


def keep_consolidation(*, double_id: str, save: Save, by: Person, at: datetime) -> DraftView:
    """Keep what a consolidator has typed so far; theirs alone, like every draft."""
    found = double(double_id, to=by)
    if not found.may_consolidate:
        raise NotTheirs
    return keep_page(
        f"double:{double_id}", CONSOLIDATION, save, case_id=found.state.case, by=by, at=at
    )


def _knew(state: DoubleState, by: Person) -> bool:
    """Whether the consolidator had opened one of the two reviews before they were sealed."""
    return any(has_read(by, f"review:{key}") for key in (state.first, state.second))


def _agreed(one: JudgementView, other: JudgementView, choice: Choice) -> AgreedItem:
    taken: Said = (
        together(one.said, other.said)
        if choice.words == BOTH
        else (one.said if choice.words == FIRST else other.said)
    )
    return AgreedItem(
        first=one.said,
        second=other.said,
        agreed=replace(taken, grade=known_grade(choice.grade) or taken.grade),
        note=choice.note.strip(),
    )


def _consolidated(one: JudgementView, other: JudgementView, item: AgreedItem, of: Review) -> Move:
    """The agreed judgement rests on both readings and on the evidence of both."""
    refs = tuple(
        dict.fromkeys(
            (
                *(e.ref for e in (*one.evidence, *other.evidence)),
                *one.discussion_refs,
                *other.discussion_refs,
            )
        )
    )
    return Move(
        kind=JUDGEMENT,
        id=one.id,
        act=ConsolidateJudgement(said=item.agreed, refs=refs),
        answers=one.entry,
        rests_on=(f"entry:{one.entry}", f"entry:{other.entry}", *refs),
        concerns=(f"child:{of.state.child}",),
    )
