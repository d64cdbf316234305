"""One judgement: what a reviewer says of one item, what is replied to it, and what follows.

A judgement is made when the review is ready, revised after the discussion, and kept or changed
after a reply. Each of these is a statement that answers the one before.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, ClassVar

from stocktake.core import lifecycle
from stocktake.core.capacity import Capacity
from stocktake.core.lifecycle import Rule
from stocktake.core.thread import Act, Person
from stocktake.reviews.domain.states import STANCES, WORKER

OVERALL = "overall"  # the item that grades the whole; no theme, never counted among themes
SAFE_NOW = "safe-now"  # the draft of the answer about safety; not a judgement
DECIDED = ("kept", "changed", "upheld")  # a reply to it is answered
LEFT_OUT = ("not seen on file", "not applicable")
SCALE = ("inadequate", "requires_improvement", "good", "outstanding")


def known_grade(text: str) -> str:
    """The grade, or none: a form can send any words, and none but these are ever counted."""
    return text if text in SCALE else ""


@dataclass(frozen=True, kw_only=True)
class Said:
    """What is said of one item. Depths are 1 to 4 on the item's anchors, or None."""

    item: str
    theme: str
    label: str
    grade: str = ""
    record_depth: int | None = None
    discussion_depth: int | None = None
    working: str = ""
    develop: str = ""
    system: str = ""
    to_record: str = ""
    discussed: str = ""  # what was said of it in the discussion
    left_out: str = ""
    reason: str = ""  # why an in-depth judgement stands without evidence
    # What the form's own questions came to: question and answer by id, and its rules' rating.
    answers: dict[str, list[str]] = field(default_factory=dict)
    rated: str = ""
    rule: str = ""
    because: str = ""
    override: str = ""  # why the reviewer rates otherwise than the rules
    second: str = ""  # who agreed to that
    sources: list[str] = field(default_factory=list)

    @property
    def gap(self) -> int | None:
        """Depth in discussion less depth on record: about the file, never about the person."""
        if self.record_depth is None or self.discussion_depth is None:
            return None
        return self.discussion_depth - self.record_depth

    @property
    def is_strength(self) -> bool:
        return bool(self.working.strip())

    @property
    def is_finding(self) -> bool:
        """Whether the worker and the manager are asked to answer it."""
        weak = self.grade in ("requires_improvement", "inadequate")
        return bool(self.develop.strip()) or weak or self.left_out == LEFT_OUT[0]


@dataclass(frozen=True, kw_only=True)
class MakeJudgement(Act):
    NAME: ClassVar[str] = "judgement.made"
    review: str
    said: Said
    refs: tuple[str, ...] = field(default=(), metadata={"record": False})


@dataclass(frozen=True, kw_only=True)
class ReviseJudgement(Act):
    """The judgement after the discussion and before sharing."""

    NAME: ClassVar[str] = "judgement.revised"
    said: Said
    refs: tuple[str, ...] = field(default=(), metadata={"record": False})


@dataclass(frozen=True, kw_only=True)
class ConsolidateJudgement(Act):
    """What a third person agrees of two readings; it stands in the first, and both stay beside."""

    NAME: ClassVar[str] = "judgement.consolidated"
    said: Said
    refs: tuple[str, ...] = field(default=(), metadata={"record": False})


@dataclass(frozen=True, kw_only=True)
class ReplyTo(Act):
    """What the worker, the manager or a feedback meeting says to one judgement, verbatim."""

    NAME: ClassVar[str] = "judgement.answered"
    role: str
    stance: str
    words: str = ""
    evidence: tuple[str, ...] = field(default=(), metadata={"record": False})


@dataclass(frozen=True, kw_only=True)
class KeepJudgement(Act):
    NAME: ClassVar[str] = "judgement.kept"
    reason: str


@dataclass(frozen=True, kw_only=True)
class ChangeJudgement(Act):
    NAME: ClassVar[str] = "judgement.changed"
    reason: str
    said: Said
    refs: tuple[str, ...] = field(default=(), metadata={"record": False})


@dataclass(frozen=True, kw_only=True)
class UpholdJudgement(Act):
    """A second person lets the judgement stand that the reviewer kept against a challenge."""

    NAME: ClassVar[str] = "judgement.upheld"
    reason: str


@dataclass(frozen=True, kw_only=True)
class OverturnJudgement(Act):
    """A second person changes the judgement that the reviewer kept against a challenge."""

    NAME: ClassVar[str] = "judgement.overturned"
    reason: str
    said: Said
    refs: tuple[str, ...] = field(default=(), metadata={"record": False})


@dataclass(frozen=True, kw_only=True)
class Replied:
    """One reply as it stands on the judgement."""

    role: str
    person: str
    at: datetime
    stance: str
    words: str = ""
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class JudgementState:
    """A judgement with the replies to it. `refs` is what it rests on besides its form; `readers` are
    all who ever had the case for review. `second` is what a second person said of a challenge.
    """

    status: str
    review: str
    reviewer: str
    said: Said
    refs: tuple[str, ...] = ()
    replies: tuple[Replied, ...] = ()
    reason: str = ""  # of keeping or changing
    second: str = ""
    second_by: str = ""
    readers: frozenset[str] = frozenset()

    @property
    def changed_after_challenge(self) -> bool:
        return self.status == "changed"

    @property
    def waits(self) -> bool:
        """Whether a challenge stands on it that the reviewer has not answered."""
        decided = self.status in DECIDED
        return not decided and any(r.stance == "challenge" for r in self.replies)


_REVIEWER = (Capacity.REVIEWER,)
_MODERATORS = (Capacity.QA_MANAGER, Capacity.BOARD_CHAIR)
_MADE = ("made", "revised")
_STANDING = (*_MADE, "consolidated")
MOVES = (
    Rule(act=MakeJudgement, before=(None,), after="made", may=_REVIEWER),
    Rule(act=ReviseJudgement, before=_MADE, after="revised", may=_REVIEWER),
    Rule(act=ConsolidateJudgement, before=_MADE, after="consolidated", may=_MODERATORS),
    Rule(
        act=ReplyTo,
        before=(*_STANDING, *DECIDED),
        after=None,
        may=(Capacity.WORKER, Capacity.TEAM_MANAGER, Capacity.REVIEWER),
    ),
    Rule(act=UpholdJudgement, before=("kept",), after="upheld", may=_MODERATORS),
    Rule(act=OverturnJudgement, before=("kept",), after="changed", may=_MODERATORS),
    Rule(act=KeepJudgement, before=(*_STANDING, "kept", "changed"), after="kept", may=_REVIEWER),
    Rule(
        act=ChangeJudgement, before=(*_STANDING, "kept", "changed"), after="changed", may=_REVIEWER
    ),
)


def refusal(state: JudgementState | None, act: Act, by: Person, at: datetime) -> str | None:
    """Why this may not be said of this judgement; whether its review is at that stage is the
    review's own rule, asked in the same `perform`."""
    if sentence := lifecycle.refusal(MOVES, state, act, by, thing="this judgement"):
        return sentence
    if state is None:
        return None
    if isinstance(act, ConsolidateJudgement):
        own = state.reviewer == by.id
        return "You made this judgement. Somebody else consolidates it." if own else None
    if isinstance(act, UpholdJudgement | OverturnJudgement):
        return _second(state, act, by)
    if not isinstance(act, ReplyTo) and state.reviewer != by.id:
        return "Only the reviewer who made this judgement can keep or change it."
    if isinstance(act, ReplyTo):
        return _reply(state, act)
    if isinstance(act, (KeepJudgement, ChangeJudgement)):
        return _decision(state, act)
    return None


def _second(
    state: JudgementState, act: UpholdJudgement | OverturnJudgement, by: Person
) -> str | None:
    """A challenge that the reviewer did not accept is decided by somebody who never read the case."""
    if by.id == state.reviewer or by.id in state.readers:
        return "You have had this case for review. A second person decides: the QA manager or the chair of the board, whoever has not."
    if not any(r.stance == "challenge" for r in state.replies):
        return "Nobody has challenged this judgement, so it stands as the reviewer answered it."
    if not act.reason.strip():
        return f"Give a reason for what you decide on {state.said.label.lower()}."
    if isinstance(act, OverturnJudgement) and act.said == state.said:
        return f"Nothing is changed in {state.said.label.lower()}. Let it stand, or change it."
    return None


def _reply(state: JudgementState, act: ReplyTo) -> str | None:
    if act.stance not in STANCES:
        return f"Accept, clarify or challenge the finding on {state.said.label.lower()}."
    if any(r.role == act.role for r in state.replies):
        return "A reply to this finding stands already, as it was written."
    return None


def _decision(state: JudgementState, act: KeepJudgement | ChangeJudgement) -> str | None:
    if state.second:
        return "A second person has decided this, and it stands."
    if not any(r.stance != "accept" for r in state.replies):
        return "Nobody has clarified or challenged this judgement, so it stands."
    if not act.reason.strip():
        return f"Give a reason for keeping or changing {state.said.label.lower()}."
    if isinstance(act, ChangeJudgement) and act.said == state.said:
        return f"Nothing is changed in {state.said.label.lower()}. Keep it, or change it."
    return None


def after(state: JudgementState | None, act: Act, by: Person, at: datetime) -> JudgementState:
    """The judgement once a lawful act is done."""
    status = lifecycle.next_status(MOVES, state, act)
    if isinstance(act, MakeJudgement):
        return JudgementState(
            status=status, review=act.review, reviewer=by.id, said=act.said, refs=act.refs
        )
    assert state is not None
    return replace(state, status=status, **_changes(state, act, by, at))


def _changes(state: JudgementState, act: Act, by: Person, at: datetime) -> dict[str, Any]:
    if isinstance(act, ReplyTo):
        return {"replies": (*state.replies, _replied(act, by, at))}
    if isinstance(act, KeepJudgement):
        return {"reason": act.reason}
    if isinstance(act, UpholdJudgement):
        return {"second": act.reason, "second_by": by.id}
    if isinstance(act, OverturnJudgement):
        return {"said": act.said, "refs": act.refs, "second": act.reason, "second_by": by.id}
    assert isinstance(act, (ReviseJudgement, ConsolidateJudgement, ChangeJudgement))
    reason = {"reason": act.reason} if isinstance(act, ChangeJudgement) else {}
    return {"said": act.said, "refs": act.refs, **reason}


def _replied(act: ReplyTo, by: Person, at: datetime) -> Replied:
    return Replied(
        role=act.role,
        person=by.id,
        at=at,
        stance=act.stance,
        words=act.words,
        evidence=act.evidence,
    )


def capacity_of(act: Act, by: Person) -> Capacity:
    """A reply is given as worker or as manager, whatever else the person holds."""
    if isinstance(act, ReplyTo):
        return _ROLE_CAPACITY[act.role](by)
    return lifecycle.capacity_of(MOVES, act, by)


_ROLE_CAPACITY: dict[str, Callable[[Person], Capacity]] = {
    WORKER: lambda by: Capacity.WORKER,
    "manager": lambda by: Capacity.TEAM_MANAGER,
    "meeting": lambda by: Capacity.REVIEWER,
}
