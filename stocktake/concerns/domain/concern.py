"""An urgent safeguarding concern: raised, acknowledged, the child seen, safe now, closed.

Its clock is its own: it starts when the concern is confirmed, counts nights and weekends, and is
late from the moment it runs out, whether or not anybody looks.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import ClassVar

from stocktake.core.capacity import Capacity
from stocktake.core.lifecycle import Rule
from stocktake.core.thread import Act, Person

RISKS = ("yes", "no", "not known")
# What came of it, by the field's own words; the last stands alone and needs its reason.
NO_FURTHER = "none, with the reason below"
OUTCOMES = (
    "strategy discussion or section 47 enquiry",
    "referral to the LADO",
    "police",
    "serious-incident notification considered",
    "plan or support changed",
    NO_FURTHER,
)

# Who knows that a concern exists without reading it.
KNOWERS = (Capacity.QA_MANAGER, Capacity.BOARD_CHAIR, Capacity.ASSISTANT_DIRECTOR)
HEADS = (Capacity.HEAD_OF_SERVICE, Capacity.ASSISTANT_DIRECTOR)


@dataclass(frozen=True, kw_only=True)
class Raise(Act):
    """`hours`: how long the head of service has to acknowledge; set by the council, not the raiser."""

    NAME: ClassVar[str] = "concern.raised"
    case: str
    child: str
    ref: str
    spoke_to: str
    spoke_at: datetime
    what: str
    why: str
    risk: str
    head: str
    manager: str  # the team manager told; empty when there is none, or the concern is about them
    evidence: tuple[str, ...]
    hours: int
    also: tuple[str, ...] = ()  # told at once beside the head: who is on call out of hours
    ladder: tuple[str, ...] = ()  # told in turn, each after `hours` more without an answer


@dataclass(frozen=True, kw_only=True)
class GoUp(Act):
    """Nobody acknowledged it in time: the next person of the ladder is told. The ticker's act."""

    NAME: ClassVar[str] = "concern.auto_escalated"
    person: str


@dataclass(frozen=True, kw_only=True)
class Acknowledge(Act):
    NAME: ClassVar[str] = "concern.acknowledged"


@dataclass(frozen=True, kw_only=True)
class BringIn(Act):
    """Name a further head of service, or the assistant director."""

    NAME: ClassVar[str] = "concern.brought_in"
    person: str
    why: str


@dataclass(frozen=True, kw_only=True)
class ChildSeen(Act):
    NAME: ClassVar[str] = "concern.child_seen"
    seen_at: datetime
    seen_by: str
    how: str  # "seen" or "spoken to"


@dataclass(frozen=True, kw_only=True)
class SafeNow(Act):
    NAME: ClassVar[str] = "concern.safe_now"
    outcomes: tuple[str, ...]
    outcome: str
    rationale: str
    on_record_on: date
    on_record_by: str


@dataclass(frozen=True, kw_only=True)
class AddFollowUp(Act):
    NAME: ClassVar[str] = "concern.follow_up_added"
    what: str
    owner: str
    due: date


@dataclass(frozen=True, kw_only=True)
class DoneFollowUp(Act):
    NAME: ClassVar[str] = "concern.follow_up_done"
    number: int
    evidence: str


@dataclass(frozen=True, kw_only=True)
class VerifyFollowUp(Act):
    NAME: ClassVar[str] = "concern.follow_up_verified"
    number: int


@dataclass(frozen=True, kw_only=True)
class Close(Act):
    NAME: ClassVar[str] = "concern.closed"


@dataclass(frozen=True, kw_only=True)
class FollowUp:
    """An action kept with the concern. Verified by somebody other than its owner."""

    number: int
    what: str
    owner: str
    due: date
    evidence: str = ""
    done_by: str = ""
    done_at: datetime | None = None
    verified_by: str = ""
    verified_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Rung:
    """Who is told next, and from when, should nobody have acknowledged the concern by then."""

    person: str
    from_at: datetime


@dataclass(frozen=True, kw_only=True)
class Concern:
    """The concern as it stands. `heads` are the people named to answer it, first the one chosen.

    A rung of the ladder counts from its time, whether or not a ticker has come by: who answers is
    read, never waited for. `gone_up` tells when the ticker wrote each of them down.
    """

    status: str  # "waiting", "acknowledged", "safe now", "closed"
    case: str
    child: str
    ref: str
    raised_by: str
    raised_at: datetime
    due_at: datetime
    spoke_to: str
    spoke_at: datetime
    what: str
    why: str
    risk: str
    heads: tuple[str, ...]
    manager: str = ""
    evidence: tuple[str, ...] = ()
    acknowledged_by: str = ""
    acknowledged_at: datetime | None = None
    seen_at: datetime | None = None
    seen_by: str = ""
    seen_how: str = ""
    seen_recorded_by: str = ""
    seen_recorded_at: datetime | None = None
    outcomes: tuple[str, ...] = ()
    outcome: str = ""
    rationale: str = ""
    on_record_on: date | None = None
    on_record_by: str = ""
    safe_by: str = ""
    safe_at: datetime | None = None
    closed_by: str = ""
    closed_at: datetime | None = None
    follow_ups: tuple[FollowUp, ...] = ()
    ladder: tuple[Rung, ...] = ()
    gone_up: tuple[Rung, ...] = ()  # the rungs written down, each with the moment it was

    def answering(self, at: datetime) -> tuple[str, ...]:
        """Who is named to answer it at this moment: the heads, and the rungs reached unanswered."""
        until = self.acknowledged_at
        reached = [
            r.person for r in self.ladder if r.from_at < at and not (until and until <= r.from_at)
        ]
        return tuple(dict.fromkeys([*self.heads, *reached]))

    def people(self, at: datetime) -> frozenset[str]:
        """Those who read what it says at this moment."""
        return frozenset({self.raised_by, *self.answering(at), self.manager} - {""})

    def next_rung(self, at: datetime) -> Rung | None:
        """Who is told next while it waits, or None."""
        waits = self.status == "waiting"
        return next((r for r in self.ladder if waits and r.from_at >= at), None)


_OPEN = ("waiting", "acknowledged", "safe now")
_ANSWERERS = (Capacity.TEAM_MANAGER, *HEADS)
MOVES = (
    Rule(act=Raise, before=(None,), after="waiting", may=(Capacity.REVIEWER,)),
    Rule(act=GoUp, before=("waiting",), after=None, may=(Capacity.LOCAL_OPERATOR,)),
    Rule(act=Acknowledge, before=("waiting",), after="acknowledged", may=HEADS),
    Rule(act=BringIn, before=_OPEN, after=None, may=(*HEADS, Capacity.REVIEWER)),
    Rule(act=ChildSeen, before=("waiting", "acknowledged"), after=None, may=_ANSWERERS),
    Rule(act=SafeNow, before=("acknowledged",), after="safe now", may=HEADS),
    Rule(act=AddFollowUp, before=_OPEN, after=None, may=HEADS),
    Rule(act=DoneFollowUp, before=_OPEN, after=None, may=_ANSWERERS),
    Rule(act=VerifyFollowUp, before=_OPEN, after=None, may=_ANSWERERS),
    Rule(act=Close, before=("safe now",), after="closed", may=HEADS),
)


def may_see(concern: Concern, who: Person, at: datetime) -> bool:
    """Whether this person reads what it says: its raiser, who answers by now, the manager told."""
    return bool(who.capacities) and who.id in concern.people(at)


def may_know(concern: Concern, who: Person, blind_to: frozenset[str], at: datetime) -> bool:
    """Whether this person may know that it exists. `blind_to`: whose work on the case is hidden."""
    if may_see(concern, who, at):
        return True
    return concern.raised_by not in blind_to and who.holds(*KNOWERS, Capacity.LOCAL_OPERATOR)


def due_after(raised_at: datetime, hours: int) -> datetime:
    """When it must be acknowledged: nights and weekends count."""
    return raised_at + timedelta(hours=hours)


def is_overdue(concern: Concern, at: datetime) -> bool:
    """Whether nobody acknowledged it in time."""
    return concern.status == "waiting" and at > concern.due_at


def bars_sharing(concern: Concern) -> bool:
    """Whether the child is not yet confirmed safe."""
    return concern.status in ("waiting", "acknowledged")


def clock_words(concern: Concern, at: datetime) -> str:
    """ "Urgent - waiting 0 min", "Urgent - overdue by 1 h 4 min", or where it stands since."""
    if concern.status == "waiting":
        if is_overdue(concern, at):
            return f"Urgent - overdue by {for_how_long(at - concern.due_at)}"
        return f"Urgent - waiting {for_how_long(at - concern.raised_at)}"
    if concern.status == "acknowledged":
        return "Urgent - acknowledged, not yet confirmed safe"
    return "Safe now, follow-up open" if concern.status == "safe now" else "Closed"


def for_how_long(span: timedelta) -> str:
    """ "0 min", "59 min", "2 h 5 min", "3 days 4 h"."""
    minutes = max(int(span.total_seconds() // 60), 0)
    if minutes < 60:
        return f"{minutes} min"
    hours, minutes = divmod(minutes, 60)
    if hours < 48:
        return f"{hours} h {minutes} min"
    days, hours = divmod(hours, 24)
    return f"{days} days {hours} h"
