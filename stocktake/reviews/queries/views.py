"""The values that this room's pages and the rooms below are given."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from stocktake.core.periods import day_in_words
from stocktake.core.strata import DEFAULT_LABELS, Stratum
from stocktake.evidence.queries import PointerView, QuoteView
from stocktake.reviews.domain.judgements import DECIDED, Said
from stocktake.reviews.domain.states import MANAGER, WORKER, ReviewState, bucket


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """A review as a list, a head of a page or another room knows it."""

    id: str
    state: ReviewState
    reviewer_name: str
    today: date

    @property
    def ref(self) -> str:
        return self.state.ref

    @property
    def status(self) -> str:
        return self.state.status

    @property
    def case_id(self) -> str:
        return self.state.case

    @property
    def round_id(self) -> str:
        return self.state.round

    @property
    def bucket(self) -> str:
        return bucket(self.state.status)

    @property
    def stratum_label(self) -> str:
        return DEFAULT_LABELS[Stratum(self.state.stratum)]

    @property
    def reply_outcome(self) -> str:
        return self.state.reply_outcome(self.today)

    @property
    def status_words(self) -> str:
        """The state as people read it: "Shared - reply by 2 November 2026"."""
        if self.state.withdrawn:
            return "Withdrawn"
        if self.state.needs_reassigning:
            return "Needs reassigning"
        if self.state.status == "shared" and self.state.reply_by:
            if self.state.heard(self.today):
                return f"Shared - {self.reply_outcome.lower()}"
            return f"Shared - reply by {day_in_words(self.state.reply_by)}"
        return self.state.status.capitalize()

    @property
    def url(self) -> str:
        return f"/reviews/{self.id}/"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyView:
    """A reply as shown beside its finding, verbatim."""

    role: str
    by: str
    at: datetime
    stance: str
    words: str
    evidence: tuple["QuoteView | PointerView", ...]
    entry: int

    @property
    def stance_words(self) -> str:
        return {"accept": "Accepted", "clarify": "Clarified", "challenge": "Challenged"}[
            self.stance
        ]


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgementView:
    """A judgement with its evidence and the replies to it."""

    id: str
    entry: int
    status: str
    said: Said
    evidence: tuple["QuoteView | PointerView", ...]
    discussion_refs: tuple[str, ...]
    replies: tuple[ReplyView, ...]
    reason: str
    second: str = ""
    second_by: str = ""

    @property
    def changed_after_challenge(self) -> bool:
        return self.status == "changed"

    @property
    def waits(self) -> bool:
        decided = self.status in DECIDED
        return not decided and any(r.stance == "challenge" for r in self.replies)

    @property
    def to_answer(self) -> bool:
        """Whether somebody clarified or challenged it and the reviewer has not said what follows."""
        decided = self.status in DECIDED
        return not decided and any(r.stance != "accept" for r in self.replies)

    @property
    def to_second(self) -> bool:
        """Whether a challenge that the reviewer did not accept waits for a second person."""
        return self.status == "kept" and any(r.stance == "challenge" for r in self.replies)

    def reply_of(self, role: str) -> ReplyView | None:
        return next((r for r in self.replies if r.role == role), None)

    @property
    def reply(self) -> str:
        """What the worker's side said, for counts: "accept", "clarify", "challenge" or ""."""
        for role in (WORKER, "meeting", MANAGER):
            if found := self.reply_of(role):
                return found.stance
        return ""


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgementRow:
    """A finalised judgement as counts and findings need it."""

    id: str
    entry: int
    review_id: str
    case_id: str
    ref: str
    stratum: str
    depth: str
    theme: str
    item: str
    grade: str
    record_depth: int | None
    discussion_depth: int | None
    working: str
    develop: str
    system: str
    left_out: str
    changed_after_challenge: bool
    reply: str
    answerable: bool = True  # whether anybody of the case could have replied to it


@dataclass(frozen=True, slots=True, kw_only=True)
class DiscussionView:
    id: str
    held_on: date
    mode: str
    attendees: tuple[str, ...]
    notes: str
    points: Mapping[str, str]
    recorded_by: str

    @property
    def ref(self) -> str:
        return f"discussion:{self.id}"

    @property
    def in_words(self) -> str:
        return f"{day_in_words(self.held_on)}, {self.mode}, with {', '.join(self.attendees)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftView:
    """The newest saved version of one draft answer. Version 0: nothing saved yet."""

    item: str
    fields: Mapping[str, str]
    version: int = 0
    at: datetime | None = None
    save_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionView:
    """A review as it was shown to its parties."""

    number: int
    at: datetime
    digest: str
    shown: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentView:
    role: str
    by: str
    at: datetime
    agrees: bool
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GradeRow:
    """The grade of the whole of one review, once shared; empty where none is given yet."""

    review_id: str
    stratum: str
    depth: str
    grade: str
    status: str
