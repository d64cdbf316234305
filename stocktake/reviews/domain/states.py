"""A review as the rules see it: its words of state and the flags that stand beside them.

A case read by two, each blind to the other, has two reviews. The first goes on to be shared once
both are consolidated; the second ends there.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal
from zoneinfo import ZoneInfo

ALLOCATED = "allocated"
READING = "reading"
READY = "ready for discussion"
DISCUSSED = "discussed"
CONSOLIDATING = "consolidating"  # submitted blind; waits for the other reading and the agreement
CONSOLIDATED = "consolidated"  # where a second reading ends
SHARED = "shared"
ANSWERED = "answered"
FINALISED = "finalised"
STATUSES = (ALLOCATED, READING, READY, DISCUSSED, SHARED, ANSWERED, FINALISED)
OF_A_DOUBLE = (CONSOLIDATING, CONSOLIDATED)
DRAFTING = (READING, READY, DISCUSSED)  # the form can be written in
OPEN_TO_PARTIES = (SHARED, ANSWERED, FINALISED)  # the worker and the manager can read it
SUBMITTED = (*OF_A_DOUBLE, *OPEN_TO_PARTIES)  # a reading of a double review is in
SAID = (READY, DISCUSSED, *OF_A_DOUBLE, *OPEN_TO_PARTIES)  # the reviewer has submitted judgements

BUCKETS = ("not started", "in reading", "in discussion", "awaiting response", "finalised")
_BUCKET_OF = {
    ALLOCATED: BUCKETS[0],
    READING: BUCKETS[1],
    READY: BUCKETS[2],
    DISCUSSED: BUCKETS[2],
    CONSOLIDATING: BUCKETS[2],
    CONSOLIDATED: BUCKETS[2],
    SHARED: BUCKETS[3],
    ANSWERED: BUCKETS[3],
    FINALISED: BUCKETS[4],
}

SAFE, EXPLORE, IMMEDIATE = "yes", "needs further exploration", "immediate measures"
SAFETY_ANSWERS = (SAFE, EXPLORE, IMMEDIATE)
MODES = ("in person", "video", "phone")
STANCES = ("accept", "clarify", "challenge")
WORKER, MANAGER = "worker", "manager"
NO_REPLY = "No reply"
COULD_NOT_REPLY = "Could not reply"  # nobody who might: nothing that was said of them is published
FIRST, SECOND = 1, 2  # readings of one case
EXTREMES = ("outstanding", "inadequate")  # the ends of the scale
UNCONFIRMED = "Feedback meeting, not confirmed"  # recorded by the reviewer alone
LONDON = ZoneInfo("Europe/London")

Conflict = Literal["", "none", "safeguard", "blocking"]


@dataclass(frozen=True, kw_only=True)
class Feedback:
    """A feedback meeting that the reviewer recorded and the others confirm, each for themselves."""

    held_on: date
    mode: str
    attendees: tuple[str, ...]
    confirmed: frozenset[str] = frozenset()  # WORKER, MANAGER


@dataclass(frozen=True, kw_only=True)
class ReviewState:
    """One review of one child by one reviewer.

    `double` is the double review it belongs to, `reading` whether it is the first or the second of
    it; `single` says why a second reading was asked for and did not come. `earlier` are reviewers
    who had it before. `barred`, `concern_open`, `challenges` and `agreed` are read from beside it
    when it is loaded: why a concern bars sharing, whether a concern is open, the items whose
    challenge waits, or waits for a second person (`unsettled`), whether the double review is consolidated, and which calibration case the
    reviewer rates first.
    """

    status: str
    case: str
    round: str
    child: str
    ref: str
    stratum: str
    depth: str
    strand: str
    form: str
    reviewer: str
    worker_id: str = ""
    worker_name: str = ""
    team: str = ""
    manager: str = ""  # of the time when it was allocated; empty where the team had none
    conflict: Conflict = ""
    relation: str = ""
    safeguard: str = ""
    needs_reassigning: bool = False
    withdrawn: str = ""
    allocated_at: datetime | None = None
    ready_at: datetime | None = None
    discussed_on: date | None = None
    safe_now: str = ""
    safe_basis: str = ""
    shared_at: datetime | None = None
    reply_by: date | None = None
    reminded: date | None = None  # the day to reply by of which both were last reminded
    version: int = 0
    replied: frozenset[str] = frozenset()
    feedback: Feedback | None = None
    finalised_at: datetime | None = None
    outcome: str = ""
    reading: int = FIRST
    double: str = ""
    single: str = ""
    earlier: tuple[str, ...] = ()
    agreed: bool = False
    to_rate: str = ""
    barred: str = ""
    concern_open: bool = False
    challenges: tuple[str, ...] = ()
    unsettled: tuple[str, ...] = ()

    @property
    def sealed(self) -> bool:
        """Whether what it says is for nobody yet but those who read the case."""
        return not self.agreed and (bool(self.double) or self.status == CONSOLIDATING)

    def heard(self, on: date) -> bool:
        """Whether everybody has replied or the time to reply is over on that day."""
        both = {WORKER, MANAGER} <= self.replied
        return both or (self.reply_by is not None and on > self.reply_by)

    def reply_outcome(self, on: date) -> str:
        """What came of sharing, as read on a day; silence is "No reply", never "Accepted"."""
        if self.outcome or self.status not in OPEN_TO_PARTIES:
            return self.outcome
        if WORKER in self.replied:
            return "Both replied" if MANAGER in self.replied else "Worker replied"
        if MANAGER in self.replied:
            return "Manager replied"
        if not (self.reply_by and on > self.reply_by):
            return "Waiting for replies"
        return UNCONFIRMED if self.feedback else NO_REPLY


def bucket(status: str) -> str:
    """The column of the round board; a concern or a missing reviewer is a flag beside it."""
    return _BUCKET_OF[status]


def london_day(at: datetime) -> date:
    """The day in London on which a moment falls."""
    return at.astimezone(LONDON).date()
