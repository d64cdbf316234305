"""The reference for timeliness: duties that are due once, and the verdicts of a whole world."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any

from stocktake.core.periods import Window, add_months
from stocktake.indicators.domain.rules import Rule, Rules
from tests.slow_clocks import Clock, Trigger, once, repeated, summed
from tests.slow_rules import SPELLS, Child, World, events, is_visit, looked_after, may_stand

NEVER = date.max


def _rows(table: str, start: str, met: str) -> Callable[[Child, Rule], list[Trigger]]:
    return lambda child, rule: [Trigger(r[start], r[met]) for r in child.rows(table)]


def _assessed(child: Child, *kinds: str, referred: bool) -> list[Trigger]:
    rows = [r for r in child.rows("assessments") if (r["assessment_type"] or "") in kinds]
    return [
        Trigger((referred and r["referred_on"]) or r["started_on"], r["authorised_on"])
        for r in rows
    ]


def _conferences(child: Child, rule: Rule) -> list[Trigger]:
    found = []
    for r in child.rows("enquiries"):
        ended = r["ended_on"] is not None and r["ended_on"] <= child.as_of
        without = r["conference_on"] is None and (bool(r["conference_unneeded"]) or ended)
        found.append(Trigger(r["started_on"], r["conference_on"], none=without))
    return found


def _interviews(child: Child, rule: Rule) -> list[Trigger]:
    found = []
    for r in child.rows("missing"):
        declined = r["interview_accepted"] is False and r["interview_held_on"] is None
        met = r["interview_offered_on"] if declined else r["interview_held_on"]
        back = r["ended_at"].date() if hasattr(r["ended_at"], "hour") else r["ended_at"]
        found.append(Trigger(back, met, declined=declined))
    return found


def _in_force(child: Child, start: date, kind: str) -> date | None:
    """The plan that stood on that day, or the first one made after it."""
    rows = [r for r in child.rows("plans", plan_type=kind) if r["started_on"]]
    days = [max(r["started_on"], start) for r in rows if (r["ended_on"] or NEVER) >= start]
    return min(days) if days else None


def _care_plans(child: Child, rule: Rule) -> list[Trigger]:
    return [
        Trigger(s.start, _in_force(child, s.start, "care"), none=s.none)
        for s in looked_after(child)
        if s.start
    ]


def _pathway_plans(child: Child, rule: Rule) -> list[Trigger]:
    days = [r["started_on"] for r in child.rows("episodes", kind="CL")][-1:]
    days = [r["eligible_on"] for r in child.rows("leavers") if r["eligible_on"]] or days
    return [Trigger(d, _in_force(child, d, "pathway")) for d in days]


def _ehc(child: Child, rule: Rule) -> list[Trigger]:
    return [
        Trigger(
            r["requested_on"], r["started_on"],
            none=r["agreed"] is False and r["started_on"] is None,
        )
        for r in child.rows("plans", plan_type="EHC")
        if r["requested_on"]
    ]  # fmt: skip


def _uploads(child: Child, rule: Rule) -> list[Trigger]:
    return [
        Trigger(r["held_on"], r["recorded_on"], unsure=r["recorded_on"] is None)
        for r in child.rows("supervisions", kind="supervision")
        if r["held_on"] <= child.as_of
    ]


def _virtual(child: Child, rule: Rule) -> list[Trigger]:
    """A visit that may stand is met on its day; one that may not is a day late."""
    found = []
    for r in child.rows("visits"):
        day, kind = r["happened_on"], r["visit_type"] or ""
        made = r["outcome"] != "attempt" and r["seen"] is not False
        own = kind in ("Looked-after visit", "Statutory visit", "")
        if r["mode"] not in ("video", "phone") or not made or not own:
            continue
        care = looked_after(child)
        if not any((s.start or date.min) <= day <= (s.end or NEVER) for s in care):
            continue
        stands = may_stand(child, rule, r)
        late = day if stands else day + timedelta(days=1)
        found.append(Trigger(day, late, unsure=stands is None))
    return found


def _months(child: Child, rule: Rule) -> list[Trigger]:
    found = []
    for r in child.rows("placements"):
        last = min(r["ended_on"] or child.as_of, child.as_of).replace(day=1)
        month = max(r["started_on"].replace(day=1), add_months(last, -12))
        while r["children_home"] and month <= last:
            found.append(_month(child, r, month))
            month = add_months(month, 1)
    return found


def _month(child: Child, row: Mapping[str, Any], month: date) -> Trigger:
    reports = [
        v for v in child.world.get("reg44", ())
        if v["setting_id"] == row["setting_id"] and v["month"] == f"{month:%Y-%m}"
    ]  # fmt: skip
    met = (reports[0]["visited_on"] or month) if reports else None
    return Trigger(month, met, none=row["in_england"] is False, unsure=not row["setting_id"])


TRIGGERS: Mapping[str, Callable[[Child, Rule], list[Trigger]]] = {
    "referral received": _rows("referrals", "received_on", "decided_on"),
    "early help assessment started": lambda c, r: _assessed(
        c, "Early help assessment", referred=False
    ),
    "child and family assessment started": lambda c, r: _assessed(
        c, "Child and family assessment", "", referred=True
    ),
    "section 47 enquiry started": _conferences,
    "became looked after": _care_plans,
    "returned from missing": _interviews,
    "month in a children's home": _months,
    "ehc assessment requested": _ehc,
    "became eligible": _pathway_plans,
    "supervision held": _uploads,
    "virtual visit": _virtual,
}


def clocks(child: Child, rule: Rule, since: date | None) -> list[Clock]:
    if not rule.repeats:
        return once(rule, TRIGGERS[rule.trigger](child, rule), child.window)
    begins = since if is_visit(rule) else None
    return repeated(rule, SPELLS[rule.trigger](child), events(child, rule), child.window, begins)


def slowly(
    world: World, rules: Rules, window: Window, since: date | None = None
) -> dict[tuple[str, str], dict[str, object]]:
    """Every verdict of a world, by child and rule."""
    children = sorted(
        {r["child_id"] for rows in world.values() for r in rows if r.get("child_id") is not None}
    )
    found = {}
    for child_id in children:
        child = Child(world, child_id, rules, window)
        for rule in rules.rules:
            verdict = summed(clocks(child, rule, since), repeats=rule.repeats)
            if verdict is not None:
                found[child_id, rule.id] = verdict
    return found
