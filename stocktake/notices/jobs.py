"""Delivering what waits in the outbox: safe to repeat, by the worker loop, the demo and tests.

A stop between two steps loses nothing: a notice is keyed by what asked for it and its reader, and
an e-mail that failed is tried again with the next round.
"""

import logging

from django.conf import settings
from django.core.mail import send_mail
from django.db import IntegrityError

from stocktake.core.thread import Refused
from stocktake.notices import acts, queries
from stocktake.people import queries as people
from stocktake.record import clock, outbox

TOPIC = "notice"
TRIES = 5
SUBJECT = "You have something to do in Stocktake"
MAIL = """You have something to do in Stocktake.

{address}/notices/

This message says no more on purpose: nothing about a child travels by e-mail.
"""
log = logging.getLogger(__name__)


def tick() -> None:
    """What the ticker asks of this room at each of its rounds."""
    deliver_waiting()
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
