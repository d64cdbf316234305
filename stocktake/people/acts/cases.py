"""Moves that open and close a case to a person; the allocating and sharing acts perform them."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from stocktake.core import lifecycle
from stocktake.people.domain import cases as domain
from stocktake.people.domain.cases import (
    CaseAccess,
    CloseCase,
    Leave,
    LiftBlindness,
    OpenCase,
    OpenWork,
    SealWork,
)
from stocktake.people.models import CaseGrant, CaseSeal
from stocktake.record.door import Kind, Move, locked


def grant_case_moves(
    *,
    case_id: str,
    person_id: str,
    why: str,
    until: datetime | None = None,
    closed_to_change: bool = False,
    blind_to: tuple[str, ...] = (),
) -> list[Move]:
    """Moves that open a case to a person, to be performed with the act that gives the reason."""
    act = OpenCase(
        person=person_id, why=why, until=until, closed_to_change=closed_to_change, blind_to=blind_to
    )
    return [Move(kind=CASE_ACCESS, id=case_id, act=act, concerns=(f"person:{person_id}",))]


def end_case_grant_moves(*, case_id: str, person_id: str) -> list[Move]:
    """Moves that close a case to a person from this moment."""
    act = CloseCase(person=person_id)
    return [Move(kind=CASE_ACCESS, id=case_id, act=act, concerns=(f"person:{person_id}",))]


def seal_work_moves(*, case_id: str, people: tuple[str, ...]) -> list[Move]:
    """Moves that hide what these people do on a case from everybody but themselves."""
    return [_on_case(case_id, SealWork(people=people))]


def lift_blindness_moves(*, case_id: str) -> list[Move]:
    """Moves after which those who read a case blind may see one another's work."""
    return [_on_case(case_id, LiftBlindness())]


def open_work_moves(*, case_id: str) -> list[Move]:
    """Moves that end the seal on a case."""
    return [_on_case(case_id, OpenWork())]


def _on_case(case_id: str, act: SealWork | LiftBlindness | OpenWork) -> Move:
    return Move(kind=CASE_ACCESS, id=case_id, act=act)


def _load(ids: Sequence[str]) -> Mapping[str, CaseAccess]:
    found: dict[str, list[Leave]] = {}
    for row in locked(CaseGrant.objects.filter(case_id__in=ids)):
        leave = Leave(
            person=row.person,
            why=row.why,
            starts=row.starts,
            ends=row.ends,
            closed_to_change=row.closed_to_change,
            blind_to=tuple(row.blind_to),
        )
        found.setdefault(row.case_id, []).append(leave)
    sealed: dict[str, set[str]] = {}
    for seal in locked(CaseSeal.objects.filter(case_id__in=ids)):
        sealed.setdefault(seal.case_id, set()).add(seal.person)
    return {
        key: CaseAccess(leaves=tuple(found.get(key, ())), sealed=frozenset(sealed.get(key, ())))
        for key in {*found, *sealed}
    }


def _save(case_id: str, before: CaseAccess | None, now: CaseAccess) -> None:
    old = set(before.leaves) if before else set()
    for leave in now.leaves:
        if leave in old:
            continue
        CaseGrant.objects.update_or_create(
            case_id=case_id,
            person=leave.person,
            why=leave.why,
            defaults={
                "starts": leave.starts,
                "ends": leave.ends,
                "closed_to_change": leave.closed_to_change,
                "blind_to": list(leave.blind_to),
            },
        )
    was = before.sealed if before else frozenset()
    CaseSeal.objects.filter(case_id=case_id, person__in=was - now.sealed).delete()
    for person in sorted(now.sealed - was):
        CaseSeal.objects.create(case_id=case_id, person=person)


CASE_ACCESS = Kind[CaseAccess](
    name="case_access",
    load=_load,
    save=_save,
    refusal=domain.refusal,
    after=domain.after,
    capacity=lambda act, by: lifecycle.capacity_of(domain.MOVES, act, by),
)
