"""What appointments ask of each person: of the worker to pick a time, of the reviewer to offer others."""

from collections.abc import Iterator
from datetime import datetime

from stocktake.core.capacity import Capacity
from stocktake.desks.queries.seen import Seen
from stocktake.record import clock
from stocktake.reviews import queries as reviews
from stocktake.reviews.domain import appointments as rules
from stocktake.reviews.queries import Appointment
from stocktake.ui.values import Need


def appointment_needs(seen: Seen, at: datetime) -> Iterator[Need]:
    """Times to pick, times asked for, and what is agreed for today."""
    person = seen.person
    if not person.holds(Capacity.REVIEWER, Capacity.WORKER, Capacity.TEAM_MANAGER):
        return
    for one in reviews.appointments(person):
        mine = person.id in one.state.reviewers
        worker = one.worker is not None and one.worker.id == person.id
        if one.state.status == rules.OFFERED and worker:
            yield _need(
                one,
                "Pick a time",
                "Choose when to talk about your work",
                "It begins with what goes well. Your manager is welcome too.",
                "Choose",
            )
        elif one.state.status == rules.ASKED and mine:
            words = f"{one.worker_name} asks for other times"
            yield _need(one, "To arrange", words, one.state.words, "Offer others")
        elif one.state.status == rules.AGREED and (mine or worker) and _today(one):
            yield _need(one, "Today", f"Discussion at {_hour(one)}", _with(one, mine), "Open it")


def _need(one: Appointment, tag: str, sentence: str, reason: str, button: str) -> Need:
    return Need(
        tag=tag,
        kind="blue",
        ref="Discussion",
        url=one.url,
        sentence=sentence,
        reason=reason,
        button=button,
    )


def _today(one: Appointment) -> bool:
    start = one.state.start
    return start is not None and clock.local(start).date() == clock.today()


def _hour(one: Appointment) -> str:
    return f"{clock.local(one.state.start):%H:%M}" if one.state.start else ""


def _with(one: Appointment, mine: bool) -> str:
    where = one.state.where or one.state.mode.capitalize()
    return f"With {one.worker_name if mine else one.reviewer_names}. {where}."
