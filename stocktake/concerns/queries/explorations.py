"""Explorations as their opener and the head of service asked may read them."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from stocktake.concerns import models
from stocktake.concerns.domain.exploration import Exploration
from stocktake.concerns.queries.states import exploration_of
from stocktake.core.thread import NotTheirs, Person
from stocktake.evidence import queries as evidence
from stocktake.evidence.queries import PointerView, QuoteView
from stocktake.people import queries as people
from stocktake.record.access import note_read


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplorationView:
    """A question for a head of service, and the decision once there is one."""

    id: str
    state: Exploration
    opened_by: str
    head: str
    evidence: tuple[QuoteView | PointerView, ...]


def explorations_visible_to(person: Person) -> tuple[ExplorationView, ...]:
    """Explorations this person opened or is asked to decide, open ones first."""
    return tuple(_view(row) for row in _theirs(person).order_by("-status", "opened_at"))


def exploration(exploration_id: str, person: Person) -> ExplorationView:
    """One exploration, logged as read. Raises NotTheirs."""
    row = _theirs(person).filter(key=exploration_id).first()
    if row is None:
        raise NotTheirs
    note_read(by=person, what=f"exploration:{exploration_id}", child=row.child_id)
    return _view(row)


def open_exploration(case_id: str) -> str | None:
    """The id of a case's exploration that no head of service has decided yet."""
    row = models.Exploration.objects.filter(case_id=case_id, status="open").order_by("pk").first()
    return row.key if row else None


def _theirs(person: Person) -> QuerySet[models.Exploration]:
    if not person.capacities:
        return models.Exploration.objects.none()
    return models.Exploration.objects.filter(Q(opened_by=person.id) | Q(head=person.id))


def _view(row: models.Exploration) -> ExplorationView:
    state = exploration_of(row)
    names = people.cards({state.opened_by, state.head})
    resting = evidence.resting(state.evidence)
    return ExplorationView(
        id=row.key,
        state=state,
        opened_by=names[state.opened_by].name_and_job,
        head=names[state.head].name_and_job,
        evidence=tuple(resting[ref] for ref in state.evidence if ref in resting),
    )
