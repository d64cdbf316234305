"""What starts a clock that runs once, with what stops it: rows of the extract, one clock each."""

from collections.abc import Callable, Mapping

import numpy as np

from stocktake.indicators.domain.clocks import Small
from stocktake.indicators.domain.coverage import Held, Told
from stocktake.indicators.domain.finding import care
from stocktake.indicators.domain.finding.months import in_childrens_homes
from stocktake.indicators.domain.finding.visits import DUTIES, made, virtual_code
from stocktake.indicators.domain.once import Triggers
from stocktake.indicators.domain.partition import UNKNOWN, Partition, Rows
from stocktake.indicators.domain.rules import Rule
from stocktake.indicators.domain.spans import FAR, Days, Flags, due
from stocktake.indicators.domain.vocabulary import Reason

ASSESSMENTS = ("Child and family assessment", "Single assessment", "")
EARLY_HELP = ("Early help assessment",)
PLANNED = {"became looked after": "care", "became eligible": "pathway"}  # the plan each calls for


def referrals(part: Partition, rule: Rule) -> Triggers:
    rows = part.rows("referrals")
    told = part.coverage.of("referrals")
    return Triggers(
        child=rows.child,
        start=rows.day("received_on"),
        met=rows.day("decided_on"),
        unsure=_silent(rows, told, "decided_on"),
    )


def early_help(part: Partition, rule: Rule) -> Triggers:
    return _assessed(part, EARLY_HELP, referred=False)


def assessments(part: Partition, rule: Rule) -> Triggers:
    return _assessed(part, ASSESSMENTS, referred=True)


def _assessed(part: Partition, kinds: tuple[str, ...], *, referred: bool) -> Triggers:
    """Counted from the referral, else from the start of the assessment. Extensions are told."""
    rows = part.rows("assessments")
    which = rows.among("assessment_type", *kinds)
    rows = rows.where(which)
    started, asked = rows.day("started_on"), rows.day("referred_on")
    known = (asked < FAR) if referred else np.zeros(len(rows), dtype=bool)
    start = np.where(known, asked, started).astype(np.int32)
    extended = rows.has("extension_reason")
    return Triggers(
        child=rows.child,
        start=start,
        met=rows.day("authorised_on"),
        late=_why(extended, Reason.EXTENDED),
        note=_why(~known & referred, Reason.FROM_START),
        row=np.where(extended, np.flatnonzero(which), -1).astype(np.int32),
    )


def enquiries(part: Partition, rule: Rule) -> Triggers:
    """The initial conference; none is due when it was not needed or the enquiry ended without."""
    rows = part.rows("enquiries")
    held = rows.day("conference_on")
    without = (rows.day("ended_on") <= part.as_of) & (held == FAR)
    return Triggers(
        child=rows.child,
        start=rows.day("started_on"),
        met=held,
        none=_first(
            _why(rows.yes("conference_unneeded") & (held == FAR), Reason.UNNEEDED),
            _why(without, Reason.CLOSED_WITHOUT),
        ),
        unsure=_silent(rows, part.coverage.of("enquiries"), "conference_on"),
    )


def returns(part: Partition, rule: Rule) -> Triggers:
    """The interview after each return; declined in time is declined, offered late is late."""
    rows = part.rows("missing")
    back, held = rows.day("ended_at"), rows.day("interview_held_on")
    offered = rows.day("interview_offered_on")
    declined = rows.no("interview_accepted") & (held == FAR)
    told = part.coverage.of("missing")
    silent = not (told.tells("interview_held_on") or told.tells("interview_accepted"))
    return Triggers(
        child=rows.child,
        start=back,
        met=np.where(declined, offered, held).astype(np.int32),
        answered=_why(declined, Reason.DECLINED),
        late=_why(declined, Reason.OFFERED_LATE),
        unsure=_why(np.full(len(rows), silent), Reason.NOT_TOLD),
        note=_why(back == FAR, Reason.STILL_MISSING),
    )


def looked_after(part: Partition, rule: Rule) -> Triggers:
    """The care plan of each time in care: one that was in force then, or made after."""
    spells = part.made(care.looked_after)
    known = spells.take(spells.start > UNKNOWN)
    plans = part.rows("plans")
    plans = plans.where(plans.among("plan_type", "care"))
    silent = _no_plan(part, rule)
    return Triggers(
        child=known.child,
        start=known.start,
        met=_plan_in_force(known.child, known.start, plans),
        none=known.none,
        unsure=_why(np.full(len(known), silent), Reason.NOT_TOLD),
    )


def _no_plan(part: Partition, rule: Rule) -> bool:
    """The extract does not tell of plans, or not of this kind of plan."""
    held = part.coverage.of("plans", PLANNED[rule.trigger]).held
    return held is Held.NONE or rule.id in part.coverage.silent


def _plan_in_force(child: Days, start: Days, plans: Rows) -> Days:
    """By trigger, the first day of the earliest plan that had not ended by then."""
    found = np.full(len(child), FAR, dtype=np.int32)
    first, last = plans.day("started_on"), plans.day("ended_on")
    low = np.searchsorted(plans.child, child, side="left")
    high = np.searchsorted(plans.child, child, side="right")
    each = high - low
    which = np.repeat(np.arange(len(child)), each)
    at = np.arange(len(which)) - np.repeat(np.cumsum(each) - each - low, each)
    fits = last[at] >= start[which]
    np.minimum.at(found, which[fits], np.maximum(first[at], start[which])[fits])
    return found


def eligible(part: Partition, rule: Rule) -> Triggers:
    """The first pathway plan after becoming eligible."""
    leavers, episodes = part.rows("leavers"), part.rows("episodes")
    episodes = episodes.where(episodes.among("kind", "CL"))
    begun = np.full(len(part.ids), FAR, dtype=np.int32)
    for rows, column in ((episodes, "started_on"), (leavers, "eligible_on")):
        day = rows.day(column)
        begun[rows.child[day < FAR]] = day[day < FAR]
    child = np.flatnonzero(begun < FAR).astype(np.int32)
    plans = part.rows("plans")
    plans = plans.where(plans.among("plan_type", "pathway") & (plans.day("started_on") < FAR))
    silent = _no_plan(part, rule)
    return Triggers(
        child=child,
        start=begun[child],
        met=_plan_in_force(child, begun[child], plans),
        unsure=_why(np.full(len(child), silent), Reason.NOT_TOLD),
    )


def ehc(part: Partition, rule: Rule) -> Triggers:
    rows = part.rows("plans")
    rows = rows.where(rows.among("plan_type", "EHC") & (rows.day("requested_on") < FAR))
    return Triggers(
        child=rows.child,
        start=rows.day("requested_on"),
        met=rows.day("started_on"),
        none=_why(rows.no("agreed") & (rows.day("started_on") == FAR), Reason.NOT_AGREED),
    )


def supervisions(part: Partition, rule: Rule) -> Triggers:
    """From each supervision to its writing up. Without a day of writing nobody can tell."""
    rows = part.rows("supervisions")
    held = rows.day("held_on")
    rows = rows.where(rows.among("kind", "supervision", "") & (held <= part.as_of))
    written = rows.day("recorded_on")
    return Triggers(
        child=rows.child,
        start=rows.day("held_on"),
        met=written,
        unsure=_why(written == FAR, Reason.DAY_UNKNOWN),
    )


def virtual(part: Partition, rule: Rule) -> Triggers:
    """Visits by video or telephone to looked-after children: may they stand as visits?"""
    rows = part.rows("visits")
    keep = rows.among("mode", "video", "phone") & made(rows)
    keep &= rows.among("visit_type", *DUTIES["looked-after visit"]) & _in_care(part, rows)
    rows = rows.where(keep)
    code, day = virtual_code(rows, rule), rows.day("happened_on")
    unlawful = np.isin(code, [Reason.OTHER_GROUND, Reason.NOT_LAWFUL])
    pace = rule.now.pace.due
    assert pace is not None
    return Triggers(
        child=rows.child,
        start=day,
        met=np.where(code == 0, day, due(day, pace) + 1).astype(np.int32),
        late=np.where(unlawful, code, 0).astype(np.int8),
        unsure=np.where(unlawful, 0, code).astype(np.int8),
    )


def _in_care(part: Partition, rows: Rows) -> Flags:
    """By visit: the child was looked after on its day, or from an unknown day on."""
    spells = part.made(care.looked_after)
    day = rows.day("happened_on")
    at = np.searchsorted(spells.child, rows.child, side="right") - 1
    found = np.zeros(len(rows), dtype=bool)
    if not len(spells):
        return found
    for back in range(3):  # the newest three times in care
        which = np.maximum(at - back, 0)
        same = spells.child[which] == rows.child
        found |= same & (spells.start[which] <= day) & (day <= spells.end[which])
    return found


def _silent(rows: Rows, told: Told, column: str) -> Small | None:
    """Every row unsure where the extract lacks the column that would stop the clock."""
    if told.held is not Held.NONE and told.tells(column):
        return None
    return _why(np.ones(len(rows), dtype=bool), Reason.NOT_TOLD)


def _why(where: Flags, reason: Reason) -> Small:
    return np.where(where, np.int8(reason), 0).astype(np.int8)


def _first(one: Small, other: Small) -> Small:
    return np.where(one > 0, one, other).astype(np.int8)


TRIGGERS: Mapping[str, Callable[[Partition, Rule], Triggers]] = {
    "referral received": referrals,
    "early help assessment started": early_help,
    "child and family assessment started": assessments,
    "section 47 enquiry started": enquiries,
    "became looked after": looked_after,
    "returned from missing": returns,
    "month in a children's home": in_childrens_homes,
    "ehc assessment requested": ehc,
    "became eligible": eligible,
    "supervision held": supervisions,
    "virtual visit": virtual,
}
