"""The values that this room's pages and the rooms below are given."""

from dataclasses import dataclass
from datetime import date, datetime

from stocktake.core.periods import day_in_words
from stocktake.evidence.domain.addresses import link
from stocktake.evidence.domain.anchors import Passage, Segment
from stocktake.record import clock


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteCard:
    """One line of the list of notes."""

    note_id: str
    happened_on: date
    title: str
    kind: str
    author: str
    lag_days: int | None
    standard_days: int
    unread: bool
    flagged: bool
    quotes: int
    in_window: bool
    came: str = ""  # "added" or "changed" where a later copying brought it

    @property
    def late(self) -> bool:
        return self.lag_days is not None and self.lag_days > self.standard_days

    @property
    def short_day(self) -> str:
        return f"{self.happened_on.day} {self.happened_on:%b}"


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteView:
    """A quote as shown. `changed`: the note has a newer version than the one quoted."""

    id: str
    case_id: str
    note_id: str
    version: int
    note_title: str
    note_kind: str
    note_author: str
    happened_on: date
    paragraph: int
    exact: str
    item: str
    made_by: str
    made_by_name: str
    made_at: datetime
    status: str
    changed: bool

    @property
    def short(self) -> str:
        return self.exact if len(self.exact) <= 80 else self.exact[:77].rsplit(" ", 1)[0] + "…"

    @property
    def source(self) -> str:
        """ "Home visit, 2 October 2026, paragraph 4" """
        where = f", paragraph {self.paragraph}" if self.paragraph else ""
        return f"{self.note_title}, {day_in_words(self.happened_on)}{where}"

    @property
    def ref(self) -> str:
        return f"quote:{self.id}"

    def source_at(self, here: str) -> str:
        """The address, on the page that holds the record pane, where its source is marked."""
        fields = {"note": self.note_id} | ({"version": str(self.version)} if self.changed else {})
        return link(here, fields, f"quote-{self.id}")


@dataclass(frozen=True, slots=True, kw_only=True)
class PointerView:
    """A document seen in the recording system, as shown."""

    id: str
    case_id: str
    document: str
    dated: date | None
    author: str
    found_where: str
    reference: str
    link: str
    shows: str
    item: str
    made_by: str
    made_by_name: str
    seen_on: date
    made_at: datetime
    status: str

    @property
    def short(self) -> str:
        return self.shows if len(self.shows) <= 80 else self.shows[:77].rsplit(" ", 1)[0] + "…"

    @property
    def source(self) -> str:
        dated = f", {day_in_words(self.dated)}" if self.dated else ""
        return f"{self.document}{dated}"

    @property
    def ref(self) -> str:
        return f"pointer:{self.id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A numbered paragraph of a note, cut where quotes begin and end."""

    number: int
    start: int
    segments: tuple[Segment, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbour:
    """A note just before or after the one being read."""

    note_id: str
    happened_on: date
    title: str
    unread: bool
    gist: str  # how it begins; empty for a note not read yet


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteView:
    """One note as read."""

    case_id: str
    note_id: str
    version: int
    latest: bool
    title: str
    kind: str
    author: str
    happened_on: date
    happened_at: datetime | None
    recorded_on: date | None
    lag_days: int | None
    standard_days: int
    number: int  # counted from the oldest of the window
    of: int
    paragraphs: tuple[Paragraph, ...]
    quotes: tuple[QuoteView, ...]
    read_at: datetime | None
    flagged: bool
    previous: str
    next: str
    next_unread: str
    unread: int
    around: tuple[Neighbour, ...]

    @property
    def late(self) -> bool:
        return self.lag_days is not None and self.lag_days > self.standard_days

    @property
    def happened_in_words(self) -> str:
        """ "Fri 2 Oct 2026, 16:10"; the day alone where no time is known."""
        at = self.happened_at
        time = f", {clock.local(at):%H:%M}" if at else ""
        return f"{_weekday(self.happened_on)}{time}"

    @property
    def recorded_in_words(self) -> str:
        return _weekday(self.recorded_on) if self.recorded_on else "not known"

    @property
    def lag_words(self) -> str:
        """ "7 days", "same day", or that nothing was recorded."""
        if self.lag_days is None:
            return "not known"
        if self.lag_days == 0:
            return "same day"
        return f"{self.lag_days} day{'' if self.lag_days == 1 else 's'}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentences:
    """A part of a note's sentences, to pick one from."""

    case_id: str
    note_id: str
    version: int
    title: str
    author: str
    happened_on: date
    sentences: tuple[Passage, ...]
    part: int
    parts: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceText:
    """What a reference of the thread leads to, for the walk."""

    ref: str
    kind: str  # "quote" or "pointer"
    text: str
    source: str
    made_by_name: str
    case_id: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteBody:
    """A note's text for the disclosure check; `case_id` says which child it is about."""

    case_id: str
    note_id: str
    body: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftLine:
    """One line of a person's own draft log."""

    at: datetime
    event: str
    what: str


def _weekday(day: date) -> str:
    """ "Fri 2 Oct 2026" """
    return f"{day:%a} {day.day} {day:%b %Y}"
