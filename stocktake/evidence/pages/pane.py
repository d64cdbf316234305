"""The record pane: everything the left side of the desk shows, for whichever page holds it.

A page of another room calls `record_pane(...)`, hands the value to its template as `pane` and
includes `evidence/record_pane.html`. Opening a note here is what logs it and marks it read.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from stocktake.core.capacity import Capacity
from stocktake.core.numbers import whole_number
from stocktake.evidence import acts, queries
from stocktake.evidence.domain import timeline
from stocktake.evidence.domain.addresses import link
from stocktake.evidence.domain.lens import Family
from stocktake.evidence.domain.preferences import Preferences
from stocktake.evidence.queries import Filters, NoteView, PointerView, QuoteView, RecordView
from stocktake.people.door import Request
from stocktake.record import clock


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemeButton:
    """Where a quote can go: an item of the form, or a reply. The first one shown is `current`."""

    id: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordPane:
    """What the pane shows. `here` is the address of the page that holds it."""

    here: str
    record: RecordView
    note: NoteView | None
    drawing: timeline.Drawing | None
    themes: tuple[ThemeButton, ...]
    pointers: tuple[PointerView, ...]
    quotes: tuple[QuoteView, ...]
    preferences: Preferences
    lens: tuple[Family, ...]  # what the theme lens looks for; empty while it is off
    can_quote: bool
    can_promote: bool

    @property
    def now(self) -> str:
        """The address that shows this pane as it stands."""
        return self.to(self.note.note_id) if self.note else self.here

    def to(self, note_id: str, fragment: str = "reader") -> str:
        """The address that opens a note in this pane."""
        return link(self.here, {"note": note_id}, fragment)

    @property
    def path(self) -> str:
        return urlsplit(self.here).path

    @property
    def kept(self) -> tuple[tuple[str, str], ...]:
        """The holding page's own fields, which the filter form must send again."""
        return tuple(parse_qsl(urlsplit(self.here).query))

    @property
    def picker(self) -> str:
        """The sentences of the open note, each with a button, for the theme in hand."""
        if self.note is None:
            return self.here
        own = reverse("evidence:sentences", args=[self.record.case_id])
        fields = {"note": self.note.note_id, "back": self.now, **self._item}
        return f"{own}?{urlencode(fields)}"

    @property
    def pointer_form(self) -> str:
        own = reverse("evidence:add_pointer", args=[self.record.case_id])
        return f"{own}?{urlencode({'back': self.now, **self._item})}"

    @property
    def _item(self) -> dict[str, str]:
        """The theme in hand: the first button's."""
        return {"for": self.themes[0].id} if self.themes else {}

    def without(self, fields: Mapping[str, str]) -> str:
        """The address of the list with these filters."""
        return link(self.here, {"filtered": "yes", **fields})


def record_pane(
    request: Request, *, case_id: str, here: str, themes: Sequence[ThemeButton] = ()
) -> RecordPane:
    """The pane as this request asks for it. Raises NotTheirs without leave to read the case."""
    by, at = request.person, clock.now()
    queries.must_read(by, case_id)
    filters = _filters(request, case_id)
    asked, version = request.GET.get("note", ""), request.GET.get("version", "")
    if asked:
        acts.open_note(case_id=case_id, note_id=asked, by=by, at=at)
    record = queries.record_of(case_id, by, filters)
    preferences = queries.preferences(by)
    note = None
    if asked or record.place:
        note = queries.note(
            case_id,
            asked or record.place,
            by,
            version=whole_number(version),
            record=record,
            lens=preferences.lens,
        )
    return RecordPane(
        here=here,
        record=record,
        note=note,
        drawing=_drawing(record, note),
        themes=tuple(themes),
        pointers=queries.pointers(case_id, by),
        quotes=queries.quotes(case_id, by),
        preferences=preferences,
        lens=queries.lexicon_in_force().families if preferences.lens else (),
        can_quote=queries.may_quote(by),
        can_promote=by.holds(Capacity.REVIEWER) and not queries.is_closed(case_id),
    )


def safe_next(request: Request, default: str) -> str:
    """The page to go back to, if it is one of ours."""
    asked = request.POST.get("next") or request.GET.get("back") or ""
    if url_has_allowed_host_and_scheme(asked, allowed_hosts={request.get_host()}):
        parts = urlsplit(asked)
        return urlunsplit(("", "", f"/{parts.path.lstrip('/')}", parts.query, parts.fragment))
    return default


def _filters(request: Request, case_id: str) -> Filters | None:
    """The filters asked for, kept for the next look; None when the page asks for none."""
    if "filtered" not in request.GET:
        return None
    filters = Filters.asked(request.GET.dict())
    acts.keep_filters(case_id=case_id, fields=filters.fields, by=request.person, at=clock.now())
    return filters


def _drawing(record: RecordView, note: NoteView | None) -> timeline.Drawing | None:
    if not record.lanes:
        return None
    current = note.note_id if note else ""
    return timeline.drawn(record.lanes, record.window, current=current)
