"""Delivering what waits in the outbox: safe to repeat, by the worker loop, the demo and tests.

A stop between two steps loses nothing: a notice is keyed by what asked for it and its reader, and
an e-mail that failed is tried again with the next round.
"""

import logging

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, send_mail
from django.db import IntegrityError

from stocktake.core.periods import day_in_words
from stocktake.core.thread import Refused
from stocktake.notices import acts, queries
from stocktake.notices.calendars import FILE, Guest, Invitation, as_ics, from_payload
from stocktake.people import queries as people
from stocktake.record import clock, outbox

TOPIC, INVITATION = "notice", "invitation"
TRIES = 5
SUBJECT = "You have something to do in Stocktake"
MAIL = """You have something to do in Stocktake.

{address}/notices/

This message says no more on purpose: nothing about a child travels by e-mail.
"""
INVITES = """{words}

{url}

Nothing about a child travels by e-mail. What the meeting is about is in Stocktake.
"""
log = logging.getLogger(__name__)


def tick() -> None:
    """What the ticker asks of this room at each of its rounds."""
    deliver_waiting()
    invite_waiting()
    acts.note_beat(at=clock.server_now())


def deliver_waiting() -> int:
    """Send every waiting notice, then its e-mails; the number of notices sent."""
    by, sent = people.operator("worker"), 0
    for asked in outbox.waiting(TOPIC):
        try:
            sent += acts.send(asked, by=by, at=clock.now())
        except IntegrityError:
            continue  # another worker is sending the same one now
        except Refused as no:
            log.warning("Notice %s was refused: %s", asked.id, no.sentence)
            outbox.failed(asked.id)
            if asked.tries + 1 < TRIES:
                continue
        outbox.done(asked.id, at=clock.now())
    _send_mails()
    return sent


def invite_waiting() -> int:
    """Send every waiting invitation, update and cancellation to its guests' calendars; how many.

    One that cannot leave is tried again; what a guest's calendar has twice, it shows once.
    """
    sent = 0
    for asked in outbox.waiting(INVITATION):
        invitation = from_payload(asked.payload)
        reached = [_invited(invitation, guest) for guest in invitation.guests if guest.email]
        if not all(reached):
            outbox.failed(asked.id)
            if asked.tries + 1 < TRIES:
                continue
        outbox.done(asked.id, at=clock.now())
        sent += 1
    return sent


def _invited(invitation: Invitation, guest: Guest) -> bool:
    """The e-mail carries the file twice: as what calendars act on, and as a file to open."""
    what = "Cancelled: " if invitation.cancelled else "Changed: " if invitation.sequence else ""
    mail = EmailMultiAlternatives(
        subject=f"{what}{invitation.title}",
        body=INVITES.format(words=_in_words(invitation), url=invitation.url),
        to=[guest.email],
    )
    file = as_ics(invitation, made_at=clock.now()).decode()
    mail.attach_alternative(file, FILE.format(method=invitation.method))
    mail.attach("invitation.ics", file, "text/calendar")
    try:
        return bool(mail.send())
    except OSError as error:
        log.warning("An invitation did not leave and is tried again: %s", type(error).__name__)
        return False


def _in_words(invitation: Invitation) -> str:
    starts, ends = clock.local(invitation.starts), clock.local(invitation.ends)
    when = f"{starts:%A} {day_in_words(starts.date())}, {starts:%H:%M} to {ends:%H:%M}"
    told = f"{invitation.title}: {when}"
    told += f", {invitation.where}." if invitation.where else "."
    return f"{told} It is cancelled." if invitation.cancelled else told


def _send_mails() -> None:
    """One e-mail a person, however many notices wait for them."""
    waiting: dict[str, list[str]] = {}
    for key, person in queries.unmailed():
        waiting.setdefault(person, []).append(key)
    cards = people.cards([*waiting])
    for person, keys in waiting.items():
        if not cards[person].email or _mailed(cards[person].email):
            acts.mark_mailed(keys, at=clock.now())


def _mailed(address: str) -> bool:
    text = MAIL.format(address=settings.STOCKTAKE_ADDRESS)
    try:
        return bool(send_mail(SUBJECT, text, None, [address]))
    except OSError as error:  # the mail server is away: the notice itself is there already
        log.warning("An e-mail did not leave and will be tried again: %s", type(error).__name__)
        return False
