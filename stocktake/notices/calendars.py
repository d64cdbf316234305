"""Calendar files: an invitation, its update, its cancellation, as calendars take them (RFC 5545, 5546).

A file names the people invited, the time and where it is; nothing about a case. The same `uid` with
a higher `sequence` takes the place of what a calendar holds.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import icalendar

REQUEST, CANCEL = "REQUEST", "CANCEL"
FILE = "text/calendar; method={method}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Guest:
    """Somebody invited, as a calendar shows them."""

    name: str
    email: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitation:
    """One appointment as it stands now."""

    uid: str
    sequence: int
    starts: datetime
    ends: datetime
    title: str
    where: str
    url: str
    organiser: Guest
    guests: tuple[Guest, ...]
    cancelled: bool = False

    @property
    def method(self) -> str:
        return CANCEL if self.cancelled else REQUEST


def as_ics(asked: Invitation, *, made_at: datetime) -> bytes:
    """The file; times in UTC, which every calendar shows in its owner's own zone."""
    event = icalendar.Event()
    event.add("uid", asked.uid)
    event.add("sequence", asked.sequence)
    event.add("dtstamp", made_at.astimezone(UTC))
    event.add("dtstart", asked.starts.astimezone(UTC))
    event.add("dtend", asked.ends.astimezone(UTC))
    event.add("summary", asked.title)
    event.add("description", f"{asked.title}. Stocktake has the rest: {asked.url}")
    event.add("url", asked.url)
    event.add("status", "CANCELLED" if asked.cancelled else "CONFIRMED")
    event.add("organizer", _address(asked.organiser))
    if asked.where:
        event.add("location", asked.where)
    for guest in asked.guests:
        event.add("attendee", _address(guest, RSVP="FALSE", PARTSTAT="NEEDS-ACTION"))
    calendar = icalendar.Calendar()
    calendar.add("prodid", "-//Stocktake//Practice assurance//EN")
    calendar.add("version", "2.0")
    calendar.add("method", asked.method)
    calendar.add_component(event)
    return bytes(calendar.to_ical())


def payload_of(asked: Invitation) -> dict[str, Any]:
    """An invitation as the outbox carries it."""
    return {
        **{name: getattr(asked, name) for name in ("uid", "sequence", "title", "where", "url")},
        "starts": asked.starts.astimezone(UTC).isoformat(),
        "ends": asked.ends.astimezone(UTC).isoformat(),
        "organiser": [asked.organiser.name, asked.organiser.email],
        "guests": [[guest.name, guest.email] for guest in asked.guests],
        "cancelled": asked.cancelled,
    }


def from_payload(said: Mapping[str, Any]) -> Invitation:
    """The invitation that `payload_of` wrote."""
    guests: Sequence[Sequence[str]] = said["guests"]
    return Invitation(
        **{name: said[name] for name in ("uid", "sequence", "title", "where", "url", "cancelled")},
        starts=datetime.fromisoformat(said["starts"]),
        ends=datetime.fromisoformat(said["ends"]),
        organiser=Guest(name=said["organiser"][0], email=said["organiser"][1]),
        guests=tuple(Guest(name=name, email=email) for name, email in guests),
    )


def _address(guest: Guest, **parameters: str) -> icalendar.vCalAddress:
    address = icalendar.vCalAddress(f"mailto:{guest.email}")
    address.params["CN"] = guest.name
    address.params.update(parameters)
    return address
