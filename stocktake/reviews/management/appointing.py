"""What each word of `stocktake appointment` does, on behalf of whom the command acts."""

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from stocktake.core.capacity import Capacity
from stocktake.core.thread import NotTheirs
from stocktake.notices.calendars import as_ics
from stocktake.people.command import ActCommand, BadInput
from stocktake.record import clock
from stocktake.reviews import acts, queries
from stocktake.reviews.domain import appointments as domain
from stocktake.reviews.domain.states import MODES
from stocktake.reviews.management.naming import review_of
from stocktake.reviews.queries import Appointment, ToArrange
from stocktake.rounds import queries as rounds

__all__ = [
    "MODES", "ask", "available", "call_off", "day", "ics", "list_", "move", "offer", "offer_all",
    "pick",
]  # fmt: skip


def list_(on: ActCommand, *, round: str, **_: Any) -> None:
    of = _round_id(on, round) if round else ""
    found = queries.appointments(on.by, round_id=of)
    waiting = _waiting(on, of)
    lines = [f"{a.id:>4}  {a.when:<32} {_with(a)}" for a in found]
    lines += [f"   –  nothing arranged yet{'':<12} {w.worker_name}: {_refs(w)}" for w in waiting]
    data = {"appointments": [_facts(a) for a in found], "waiting": [[*w.refs] for w in waiting]}
    on.say("\n".join(lines) or "Nothing is arranged, and nothing waits.", data)


def offer(
    on: ActCommand, *, review: str, start: Sequence[str], agreed: bool, mode: str, where: str,
    **_: Any,
) -> None:  # fmt: skip
    """Offer these times, or enter the one that was agreed."""
    times, one = [_moment(text) for text in start], review_of(on, review)
    how: dict[str, Any] = {"review_id": one.id, "mode": mode, "where": where}
    if agreed and len(times) != 1:
        raise BadInput("Name the one time that was agreed, and no other.")
    if agreed:
        key = acts.arrange(start=times[0], **how, by=on.by, at=on.at)
    else:
        key = acts.offer_times(times=times, **how, by=on.by, at=on.at)
    _say(on, key)


def offer_all(on: ActCommand, *, round: str, mode: str, where: str, **_: Any) -> None:
    if not on.by.holds(Capacity.QA_MANAGER):
        raise BadInput("Only the QA manager offers times for a whole round.")
    count, left = acts.offer_to_everybody(
        round_id=_round_id(on, round), mode=mode, where=where, by=on.by, at=on.at
    )
    lines = [f"Times are offered for {count} discussion{'' if count == 1 else 's'}."]
    lines += [f"None for {w.worker_name or 'no worker'}: {_refs(w)}" for w in left]
    on.say("\n".join(lines), {"offered": count, "left": [[*w.refs] for w in left]})


def pick(on: ActCommand, *, appointment: str, start: str, **_: Any) -> None:
    key = _one(on, appointment).id
    acts.agree_time(appointment_id=key, start=_moment(start), by=on.by, at=on.at)
    _say(on, key)


def move(on: ActCommand, *, appointment: str, start: str, reason: str, **_: Any) -> None:
    key = _one(on, appointment).id
    acts.move_time(appointment_id=key, start=_moment(start), reason=reason, by=on.by, at=on.at)
    _say(on, key)


def ask(on: ActCommand, *, appointment: str, words: str, **_: Any) -> None:
    key = _one(on, appointment).id
    acts.ask_for_others(appointment_id=key, words=words, by=on.by, at=on.at)
    _say(on, key)


def call_off(on: ActCommand, *, appointment: str, reason: str, **_: Any) -> None:
    key = _one(on, appointment).id
    acts.call_off(appointment_id=key, reason=reason, by=on.by, at=on.at)
    _say(on, key)


def ics(on: ActCommand, *, appointment: str, out: str | None, **_: Any) -> None:
    found = _one(on, appointment)
    if found.state.status != domain.AGREED:
        raise BadInput("There is no time yet that a calendar could hold.")
    file = as_ics(acts.invitation(found, found.state), made_at=clock.now())
    if out is None:
        on.stdout.write(file.decode())
        return
    try:
        Path(out).write_bytes(file)
    except OSError as no:
        raise BadInput(f"{out} cannot be written ({no.strerror}).") from None
    on.say(f"Wrote {out}.", {"file": out})


def day(on: ActCommand, *, day: str, **_: Any) -> None:
    found = queries.appointments_on(_moment(f"{day}T00:00").date(), on.by)
    lines = [f"{a.when}  {a.state.minutes} min  {_with(a)}" for a in found]
    on.say("\n".join(lines) or "No discussion on that day.", [_facts(a) for a in found])


def available(on: ActCommand, *, halves: Sequence[str], **_: Any) -> None:
    """What is said replaces what was said before; nothing named says that nobody can be met."""
    for half in halves:
        _half(half)
    acts.give_times(halves=halves, by=on.by, at=on.at)
    told = f"{len({*halves})} half days" if halves else "no half day"
    on.say(f"You can be met on {told}.", {"halves": sorted({*halves})})


def _one(on: ActCommand, named: str) -> Appointment:
    try:
        return queries.appointment(named, on.by)
    except NotTheirs:
        raise BadInput(f"There is no appointment {named} that this account may see.") from None


def _round_id(on: ActCommand, reference: str) -> str:
    found = {r.reference: r.id for r in rounds.rounds_visible_to(on.by)}
    if reference not in found:
        raise BadInput(f"There is no round {reference} that this account may see.")
    return found[reference]


def _waiting(on: ActCommand, round_id: str) -> tuple[ToArrange, ...]:
    if on.by.holds(Capacity.QA_MANAGER):
        return queries.to_arrange(round_id=round_id)
    if on.by.holds(Capacity.REVIEWER):
        return queries.to_arrange(round_id=round_id, reviewer=on.by.id)
    return ()


def _moment(text: str) -> datetime:
    """A time in London, as it is typed. Raises BadInput."""
    try:
        return datetime.fromisoformat(text).replace(tzinfo=clock.LONDON)
    except ValueError:
        raise BadInput(f"{text} is not a time like 2026-10-21T10:00.") from None


def _half(text: str) -> None:
    day_, _, part = text.rpartition("-")
    try:
        date.fromisoformat(day_)
    except ValueError:
        part = ""
    if part not in ("am", "pm"):
        raise BadInput(f"{text} is not a half day like 2026-10-21-am.")


def _say(on: ActCommand, key: str) -> None:
    one = queries.appointment(key, on.by)
    on.say(f"{one.id}: {one.state.status}, {one.when}, {_with(one)}", _facts(one))


def _with(one: Appointment) -> str:
    return f"{one.worker_name} with {one.reviewer_names}: {', '.join(one.refs)}"


def _refs(one: ToArrange) -> str:
    return ", ".join(one.refs)


def _facts(one: Appointment) -> dict[str, Any]:
    state = one.state
    return {
        "id": one.id,
        "status": state.status,
        "start": state.start and clock.local(state.start).isoformat(),
        "times": [clock.local(t).isoformat() for t in state.times],
        "minutes": state.minutes,
        "worker": one.worker_name,
        "reviewers": [card.name for card in one.reviewers],
        "cases": [*one.refs],
    }
