"""Agreeing a reviewer's terms in a round."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime

from stocktake.core import lifecycle
from stocktake.core.capacity import Capacity
from stocktake.core.thread import Person
from stocktake.people import queries as people
from stocktake.record import clock
from stocktake.record.door import Kind, Move, locked, perform
from stocktake.rounds import models, queries
from stocktake.rounds.domain import terms as domain
from stocktake.rounds.domain.terms import AgreeTerms, Terms


def agree_terms(
    *, round_id: str, terms: Sequence[Terms], by: Person, at: datetime
) -> tuple[str, ...]:
    """Agree these terms, all or none; those that stand as they are need no entry.

    Returns the reviewers whose terms changed.
    """
    of = queries.round_to(round_id, to=by)
    teams = {case.team for case in queries.cases(round_id)}
    able = {card.id for card in people.holders(Capacity.REVIEWER, clock.today())}
    standing = {t.reviewer: t for t in queries.terms_of(round_id)}
    changed = [t for t in terms if t != standing.get(t.reviewer)]
    moves = [
        Move(
            kind=TERMS,
            id=f"{round_id}-{one.reviewer}",
            act=AgreeTerms(
                round=round_id,
                reviewer=one.reviewer,
                days=one.days,
                strata=one.strata,
                depths=one.depths,
                keeps_from=one.keeps_from,
                can_review=one.reviewer in able,
                closed=of.status == "closed",
                unknown=tuple(team for team in one.keeps_from if teams and team not in teams),
            ),
            rests_on=(f"round:{round_id}",),
            concerns=(f"person:{one.reviewer}",),
        )
        for one in changed
    ]
    if moves:
        perform(moves, by=by, at=at)
    return tuple(one.reviewer for one in changed)


def _load(ids: Sequence[str]) -> Mapping[str, Terms]:
    rows = [*locked(models.Terms.objects.filter(key__in=ids))]
    return {row.key: one for row, one in zip(rows, queries.terms_from(rows), strict=True)}


def _save(key: str, before: Terms | None, now: Terms) -> None:
    models.Terms.objects.update_or_create(key=key, defaults=asdict(now))


TERMS = Kind[Terms](
    name="terms",
    load=_load,
    save=_save,
    refusal=domain.refusal,
    after=domain.after,
    capacity=lambda act, by: lifecycle.capacity_of(domain.MOVES, act, by),
)
