"""The values of concerns that pages and the rooms below are given."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from stocktake.concerns.domain.concern import Concern
from stocktake.evidence.queries import PointerView, QuoteView


@dataclass(frozen=True, slots=True, kw_only=True)
class ConcernCard:
    """That a concern exists, how it stands and its clock: never a word of what it says."""

    id: str
    case_id: str
    ref: str
    status: str
    raised_at: datetime
    due_at: datetime
    words: str  # "Urgent - waiting 0 min"
    overdue: bool
    urgent: bool  # the child is not yet confirmed safe
    may_read: bool
    goes_to: str = ""  # who is told next, and when, while nobody has acknowledged it


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """One line of the timed record."""

    at: datetime
    what: str
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUpDue:
    """That a follow-up action waits for its owner: whose concern, and by when."""

    concern_id: str
    ref: str
    number: int
    due: date


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUpView:
    """A follow-up action in words."""

    number: int
    what: str
    owner: str
    owner_name: str
    due: date
    evidence: str
    done_at: datetime | None
    verified_at: datetime | None
    verified_by_name: str
    words: str  # "overdue by 3 days", "done, waiting to be verified"
    overdue: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ConcernView:
    """A concern as read by the people named on it."""

    id: str
    state: Concern
    card: ConcernCard
    raised_by: str
    heads: tuple[str, ...]
    manager: str
    evidence: tuple[QuoteView | PointerView, ...]
    follow_ups: tuple[FollowUpView, ...]
    happened: tuple[Happening, ...]
    names: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How many concerns, for a report: nothing else of them goes there."""

    raised: int
    acknowledged: int
    safe: int
    closed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Emergency:
    """The numbers a council gives for a child in danger now."""

    front_door: str
    out_of_hours: str
