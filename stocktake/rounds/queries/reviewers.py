"""The reviewers of a round with their terms, as allocation asks for them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.conf import settings

from stocktake.core.capacity import Capacity
from stocktake.core.strata import Depth, Stratum
from stocktake.people import queries as people
from stocktake.people.queries import PersonCard
from stocktake.record import clock
from stocktake.rounds import models
from stocktake.rounds.domain.allocation import Reviewer
from stocktake.rounds.domain.settings import (
    HOURS_IN_DEPTH,
    HOURS_LIGHTER,
    HOURS_OF_A_DAY,
    SETTINGS,
    Hours,
)
from stocktake.rounds.domain.terms import Terms
from stocktake.rounds.domain.values import Round


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewerOf:
    """One reviewer of a round: who, on which terms if any are agreed, until when."""

    card: PersonCard
    terms: Terms | None
    ends: date | None
    as_allocated: Reviewer

    @property
    def days(self) -> float:
        return self.as_allocated.days


def reviewers_of(of: Round) -> tuple[ReviewerOf, ...]:
    """Everybody who may review in this round today, by name.

    Where the strands name their reviewers, those are they, and whoever has terms of their own.
    """
    agreed = {t.reviewer: t for t in terms_of(of.id)}
    named = {p for strand in of.strands for p in strand.reviewers}
    closed = all(strand.reviewers for strand in of.strands)
    found = [
        _reviewer(of, card, agreed.get(card.id))
        for card in people.holders(Capacity.REVIEWER, clock.today())
        if not closed or card.id in named or card.id in agreed
    ]
    return tuple(sorted(found, key=lambda r: r.card.name))


def hours() -> Hours:
    """What reviews take, by the council's settings."""
    told = {s.name: int(settings.HOME.told(s.name, s.default)) for s in SETTINGS}
    by_depth = {Depth.IN_DEPTH: HOURS_IN_DEPTH, Depth.LIGHTER: HOURS_LIGHTER}
    return Hours(
        by_depth={depth: told[s.name] for depth, s in by_depth.items()},
        a_day=told[HOURS_OF_A_DAY.name],
    )


def terms_of(round_id: str) -> tuple[Terms, ...]:
    """The terms agreed for a round."""
    return terms_from(models.Terms.objects.filter(round=round_id).order_by("key"))


def terms_from(rows: Iterable[models.Terms]) -> tuple[Terms, ...]:
    """Rows as the rules see them."""
    return tuple(
        Terms(
            round=row.round,
            reviewer=row.reviewer,
            days=row.days,
            strata=tuple(Stratum(s) for s in row.strata),
            depths=tuple(Depth(d) for d in row.depths),
            keeps_from=tuple(row.keeps_from),
            status=row.status,
        )
        for row in rows
    )


def _reviewer(of: Round, card: PersonCard, agreed: Terms | None) -> ReviewerOf:
    account = people.account(card.id)
    terms = agreed or Terms(round=of.id, reviewer=card.id, days=0)
    return ReviewerOf(
        card=card,
        terms=agreed,
        ends=account.ends if account else None,
        as_allocated=Reviewer(
            id=card.id,
            name=card.name,
            organisation=card.organisation,
            days=terms.days,
            strata=frozenset(terms.strata),
            depths=frozenset(terms.depths),
            strands=_strands(of, card.id),
            keeps_from=frozenset(terms.keeps_from),
        ),
    )


def _strands(of: Round, reviewer: str) -> frozenset[str]:
    """The strands that name them, and those that name nobody; somebody whom none names: all."""
    named = [s.name for s in of.strands if reviewer in s.reviewers]
    open_ = [s.name for s in of.strands if not s.reviewers]
    return frozenset([*named, *open_]) if named else frozenset()
