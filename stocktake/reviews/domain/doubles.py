"""A double review: two readings of one case, each blind to the other, and what a third person agrees.

Nobody consolidates a pair they belong to, nor a case they ever had for review. Whoever consolidates
is not told who said which; both readings stay as they were, beside what was agreed.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any, ClassVar

from stocktake.core import lifecycle
from stocktake.core.capacity import Capacity
from stocktake.core.lifecycle import Rule
from stocktake.core.thread import Act, Person
from stocktake.reviews.domain.judgements import LEFT_OUT, SCALE, Said
from stocktake.reviews.domain.states import EXPLORE, IMMEDIATE, SAFE

BEGUN, AGREED, ENDED = "begun", "agreed", "ended"
CHOSEN, AT_RANDOM, EXTREME = "chosen", "at random", "grade at the end of the scale"
WHY = (CHOSEN, AT_RANDOM, EXTREME)
TEXTS = ("working", "develop", "system", "to_record", "discussed", "reason")
_CAUTION = {SAFE: 0, EXPLORE: 1, IMMEDIATE: 2}


@dataclass(frozen=True, kw_only=True)
class AgreedItem:
    """One item: both readings as they were, what is agreed, and why where they differ."""

    first: Said
    second: Said
    agreed: Said
    note: str = ""

    @property
    def item(self) -> str:
        return self.agreed.item

    @property
    def label(self) -> str:
        return self.agreed.label

    @property
    def differs(self) -> bool:
        return (self.first.grade, self.first.left_out) != (self.second.grade, self.second.left_out)

    @property
    def steps(self) -> int | None:
        """Steps of the scale between the two grades; None where one of them gave none."""
        return steps_between(self.first.grade, self.second.grade)


def steps_between(one: str, other: str) -> int | None:
    """How many steps of the scale lie between two grades; None where either is not a grade."""
    if one not in SCALE or other not in SCALE:
        return None
    return abs(SCALE.index(one) - SCALE.index(other))


def more_cautious(one: tuple[str, str], other: tuple[str, str]) -> tuple[str, str]:
    """Of two answers about a child's safety with their reasons, the one that worries more."""
    return max(one, other, key=lambda said: _CAUTION.get(said[0], 0))


def together(one: Said, other: Said) -> Said:
    """The words of both, one after the other; on the scales of depth the lower of the two."""
    texts: dict[str, Any] = {
        name: _both(getattr(one, name), getattr(other, name)) for name in TEXTS
    }
    alike = one.rated == other.rated
    return replace(
        one,
        grade=one.grade if one.grade == other.grade else "",
        record_depth=_lower(one.record_depth, other.record_depth),
        discussion_depth=_lower(one.discussion_depth, other.discussion_depth),
        left_out=one.left_out if one.left_out == other.left_out else "",
        answers={q: a for q, a in one.answers.items() if other.answers.get(q) == a},
        rated=one.rated if alike else "",
        rule=one.rule if alike else "",
        because=one.because if alike else "",
        override="",
        second="",
        sources=[source for source in one.sources if source in other.sources],
        **texts,
    )


def _both(one: str, other: str) -> str:
    return "\n\n".join(dict.fromkeys(text for text in (one, other) if text))


def _lower(one: int | None, other: int | None) -> int | None:
    known = [depth for depth in (one, other) if depth is not None]
    return min(known, default=None)


@dataclass(frozen=True, kw_only=True)
class BeginDouble(Act):
    NAME: ClassVar[str] = "double.begun"
    case: str
    round: str
    first: str  # reviews
    second: str
    why: str


@dataclass(frozen=True, kw_only=True)
class Agree(Act):
    """Consolidate. `knew`: the consolidator had opened one of the two before they were sealed."""

    NAME: ClassVar[str] = "moderation.agreed"
    items: tuple[AgreedItem, ...]
    note: str
    knew: bool = False

    def body(self) -> dict[str, Any]:
        return {"note": self.note, "knew": self.knew, "items": [plain(i) for i in self.items]}


@dataclass(frozen=True, kw_only=True)
class EndDouble(Act):
    NAME: ClassVar[str] = "double.ended"
    reason: str


@dataclass(frozen=True, kw_only=True)
class DoubleState:
    """A double review. `readers` are its two reviewers, first and second; `others` have had the
    case for review besides, or work on it. `both_in` is read from the two reviews.
    """

    status: str
    case: str
    round: str
    first: str
    second: str
    why: str
    note: str = ""
    items: tuple[AgreedItem, ...] = ()
    by: str = ""
    at: datetime | None = None
    knew: bool = False
    readers: tuple[str, ...] = ()
    others: frozenset[str] = frozenset()
    both_in: bool = False


MOVES = (
    Rule(act=BeginDouble, before=(None,), after=BEGUN, may=(Capacity.QA_MANAGER,)),
    Rule(
        act=Agree,
        before=(BEGUN,),
        after=AGREED,
        may=(Capacity.QA_MANAGER, Capacity.BOARD_CHAIR),
    ),
    Rule(act=EndDouble, before=(BEGUN,), after=ENDED, may=(Capacity.QA_MANAGER,)),
)


def refusal(state: DoubleState | None, act: Act, by: Person, at: datetime) -> str | None:
    """Why this may not be done to a double review now, or None."""
    if sentence := lifecycle.refusal(MOVES, state, act, by, thing="this double review"):
        return sentence
    if isinstance(act, BeginDouble):
        return None if act.why in WHY else "Say why the case is read twice."
    assert state is not None
    if isinstance(act, Agree):
        return _agrees(state, act, by)
    assert isinstance(act, EndDouble)
    if state.both_in:
        return "Both have submitted. Consolidate the two readings."
    return None if act.reason.strip() else "Say why there is no second reading."


def _agrees(state: DoubleState, act: Agree, by: Person) -> str | None:
    if sentence := barred(state, by):
        return sentence
    if not state.both_in:  # which of them is missing is nobody's to learn from here
        return "This is not possible now. You are told when both readings are in."
    if open_items := [i.label for i in act.items if not _answered(i.agreed) and _graded(i)]:
        return f"Choose what is agreed on: {'; '.join(open_items)}."
    if unsaid := [i.label for i in act.items if i.differs and not i.note.strip()]:
        return f"Say why, where the readings differ: {'; '.join(unsaid)}."
    if not act.note.strip():
        return "Write a note on how the two readings were brought together."
    return None


def barred(state: DoubleState, by: Person) -> str | None:
    """Why this person can never consolidate this pair, or None."""
    if by.id in state.readers:
        return "You read this case yourself. Somebody who read it neither time consolidates it."
    if by.id in state.others:
        return "You have had this case for review or work on it. Somebody else consolidates it."
    return None


def _graded(item: AgreedItem) -> bool:
    return _answered(item.first) or _answered(item.second)


def _answered(said: Said) -> bool:
    return bool(said.grade) or said.left_out in LEFT_OUT


def after(state: DoubleState | None, act: Act, by: Person, at: datetime) -> DoubleState:
    """The double review once a lawful act is done."""
    status = lifecycle.next_status(MOVES, state, act)
    if isinstance(act, BeginDouble):
        return DoubleState(status=status, **vars(act))
    assert state is not None
    if isinstance(act, Agree):
        return replace(
            state, status=status, items=act.items, note=act.note, by=by.id, at=at, knew=act.knew
        )
    assert isinstance(act, EndDouble)
    return replace(state, status=status, note=act.reason, by=by.id, at=at)


def may_see(state: DoubleState, who: Person) -> bool:
    """Whether what both said is this person's to lay side by side.

    Its readers, once both are in; whoever may consolidate it, then too, without names. Until then
    nobody: not even that one of them has submitted is to be learnt.
    """
    if not state.both_in or state.status == ENDED:
        return False
    return who.id in state.readers or who.holds(Capacity.QA_MANAGER, Capacity.BOARD_CHAIR)


def plain(item: AgreedItem) -> dict[str, Any]:
    return {
        "first": asdict(item.first),
        "second": asdict(item.second),
        "agreed": asdict(item.agreed),
        "note": item.note,
    }


def item_from(row: Mapping[str, Any]) -> AgreedItem:
    """An item as it was stored."""
    said = {name: Said(**row[name]) for name in ("first", "second", "agreed")}
    return AgreedItem(note=row["note"], **said)
