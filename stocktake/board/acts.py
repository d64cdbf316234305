"""Calling and holding meetings of the board, and minuting their items one by one."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from stocktake.actions import acts as actions
from stocktake.board import queries
from stocktake.board.domain import items, meetings
from stocktake.board.domain.items import ItemState, ListItem, MinuteItem, TakeItem, chair_of
from stocktake.board.domain.meetings import AgreeMinutes, CallMeeting, HoldMeeting, MeetingState
from stocktake.board.models import Item, Meeting
from stocktake.core import lifecycle
from stocktake.core.capacity import Capacity
from stocktake.core.thread import Earlier, Outgoing, Person, Refused
from stocktake.people import queries as people
from stocktake.record.door import Kind, Move, locked, next_number, perform


def call(*, what: CallMeeting, by: Person, at: datetime) -> str:
    """Call a meeting and return its id; its members are told."""
    _refuse_chairs(what)
    key = next_number("meeting")
    tell = tuple(dict.fromkeys((what.chair, what.other_chair, *what.members)))
    payload = {
        "to": [p for p in tell if p != by.id],
        "about": f"meeting:{key}",
        "text": "A meeting of the board was called.",
        "url": f"/board/{key}/",
    }
    outbox = (Outgoing(topic="notice", payload=payload),)
    perform([Move(kind=MEETING, id=key, act=what, outbox=outbox)], by=by, at=at)
    return key


def receive_paper(
    *,
    meeting_id: str,
    title: str,
    text: str,
    rests_on: Sequence[str] = (),
    by: Person,
    at: datetime,
) -> str:
    """Put a paper on the agenda, as the auditing firm's quarterly report, and return the item's id."""
    one = queries.meeting(meeting_id)
    if not one.open_agenda:
        raise Refused("The agenda is closed: this meeting has been held. Call the next one.")
    if not text.strip():
        raise Refused("Say who sent it, when it came, and what it says in short.")
    act = ListItem(meeting=meeting_id, kind=items.PAPER, about="", title=title, text=text.strip())
    key = next_number("board_item")
    perform([Move(kind=ITEM, id=key, act=act, rests_on=tuple(rests_on))], by=by, at=at)
    return key


def hold(*, meeting_id: str, present: Sequence[str], by: Person, at: datetime) -> tuple[str, ...]:
    """Record who was present and fix the agenda: return the ids of its items."""
    one = queries.meeting(meeting_id)
    act = HoldMeeting(present=tuple(present))
    moves = [Move(kind=MEETING, id=meeting_id, act=act)]
    for key, interest in queries.papers(meeting_id):
        taken = TakeItem(chair=_chair(one, present, interest))
        moves.append(Move(kind=ITEM, id=key, act=taken, answers=queries.item_entry(key)))
    moves += [_listed(one, present, line) for line in queries.outstanding(one.rounds)]
    perform(moves, by=by, at=at)
    return tuple(dict.fromkeys(m.id for m in moves if m.kind is ITEM))


def minute_item(
    *,
    meeting_id: str,
    item_id: str,
    text: str,
    decision: str,
    due: date | None = None,
    by: Person,
    at: datetime,
) -> None:
    """Minute an item; when it reopens or returns a recommendation, that happens with it."""
    one = queries.item(meeting_id, item_id)
    act = MinuteItem(text=text, decision=decision, due=due)
    number = queries.item_entry(item_id)
    rests_on = (f"entry:{number}",) if number else ()
    moves = [Move(kind=ITEM, id=item_id, act=act, answers=number, rests_on=rests_on)]
    if one.recommendation and due and decision in (items.REOPENED, items.RETURNED):
        then = actions.reopen_moves if decision == items.REOPENED else actions.send_back_moves
        moves += then(key=one.recommendation.id, reason=text, due=due)
    perform(moves, by=by, at=at)


def agree_minutes(*, meeting_id: str, by: Person, at: datetime) -> None:
    """A chair of the meeting agrees its minutes: nothing in them changes after."""
    perform([Move(kind=MEETING, id=meeting_id, act=AgreeMinutes())], by=by, at=at)


def _listed(one: queries.Meeting, present: Sequence[str], line: queries.Line) -> Move:
    chair = _chair(one, present, line.interest)
    if not chair:
        raise Refused(f"{line.title}: {items.NOBODY_FREE}")
    act = ListItem(
        meeting=one.id,
        kind=line.kind,
        about=line.about,
        title=line.title,
        text=line.text,
        interest=line.interest,
        chair=chair,
    )
    last = queries.last_entry_about(line.about)
    rests_on = dict.fromkeys((*line.rests_on, *last))
    key = next_number("board_item")
    return Move(kind=ITEM, id=key, act=act, rests_on=(*rests_on, Earlier(0)))


def _chair(one: queries.Meeting, present: Sequence[str], interest: Sequence[str]) -> str:
    return chair_of(
        chair=one.chair.id, other_chair=one.other_chair.id, present=present, interest=interest
    )


def _refuse_chairs(what: CallMeeting) -> None:
    for person_id in (what.chair, what.other_chair):
        try:
            chair = people.person(person_id)
        except KeyError:
            raise Refused("Choose both chairs from the list.") from None
        if not chair.holds(Capacity.BOARD_CHAIR, Capacity.ASSISTANT_DIRECTOR):
            raise Refused(f"{chair.name} is neither chair of the board nor assistant director.")


def _load_meetings(ids: Sequence[str]) -> Mapping[str, MeetingState]:
    rows = locked(Meeting.objects.filter(key__in=ids))
    return {row.key: _meeting_state(row) for row in rows}


def _meeting_state(row: Meeting) -> MeetingState:
    waiting = Item.objects.filter(meeting=row.key).exclude(status=items.MINUTED).count()
    return MeetingState(
        status=row.status,
        held_on=row.held_on,
        chair=row.chair,
        other_chair=row.other_chair,
        rounds=tuple(row.rounds),
        members=tuple(row.members),
        present=tuple(row.present),
        waiting=waiting,
    )


def _save_meeting(key: str, before: MeetingState | None, now: MeetingState) -> None:
    facts = {n: getattr(now, n) for n in MeetingState.__dataclass_fields__ if n != "waiting"}
    lists = {n: list(facts[n]) for n in ("rounds", "members", "present")}
    Meeting.objects.update_or_create(key=key, defaults={**facts, **lists})


def _load_items(ids: Sequence[str]) -> Mapping[str, ItemState]:
    return {row.key: _item_state(row) for row in locked(Item.objects.filter(key__in=ids))}


def _item_state(row: Item) -> ItemState:
    facts = {name: getattr(row, name) for name in ItemState.__dataclass_fields__}
    return ItemState(**{**facts, "interest": tuple(row.interest)})


def _save_item(key: str, before: ItemState | None, now: ItemState) -> None:
    facts = {name: getattr(now, name) for name in ItemState.__dataclass_fields__}
    Item.objects.update_or_create(key=key, defaults={**facts, "interest": list(now.interest)})


MEETING = Kind[MeetingState](
    name="meeting",
    load=_load_meetings,
    save=_save_meeting,
    refusal=meetings.refusal,
    after=meetings.after,
    capacity=lambda act, by: lifecycle.capacity_of(meetings.MOVES, act, by),
)
ITEM = Kind[ItemState](
    name="board_item",
    load=_load_items,
    save=_save_item,
    refusal=items.refusal,
    after=items.after,
    capacity=lambda act, by: lifecycle.capacity_of(items.MOVES, act, by),
)
