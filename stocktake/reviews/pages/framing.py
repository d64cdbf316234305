"""What stands around every page of a review: who and what it is about, its tabs, its flags."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from stocktake.concerns import queries as concerns
from stocktake.concerns.queries import ConcernCard
from stocktake.core.capacity import Capacity
from stocktake.core.periods import day_in_words
from stocktake.core.thread import Person
from stocktake.people import queries as people
from stocktake.reviews import queries
from stocktake.reviews.domain.seeing import is_manager, is_reviewer, is_worker
from stocktake.reviews.domain.states import ALLOCATED, DRAFTING, MANAGER, OPEN_TO_PARTIES, WORKER
from stocktake.reviews.queries import Review
from stocktake.rounds import queries as rounds
from stocktake.ui.values import Place

READERS = (
    Capacity.REVIEWER,
    Capacity.QA_MANAGER,
    Capacity.BOARD_CHAIR,
    Capacity.WORKER,
    Capacity.TEAM_MANAGER,
    Capacity.HEAD_OF_SERVICE,
    Capacity.ASSISTANT_DIRECTOR,
)
RAISERS = (Capacity.REVIEWER, Capacity.QA_MANAGER, Capacity.BOARD_CHAIR)


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """The frame of one review's pages for one person. `role`: WORKER, MANAGER or ""."""

    review: Review
    round_title: str
    facts: tuple[str, ...]
    places: tuple[Place, ...]
    mine: bool
    role: str
    concern: ConcernCard | None
    raise_url: str
    others: tuple[str, ...]  # further strands that review the case, each with its own reply
    young_person: str = (
        "The young person may read this one day. Write so that they can recognise themselves in it."
    )

    @property
    def id(self) -> str:
        return self.review.id

    @property
    def ref(self) -> str:
        return self.review.ref


def frame(review_id: str, person: Person, current: str) -> Frame:
    """The frame, with the tab named `current` chosen. Raises NotTheirs."""
    review = queries.review(review_id, to=person)
    state = review.state
    case, of = rounds.case(state.case), rounds.round_(state.round)
    manager = people.manager_of_team(state.team) if state.team else None
    facts = [
        review.stratum_label,
        of.happened(case),
        f"for {state.strand}" if case.also else "",
        f"aged {case.age}" if case.age is not None else "",
        state.depth,
        f"practice from {day_in_words(of.window_start)} to {day_in_words(of.window_end)}",
        state.worker_name,
        manager.name_and_job if manager else "",
    ]
    mine = is_reviewer(state, person)
    return Frame(
        review=review,
        round_title=of.title,
        facts=tuple(fact for fact in facts if fact),
        places=_places(review, person, current),
        mine=mine,
        role=role_of(review, person),
        concern=concerns.open_concern(state.case, to=person),
        raise_url=reverse("concerns:raise", args=[state.case]) if mine else "",
        others=tuple(p.strand for p in case.places if p.strand != state.strand),
    )


def at_step(review_id: str, item: str = "") -> str:
    """The address of the desk at one step of the form (left out: where one was); the focus goes to
    the step's heading, so that whoever works by keyboard stands before its first field."""
    own = reverse("reviews:desk", args=[review_id])
    return f"{own}?{urlencode({'item': item, 'tab': 'form'})}#theme" if item else f"{own}#theme"


def role_of(review: Review, person: Person) -> str:
    """In which role this person can reply to a review, if in any."""
    if is_worker(review.state, person):
        return WORKER
    return MANAGER if is_manager(review.state, person) else ""


def _places(review: Review, person: Person, current: str) -> tuple[Place, ...]:
    state, mine = review.state, is_reviewer(review.state, person)
    found = [("Overview", "one")]
    if mine and state.status in DRAFTING:
        found.append(("Record and form", "desk"))
    if person.holds(*RAISERS) and not role_of(review, person) and (mine or state.discussed_on):
        found.append(("Discussion", "discussion"))
    if mine and state.status != ALLOCATED:
        found.append(("Family", "family"))
    if role_of(review, person) and state.status in OPEN_TO_PARTIES[:2]:
        found.append(("Your reply", "reply"))
    if state.status in OPEN_TO_PARTIES:
        found += [("Responses", "responses"), ("Versions", "versions")]
    return tuple(
        Place(
            words=words, url=reverse(f"reviews:{name}", args=[review.id]), current=name == current
        )
        for words, name in found
    )
