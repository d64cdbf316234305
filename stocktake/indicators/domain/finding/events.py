"""What stops a clock that comes back, besides visits: reviews, assessments, supervision."""

from collections.abc import Callable, Mapping
from dataclasses import replace

import numpy as np

from stocktake.indicators.domain.coverage import Held, Told
from stocktake.indicators.domain.finding.arranging import events_of, in_order, together
from stocktake.indicators.domain.finding.visits import DUTIES, visits
from stocktake.indicators.domain.partition import Partition
from stocktake.indicators.domain.rules import Rule
from stocktake.indicators.domain.vocabulary import Reason
from stocktake.indicators.domain.walking import Events

REVIEWS = {
    "core group": ("Core group",),
    "review conference": ("Review child protection conference", "Review conference"),
    "child in need review": ("CIN review",),
    "looked-after review": ("Looked-after review",),
    "adoption review": ("Adoption review", "Looked-after review"),
}
PLANS = {  # reviews told beside the plan, and those that stand in the table of reviews
    "personal education plan": ("PEP", "PEP review"),
    "ehc annual review": ("EHC", "EHC annual review"),
    "pathway plan review": ("pathway", "Pathway plan review"),
}
HEALTH = {
    "health assessment": (
        "Initial health assessment", "Review health assessment", "Health assessment",
    ),
    "dental check": ("Dental check",),
}  # fmt: skip
SUPERVISION = {
    "supervision": ("supervision", ""),
    "management oversight": ("management oversight",),
}


def events(part: Partition, rule: Rule, ground: Rule | None) -> Events:
    """The events that stop the clock of a rule."""
    return _BY_TABLE[table_of(rule)](part, rule, ground)


def table_of(rule: Rule) -> str:
    """Which table of the snapshot the events of a rule stand in first."""
    met = rule.met_by.partition(", seen ")[0]
    named = (("reviews", REVIEWS), ("plans", PLANS), ("health", HEALTH), ("visits", DUTIES))
    return next((table for table, words in named if met in words), "supervisions")


def told_of(part: Partition, rule: Rule) -> Told:
    """What the extract tells of them."""
    if rule.id in part.coverage.silent:
        return Told(Held.NONE)
    told, begins = _told_of_kind(part, rule), part.coverage.begins.get(rule.id)
    if begins is None or told.held is not Held.ALL:
        return told
    return replace(told, since=max(begins, told.since or begins))


def _told_of_kind(part: Partition, rule: Rule) -> Told:
    met, table = rule.met_by.partition(", seen ")[0], table_of(rule)
    if table == "visits":
        return part.coverage.of("visits", *DUTIES[met])
    if table == "plans":
        told = [
            part.coverage.of("plans", PLANS[met][0]),
            part.coverage.of("reviews", PLANS[met][1]),
        ]
        return min(told, key=lambda t: ("all", "latest", "none").index(t.held))
    words = {**REVIEWS, **HEALTH, **SUPERVISION}[met]
    return part.coverage.of(table, *words)


def _reviews(part: Partition, rule: Rule, ground: Rule | None) -> Events:
    rows = part.rows("reviews")
    return events_of(rows, "held_on", part.as_of, rows.among("review_type", *REVIEWS[rule.met_by]))


def _plans(part: Partition, rule: Rule, ground: Rule | None) -> Events:
    kind, review = PLANS[rule.met_by]
    plans, reviews = part.rows("plans"), part.rows("reviews")
    of_kind = plans.among("plan_type", kind)
    found = [
        events_of(reviews, "held_on", part.as_of, reviews.among("review_type", review)),
        events_of(plans, "reviewed_on", part.as_of, of_kind),
    ]
    if kind == "PEP":  # making one answers the duty as reviewing one does
        found.append(events_of(plans, "started_on", part.as_of, of_kind))
    return together(found)


def _health(part: Partition, rule: Rule, ground: Rule | None) -> Events:
    """Done or refused; an appointment that was missed is neither."""
    rows = part.rows("health")
    day = rows.day("held_on")
    keep = rows.among("kind", *HEALTH[rule.met_by]) & (day <= part.as_of)
    which = np.flatnonzero(keep & ~rows.among("outcome", "not_attended"))
    order = in_order(rows.child[which], day[which])
    which = which if order is None else which[order]
    refused = np.where(rows.among("outcome", "refused"), np.int8(Reason.REFUSED), 0)
    return Events(child=rows.child[which], day=day[which], declined=refused.astype(np.int8)[which])


def _supervisions(part: Partition, rule: Rule, ground: Rule | None) -> Events:
    rows = part.rows("supervisions")
    return events_of(rows, "held_on", part.as_of, rows.among("kind", *SUPERVISION[rule.met_by]))


_BY_TABLE: Mapping[str, Callable[[Partition, Rule, Rule | None], Events]] = {
    "reviews": _reviews,
    "plans": _plans,
    "health": _health,
    "visits": visits,
    "supervisions": _supervisions,
}
