"""`stocktake round design`: the same choices as on the page, each left as it is where not named."""

from argparse import ArgumentParser
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from stocktake.core.strata import Stratum
from stocktake.people.command import ActCommand, BadInput, person_named
from stocktake.rounds import acts, queries
from stocktake.rounds.domain.apportioning import (
    EQUAL,
    FIXED,
    OPTIMAL,
    PROPORTIONAL,
    CannotApportion,
    Wish,
    apportioned,
)
from stocktake.rounds.domain.exceptions import ROUTES
from stocktake.rounds.domain.selection import VARIABLES, Limits, Plan, Recent, StratumPlan
from stocktake.rounds.domain.values import Round

LIMITS = ("team_least", "team_most", "worker_most", "household_most")


def words(one: ArgumentParser) -> None:
    """What `round design` understands."""
    one.add_argument("--plan", default="", help="in depth + lighter: EH=3+2,CIN=4+2,CP=4+0")
    one.add_argument("--rule", choices=(PROPORTIONAL, EQUAL, OPTIMAL), help="works out the numbers")
    one.add_argument("--reviews", type=int, metavar="N", help="in all, for --rule")
    one.add_argument("--in-depth", type=int, metavar="N", help="of them in depth, for --rule")
    one.add_argument("--whole", type=int, default=0, metavar="N", help="take groups up to N whole")
    one.add_argument("--expect", default="", help="strong of 100, for optimal: EH=80,CP=60")
    one.add_argument("--spread", metavar="NAME,…", help=", ".join(VARIABLES))
    one.add_argument("--recent", metavar="MONTHS:1/2", help="a recent review keeps this part")
    for name in LIMITS:
        one.add_argument(f"--{name.replace('_', '-')}", type=int, metavar="N", help="0: no limit")
    one.add_argument("--reserves", type=int, metavar="N", help="in each group")
    one.add_argument("--shared", type=int, metavar="N", help="cases that every strand reviews")
    one.add_argument("--certain", metavar="REF,…", help="in whatever the seed")
    one.add_argument("--route", action="append", metavar="KIND=LOGIN", help=", ".join(ROUTES))


def design(on: ActCommand, found: Round, **said: Any) -> None:
    """Keep the design as asked, through the act that the page uses."""
    plan = _numbers(_shaped(found.plan, said), found, said)
    refs = queries.refs_of(found)
    standing = [refs.get(c.child_id, c.child_id) for c in found.plan.certain]
    named = said["certain"]
    acts.design(
        round_id=found.id,
        plan=plan,
        routes={**found.exceptions.routes, **_routes(said["route"] or ())},
        certain=standing if named is None else [r.strip() for r in named.split(",") if r.strip()],
        by=on.by,
        at=on.at,
    )
    numbers = {str(s.stratum): [s.in_depth, s.lighter] for s in plan.strata}
    lines = [f"{name}: {deep} in depth, {light} lighter" for name, (deep, light) in numbers.items()]
    on.say("\n".join([*lines, "The design is kept."]), {"numbers": numbers, "rule": plan.rule})


def numbers(text: str) -> tuple[StratumPlan, ...]:
    """ "EH=3+2,CP=4" as the plan of each group. Raises BadInput."""
    return tuple(_one(part.strip()) for part in text.split(","))


def _one(part: str) -> StratumPlan:
    try:
        stratum, _, counts = part.partition("=")
        in_depth, _, lighter = counts.partition("+")
        return StratumPlan(
            stratum=Stratum(stratum), in_depth=int(in_depth), lighter=int(lighter or 0)
        )
    except ValueError:
        raise BadInput(f"“{part}” is not a plan like EH=3+2.") from None


def _shaped(plan: Plan, said: Mapping[str, Any]) -> Plan:
    limits = {
        name: getattr(plan.limits, name) if said[name] is None else said[name] or None
        for name in LIMITS
    }
    whole = {n: said[n] for n in ("reserves", "shared") if said[n] is not None}
    if said["spread"] is not None:
        whole["spread"] = tuple(v.strip() for v in said["spread"].split(",") if v.strip())
    if said["recent"]:
        whole["recent"] = _recent(said["recent"])
    return replace(plan, limits=Limits(**limits), **whole)


def _recent(text: str) -> Recent:
    try:
        months, _, part = text.partition(":")
        top, _, bottom = part.partition("/")
        return Recent(months=int(months), part=(int(top), int(bottom or 1)))
    except ValueError:
        raise BadInput(f"“{text}” is not like 6:1/2.") from None


def _numbers(plan: Plan, found: Round, said: Mapping[str, Any]) -> Plan:
    if said["plan"]:
        return replace(plan, strata=numbers(said["plan"]), rule=FIXED)
    if not said["rule"]:
        return plan
    wish = Wish(
        rule=said["rule"],
        reviews=plan.wanted if said["reviews"] is None else said["reviews"],
        in_depth=plan.in_depth if said["in_depth"] is None else said["in_depth"],
        whole=said["whole"],
        expected=_expected(said["expect"]),
    )
    try:
        return apportioned(plan, found.open, wish)
    except CannotApportion as no:
        raise BadInput(str(no)) from None


def _expected(text: str) -> dict[Stratum, int]:
    found = {}
    for part in (p.strip() for p in text.split(",") if p.strip()):
        name, _, share = part.partition("=")
        if name not in [*Stratum] or not share.isdecimal() or int(share) > 100:
            raise BadInput(f"“{part}” is not like EH=80, of 100 children.")
        found[Stratum(name)] = int(share)
    return found


def _routes(said: Any) -> dict[str, str]:
    found = {}
    for text in said:
        kind, _, login = text.partition("=")
        found[kind.strip()] = person_named(login).id if login else ""
    return found
