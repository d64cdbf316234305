"""Which cases a person may read by an act, and whose work on a case is hidden from them."""

from datetime import datetime

from django.db.models import Q, QuerySet

from stocktake.core.once import once
from stocktake.core.thread import Person
from stocktake.people.domain.cases import hidden_work as hidden_by
from stocktake.people.models import CaseGrant, CaseSeal
from stocktake.record import clock


def may_read_case(who: Person, case_id: str, at: datetime) -> bool:
    return case_id in readable_cases(who, at)


def readable_cases(who: Person, at: datetime) -> frozenset[str]:
    """Cases opened to this person by an act and not ended."""
    return once(
        ("readable cases", who.id),
        lambda: frozenset(_leaves(who.id, at).values_list("case_id", flat=True)),
    )


def blind_to(who: Person, case_id: str) -> frozenset[str]:
    """The people whose work on this case this person may not see now."""
    rows = _leaves(who.id, clock.now()).filter(case_id=case_id)
    return frozenset(p for row in rows for p in row.blind_to)


def blindness(who: Person, at: datetime) -> dict[str, frozenset[str]]:
    """By case, the people whose work on it this person may not see; in one read, for lists."""
    return dict(once(("blindness", who.id), lambda: _blindness(who, at)))


def _blindness(who: Person, at: datetime) -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for row in _leaves(who.id, at):
        if row.blind_to:
            found[row.case_id] = found.get(row.case_id, frozenset()) | set(row.blind_to)
    return found


def hidden_work(who: Person, case_id: str) -> frozenset[str]:
    """Whose work on this case this person may not see: blindness, and work that is sealed."""
    sealed = frozenset(CaseSeal.objects.filter(case_id=case_id).values_list("person", flat=True))
    return hidden_by(sealed, blind_to(who, case_id), who.id)


def hidden_by_case(who: Person, at: datetime) -> dict[str, frozenset[str]]:
    """The same for every case where anybody's work is hidden from this person, for lists."""
    sealed: dict[str, set[str]] = {}
    for row in once("case seals", lambda: list(CaseSeal.objects.all())):
        sealed.setdefault(row.case_id, set()).add(row.person)
    blind = blindness(who, at)
    found = {
        case: hidden_by(frozenset(sealed.get(case, ())), blind.get(case, frozenset()), who.id)
        for case in {*sealed, *blind}
    }
    return {case: whose for case, whose in found.items() if whose}


def _leaves(person_id: str, at: datetime) -> QuerySet[CaseGrant]:
    return CaseGrant.objects.filter(Q(ends=None) | Q(ends__gt=at), person=person_id, starts__lte=at)
