"""Which visits stop which clock: their duty, whether the child was seen, alone, and by what means.

An attempt is never a visit, and neither is a visit at which the child was not seen. A visit of
another duty does not count; one whose kind the extract does not give may.
"""

import numpy as np

from stocktake.indicators.domain.clocks import Small, versions
from stocktake.indicators.domain.coverage import Held
from stocktake.indicators.domain.finding.arranging import in_order
from stocktake.indicators.domain.partition import Partition, Rows
from stocktake.indicators.domain.rules import Rule
from stocktake.indicators.domain.spans import FAR, Flags, number
from stocktake.indicators.domain.vocabulary import Reason
from stocktake.indicators.domain.walking import Events

ANY = ("Statutory visit", "")
KINDS = (
    "Early help visit", "CIN visit", "CP visit", "Looked-after visit", "Leaving care visit",
    "Adoption visit", "Private fostering visit", "Statutory visit", "Last seen",
    "Reviewing officer visit", "Other visit", "",
)  # fmt: skip
DUTIES: dict[str, tuple[str, ...]] = {
    "child protection visit": ("CP visit", *ANY),
    "child in need visit": ("CIN visit", "Last seen", *ANY),
    "looked-after visit": ("Looked-after visit", *ANY),
    "adoption visit": ("Adoption visit", "Looked-after visit", *ANY),
    "private fostering visit": ("Private fostering visit", *ANY),
    "adviser visit": ("Leaving care visit", *ANY),
    "adviser contact": ("Leaving care visit", "Last seen", *ANY),
}


def visits(part: Partition, rule: Rule, ground: Rule | None) -> Events:
    """The visits that stop the clock of this rule; `ground` says which virtual ones may."""
    duty, _, alone = rule.met_by.partition(", seen ")
    rows = part.rows("visits")
    day = rows.day("happened_on")
    unsure = np.zeros(len(rows), dtype=np.int8)
    known = rows.among("visit_type", *DUTIES[duty])
    other = ~rows.among("visit_type", *KINDS) | rows.among("visit_type", "Last seen")
    unsure[other & ~known] = Reason.KIND_UNKNOWN
    keep = (known | other) & (day <= part.as_of) & made(rows, contact=duty == "adviser contact")
    virtual = virtual_code(rows, ground or rule)
    unsure[(unsure == 0) & (virtual == Reason.NO_GROUND)] = Reason.NO_GROUND
    keep &= (virtual == 0) | (virtual == Reason.NO_GROUND)
    declined = None
    if alone:
        declined = _not_alone(rows, unsure)
        together = rows.no("seen_alone") & (declined == 0)
        if part.coverage.of("visits", *DUTIES[duty]).held is Held.LATEST:
            unsure[together] = Reason.EARLIER_UNKNOWN  # they may have been alone at the one before
        else:
            keep &= ~together
    return _ordered(rows, keep, unsure, declined)


def made(rows: Rows, *, contact: bool = False) -> Flags:
    """Visits that took place and at which the child was seen; a contact needs no seeing."""
    happened = ~rows.among("outcome", "attempt")
    return happened if contact else happened & ~rows.no("seen")


def virtual_code(rows: Rows, rule: Rule) -> Small:
    """By visit: 0 if its means may stand on its day, else the reason why not, or not surely.

    A visit older than the rule is judged by the rule's first text.
    """
    code = np.zeros(len(rows), dtype=np.int8)
    if all(len(v.modes) == 3 and not v.grounds for v in rule.versions):
        return code
    modes = {m: rows.among("mode", m) for m in ("video", "phone")}
    at = np.flatnonzero(modes["video"] | modes["phone"])
    if not len(at):
        return code
    some = rows.where(modes["video"] | modes["phone"])
    day = some.day("happened_on", empty=-FAR)
    first = np.int32(number(rule.versions[0].valid_from))
    version, in_force = versions(rule, np.maximum(day, first))
    answer = np.full(len(at), Reason.NOT_LAWFUL, dtype=np.int8)
    for which, text in enumerate(rule.versions):
        here = in_force & (version == which) & some.among("mode", *text.modes)
        answer[here] = 0
        if text.grounds:
            answer[here & ~some.holding("mode_reason", text.grounds)] = Reason.OTHER_GROUND
            answer[here & ~some.has("mode_reason")] = Reason.NO_GROUND
    code[at] = answer
    return code


def _not_alone(rows: Rows, unsure: Small) -> Small:
    """Why being seen alone was not to be asked; where it is not recorded at all is marked unsure."""
    alone, not_alone = rows.yes("seen_alone"), rows.no("seen_alone")
    excused = ~alone & rows.has("alone_reason")
    unsure[(unsure == 0) & ~alone & ~not_alone & ~excused] = Reason.ALONE_UNKNOWN
    return np.where(excused, np.int8(Reason.NOT_ALONE), 0).astype(np.int8)


def _ordered(rows: Rows, keep: Flags, unsure: Small, declined: Small | None) -> Events:
    which = np.flatnonzero(keep)
    child, day = rows.child[which], rows.day("happened_on")[which]
    order = in_order(child, day)
    if order is not None:
        which, child, day = which[order], child[order], day[order]
    doubtful = unsure[which]
    return Events(
        child=child,
        day=day,
        unsure=doubtful if doubtful.any() else None,
        declined=None if declined is None else declined[which],
    )
