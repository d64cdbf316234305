"""The words of this room's notices. None carries a detail of a case; each leads to where it is."""

from collections.abc import Iterable
from datetime import date

from stocktake.core.capacity import Capacity
from stocktake.core.periods import day_in_words
from stocktake.core.thread import Outgoing
from stocktake.people import queries as people
from stocktake.record import clock
from stocktake.reviews.domain.states import MANAGER, WORKER, ReviewState


def notice(to: Iterable[str], about: str, text: str, url: str) -> tuple[Outgoing, ...]:
    """One notice to these accounts; none where nobody is to be told."""
    whom = sorted({person for person in to if person})
    if not whom:
        return ()
    payload = {"to": whom, "about": about, "text": text, "url": url}
    return (Outgoing(topic="notice", payload=payload),)


def parties(worker_id: str, team: str) -> tuple[str, ...]:
    """The accounts of a case's worker and of their team's manager, as far as they are matched."""
    worker = people.worker_account(worker_id) if worker_id else None
    manager = people.manager_of_team(team) if team else None
    return tuple(card.id for card in (worker, manager) if card)


def repliers(state: ReviewState) -> dict[str, str]:
    """Who may reply, by role: the worker's account, and the manager of the time or, where there was
    none, of now."""
    worker = people.worker_account(state.worker_id) if state.worker_id else None
    now = people.manager_of_team(state.team) if state.team and not state.manager else None
    found = {WORKER: worker.id if worker else "", MANAGER: state.manager or (now.id if now else "")}
    return {role: person for role, person in found.items() if person}


def allocated_to_reviewer(reviewer: str, count: int, about: str) -> tuple[Outgoing, ...]:
    text = (
        f"{_reviews(count)} allocated to you. Declare first whether you have a conflict of "
        "interest in any of them."
    )
    return notice((reviewer,), about, text, "/reviews/conflicts/")


def announced_to_party(party: str, count: int, day: date, about: str) -> tuple[Outgoing, ...]:
    """Date, purpose and right to reply, before anybody reads."""
    cases = "one of your cases is" if count == 1 else f"{count} of your cases are"
    text = (
        f"From {day_in_words(day)} {cases} read in a practice review. Its purpose is to learn what "
        "helps children, not to judge you as a person. You are invited to talk about the work, you "
        "see the review before anyone acts on it, and you can accept, clarify or challenge each "
        "finding in your own words."
    )
    return notice((party,), about, text, "/")


def about_review(
    state: ReviewState, review_id: str, text: str, *, to: Iterable[str] = (), page: str = ""
) -> tuple[Outgoing, ...]:
    """To these accounts, or else to the case's worker and manager."""
    whom = tuple(to) or tuple(repliers(state).values())
    return notice(whom, f"review:{review_id}", text, f"/reviews/{review_id}/{page}")


def to_second_person(state: ReviewState, review_id: str) -> tuple[Outgoing, ...]:
    """To those who may decide a challenge that the reviewer did not accept."""
    found = {
        card.id
        for capacity in (Capacity.QA_MANAGER, Capacity.BOARD_CHAIR)
        for card in people.holders(capacity, clock.today())
    }
    text = "A reviewer did not accept a challenge. A second person, who has not read the case, decides it."
    whom = found - {state.reviewer, *state.earlier}
    return notice(whom, f"review:{review_id}", text, f"/reviews/{review_id}/responses/")


def _reviews(count: int) -> str:
    return "A review is" if count == 1 else f"{count} reviews are"
