"""`stocktake round terms`: what a reviewer's commission in a round holds."""

from argparse import _SubParsersAction
from dataclasses import asdict, replace
from enum import StrEnum
from typing import Any, TypeVar

from stocktake.core.strata import Depth, Stratum
from stocktake.people.command import ActCommand, BadInput, person_named
from stocktake.rounds import acts, queries
from stocktake.rounds.domain.terms import Terms
from stocktake.rounds.domain.values import Round
from stocktake.rounds.management.naming import by_reference

E = TypeVar("E", bound=StrEnum)


def words(of: "_SubParsersAction[Any]") -> None:
    """What it understands."""
    one = of.add_parser("terms", help="a reviewer's days, groups, depths and teams kept from")
    by_reference(one)
    one.add_argument("--reviewer", required=True, metavar="LOGIN")
    one.add_argument("--days", type=float, metavar="N", help="in whole or half days")
    one.add_argument("--groups", metavar="CP,CLA", help="left out: as they are, at first all")
    one.add_argument("--depths", metavar="DEPTH,…", help="“in depth”, “lighter” or both")
    one.add_argument("--keeps-from", action="append", metavar="TEAM", help="once for each team")


def agree(on: ActCommand, of: Round, *, reviewer: str, **said: Any) -> None:
    person = person_named(reviewer)
    standing = {t.reviewer: t for t in queries.terms_of(of.id)}
    now = standing.get(person.id, Terms(round=of.id, reviewer=person.id, days=0))
    terms = replace(now, **{k: v for k, v in _terms(said).items() if v is not None})
    acts.agree_terms(round_id=of.id, terms=[terms], by=on.by, at=on.at)
    on.say(f"{person.name}: {terms.days:g} days in round {of.reference}.", asdict(terms))


def _terms(said: dict[str, Any]) -> dict[str, Any]:
    groups = [_one_of(Stratum, g.strip().upper()) for g in (said["groups"] or "").split(",") if g]
    depths = [_one_of(Depth, d.strip()) for d in (said["depths"] or "").split(",") if d]
    kept = said["keeps_from"]
    return {
        "days": said["days"],
        "strata": tuple(s for s in Stratum if s in groups) or None,
        "depths": tuple(d for d in Depth if d in depths) or None,
        "keeps_from": tuple(sorted(kept)) if kept else None,
    }


def _one_of(kind: type[E], text: str) -> E:
    if text not in [*kind]:
        raise BadInput(f"“{text}” is none of {', '.join(kind)}.")
    return kind(text)
