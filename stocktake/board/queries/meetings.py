"""Meetings of the board and their items, as agenda and as minutes."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from stocktake.actions import queries as actions
from stocktake.actions.domain.progress import Progress
from stocktake.actions.queries import Recommendation
from stocktake.board.domain import items as domain
from stocktake.board.domain.meetings import CALLED
from stocktake.board.models import Item as ItemRow
from stocktake.board.models import Meeting as Row
from stocktake.board.queries.agenda import Line, group, outstanding
from stocktake.core.thread import NotTheirs
from stocktake.people import queries as people
from stocktake.people.queries import PersonCard
from stocktake.record import clock
from stocktake.record import queries as record


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """A meeting. `items` and `minuted` count its items; before it is held the agenda is open."""

    id: str
    status: str
    held_on: date
    chair: PersonCard
    other_chair: PersonCard
    members: tuple[PersonCard, ...]
    present: tuple[PersonCard, ...]
    rounds: tuple[str, ...]
    items: int
    minuted: int

    @property
    def open_agenda(self) -> bool:
        return self.status == CALLED


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemView:
    """An item with its minute. `id` is "" while the agenda is still open and it is not listed."""

    id: str
    number: int
    kind: str
    about: str
    group: str  # heading of the agenda
    title: str
    text: str
    status: str
    chair: PersonCard | None
    interest: tuple[PersonCard, ...]
    minute: str = ""
    decision: str = ""
    due: date | None = None
    minuted_by: str = ""
    minuted_at: datetime | None = None
    recommendation: Recommendation | None = None


def meetings() -> tuple[Meeting, ...]:
    """All meetings, the latest first."""
    return _views(Row.objects.order_by("-held_on", "-key"))


def meeting(meeting_id: str) -> Meeting:
    """One meeting. Raises NotTheirs for an unknown id."""
    found = _views(Row.objects.filter(key=meeting_id))
    if not found:
        raise NotTheirs(meeting_id)
    return found[0]


def items(meeting_id: str) -> tuple[ItemView, ...]:
    """The agenda: papers, then what is outstanding; once held, the items that were listed."""
    one = meeting(meeting_id)
    rows = sorted(ItemRow.objects.filter(meeting=meeting_id), key=lambda r: int(r.key))
    live: tuple[Line, ...] = outstanding(one.rounds) if one.open_agenda else ()
    ids = {p for r in rows for p in (*r.interest, r.chair, r.minuted_by) if p}
    cards = people.cards(ids | {p for line in live for p in line.interest})
    day = _day(one)
    known = (r for i in one.rounds for r in actions.recommendations(i, as_of=day))
    recommendations = {r.ref: r for r in known}
    listed = [_item(n, r, cards, recommendations) for n, r in enumerate(rows, 1)]
    start = len(listed) + 1
    return (*listed, *(_line(n, x, cards, recommendations) for n, x in enumerate(live, start)))


def item(meeting_id: str, item_id: str) -> ItemView:
    """One listed item. Raises NotTheirs for an unknown one."""
    for one in items(meeting_id):
        if one.id == item_id:
            return one
    raise NotTheirs(item_id)


def papers(meeting_id: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """(id, interest) of the items listed before the meeting is held."""
    rows = ItemRow.objects.filter(meeting=meeting_id).order_by("pk")
    return tuple((r.key, tuple(r.interest)) for r in rows)


def item_entry(item_id: str) -> int | None:
    """Number of the last entry about this item."""
    return record.last_entry("board_item", item_id)


def last_entry_about(about: str) -> tuple[str, ...]:
    """The last thing said about "recommendation:5", as a reference, if it is one."""
    kind, _, key = about.partition(":")
    number = record.last_entry(kind, key) if kind == domain.RECOMMENDATION else None
    return (f"entry:{number}",) if number else ()


def progress_for(one: Meeting) -> Progress:
    """The same counts as on the tracker, as they stand on the meeting's day (or now, before it)."""
    ids = [r.id for i in one.rounds for r in actions.recommendations(i)]
    return actions.progress(_day(one), ids=ids)


def _day(one: Meeting) -> date:
    """What is overdue is told as of the meeting's day; of today while the agenda is open."""
    return clock.today() if one.open_agenda else one.held_on


def _views(rows: "Iterable[Row]") -> tuple[Meeting, ...]:
    listed = list(rows)
    ids = {p for r in listed for p in (r.chair, r.other_chair, *r.members, *r.present)}
    cards = people.cards(ids)
    items = ItemRow.objects.filter(meeting__in=[r.key for r in listed])
    stands = Counter(items.values_list("meeting", "status"))
    return tuple(_view(r, cards, stands) for r in listed)


def _view(row: Row, cards: dict[str, PersonCard], stands: "Counter[tuple[str, str]]") -> Meeting:
    return Meeting(
        id=row.key,
        status=row.status,
        held_on=row.held_on,
        chair=cards[row.chair],
        other_chair=cards[row.other_chair],
        members=tuple(cards[p] for p in row.members),
        present=tuple(cards[p] for p in row.present),
        rounds=tuple(row.rounds),
        items=sum(n for (key, _), n in stands.items() if key == row.key),
        minuted=stands[row.key, domain.MINUTED],
    )


def _item(
    number: int, row: ItemRow, cards: dict[str, PersonCard], recs: dict[str, Recommendation]
) -> ItemView:
    about = recs.get(row.about)
    return ItemView(
        id=row.key,
        number=number,
        kind=row.kind,
        about=row.about,
        group=group(about) if about else row.kind,
        title=row.title,
        text=row.text,
        status=row.status,
        chair=cards.get(row.chair),
        interest=tuple(cards[p] for p in row.interest),
        minute=row.minute,
        decision=row.decision,
        due=row.due,
        minuted_by=cards[row.minuted_by].name if row.minuted_by else "",
        minuted_at=row.minuted_at,
        recommendation=about,
    )


def _line(
    number: int, line: Line, cards: dict[str, PersonCard], recs: dict[str, Recommendation]
) -> ItemView:
    about = recs.get(line.about)
    return ItemView(
        id="",
        number=number,
        kind=line.kind,
        about=line.about,
        group=group(about) if about else line.kind,
        title=line.title,
        text=line.text,
        status="",
        chair=None,
        interest=tuple(cards[p] for p in line.interest),
        recommendation=about,
    )
