"""`stocktake round allocate`: propose who reviews what, and allocate it as proposed.

The word stands under `round`, where people look for it; reviews are this room's, so it is done here.
"""

from typing import Any

from stocktake.people.command import ActCommand, BadInput
from stocktake.reviews import acts, queries
from stocktake.reviews.queries import RoundSeats
from stocktake.rounds import queries as rounds
from stocktake.rounds.domain.allocation import Proposal, loads, propose
from stocktake.rounds.domain.rounds import RUNS


def allocate_round(on: ActCommand, *, round: str, propose: bool, **_: Any) -> None:
    """Propose, and unless only that was asked, allocate every seat that is proposed."""
    of = rounds.by_reference(round) if on.by.holds(*RUNS) else None
    if of is None:
        raise BadInput(f"There is no round {round} that this account runs.")
    found = queries.seats_of(of)
    made = _proposed(found)
    if not propose and made.given:
        acts.fill_seats(round_id=of.id, given=made.given, by=on.by, at=on.at)
    on.say("\n".join(_lines(found, made, done=not propose)), _facts(found, made))


def _proposed(found: RoundSeats) -> Proposal:
    return propose(found.seats, found.reviewers, found.given)


def _lines(found: RoundSeats, made: Proposal, *, done: bool) -> list[str]:
    names = {r.id: r.name for r in found.reviewers}
    lines = [
        f"{s.ref:<10} {s.stratum:<4} {s.depth:<9} {names[made.given[s.id]]}"
        for s in found.open
        if s.id in made.given
    ]
    lines += [
        f"{names[x.reviewer]}: {x.reviews} reviews, {x.hours} hours in {x.days:g} days"
        for x in loads(found.seats, found.reviewers, {**found.given, **made.given})
    ]
    told = f"{'Allocated' if done else 'Proposed'}: {len(made.given)}."
    return [*lines, *(why for _, why in made.empty), told]


def _facts(found: RoundSeats, made: Proposal) -> dict[str, Any]:
    refs = {s.id: s.ref for s in found.seats}
    logins = {r.card.id: r.card.login for r in found.who}
    return {
        "given": [
            {"case": refs[k], "seat": k, "reviewer": logins[v]} for k, v in made.given.items()
        ],
        "empty": [{"case": refs[k], "why": why} for k, why in made.empty],
        "hours_a_day_at_least": made.least,
        "visits": made.visits,
        "fewest_visits_proved": made.proved,
    }
