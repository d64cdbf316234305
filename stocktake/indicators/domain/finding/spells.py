"""What starts a clock that comes back: plans, open cases, arrangements. Care has its own file."""

from collections.abc import Callable, Mapping

import numpy as np
import polars as pl

from stocktake.indicators.domain.finding import arranging, care
from stocktake.indicators.domain.finding.arranging import both, changed, of_stratum, one_each
from stocktake.indicators.domain.partition import UNKNOWN, Partition
from stocktake.indicators.domain.vocabulary import Reason
from stocktake.indicators.domain.walking import Spells


def protection(part: Partition) -> Spells:
    """Child protection plans; without one the episode; without either, a plan of unknown start."""
    found = _planned(part, "CP")
    found = both(found, of_stratum(part, "CP", found.child))
    return arranging.born_by(part, found)


def in_need(part: Partition) -> Spells:
    """Child in need plans. An open one of a child held elsewhere now has been overtaken."""
    plans = _planned(part, "CIN")
    held = part.in_stratum("CIN")[plans.child]
    plans = plans.take(held | (plans.end < part.as_of))
    rest = of_stratum(part, "CIN", plans.child)
    opened = part.opened[rest.child]
    note = np.where(opened > UNKNOWN, np.int8(Reason.FROM_OPENING), 0).astype(np.int8)
    rest = changed(rest, start=opened, note=note)
    return arranging.born_by(part, both(plans, rest))


def _planned(part: Partition, kind: str) -> Spells:
    plans, episodes = part.rows("plans"), part.rows("episodes")
    of_plans = plans.where(plans.among("plan_type", kind))
    of_episodes = episodes.where(episodes.among("kind", kind))
    others = ~np.isin(of_episodes.child, of_plans.child)
    sources = (of_plans, of_episodes if others.all() else of_episodes.where(others))
    a, b = (
        Spells(
            child=rows.child,
            start=rows.day("started_on", empty=UNKNOWN),
            end=np.minimum(rows.day("ended_on"), part.closed[rows.child]),
        )
        for rows in sources
    )
    return both(arranging.sorted_spells(a), arranging.sorted_spells(b))


def private_fostering(part: Partition) -> Spells:
    rows = part.rows("episodes")
    rows = rows.where(rows.among("kind", "private_fostering"))
    spells = Spells(
        child=rows.child, start=rows.day("started_on", empty=UNKNOWN), end=rows.day("ended_on")
    )
    return arranging.sorted_spells(spells)


def ehc_plan(part: Partition) -> Spells:
    """Plans that were issued; one that is only asked for has no annual review yet."""
    rows = part.rows("plans")
    issued = (rows.day("started_on") <= part.as_of) | (rows.day("reviewed_on") <= part.as_of)
    rows = rows.where(rows.among("plan_type", "EHC") & issued)
    return one_each(part, rows, start="started_on", end="ended_on")


def pathway_plan(part: Partition) -> Spells:
    rows = part.rows("plans")
    rows = rows.where(rows.among("plan_type", "pathway"))
    found = one_each(part, rows, start="started_on", end="ended_on")
    return both(found, of_stratum(part, "CL", found.child))


def leaving_care(part: Partition) -> Spells:
    """Care leavers: from the day of becoming eligible, else the opening of the case."""
    rest = of_stratum(part, "CL", np.zeros(0, dtype=np.int32))
    begun = part.opened.copy()
    leavers, episodes = part.rows("leavers"), part.rows("episodes")
    episodes = episodes.where(episodes.among("kind", "CL"))
    for rows, column in ((leavers, "eligible_on"), (episodes, "started_on")):
        days = rows.day(column, empty=UNKNOWN)
        begun[rows.child[days > UNKNOWN]] = days[days > UNKNOWN]
    return _wanted(part, changed(rest, start=begun[rest.child]))


def new_accommodation(part: Partition) -> Spells:
    """Care leavers: from the day they moved to where they live now."""
    rest = of_stratum(part, "CL", np.zeros(0, dtype=np.int32))
    rows = part.rows("leavers")
    moved = np.full(len(part.ids), UNKNOWN, dtype=np.int32)
    moved[rows.child] = rows.day("moved_on", empty=UNKNOWN)
    return _wanted(part, changed(rest, start=moved[rest.child]))


def _wanted(part: Partition, spells: Spells) -> Spells:
    """At 21 and over support is the young person's to want."""
    rows = part.rows("leavers")
    wanted, unwanted = (np.zeros(len(part.ids), dtype=bool) for _ in range(2))
    wanted[rows.child] = rows.yes("adviser_wanted")
    unwanted[rows.child] = rows.no("adviser_wanted")
    known = part.born[spells.child] > UNKNOWN
    grown = known & (arranging.birthday(part, 21)[spells.child] <= part.as_of)
    none = np.where(grown & unwanted[spells.child], np.int8(Reason.NOT_WANTED), 0)
    asked = grown & ~wanted[spells.child] & ~unwanted[spells.child]
    unsure = np.where(asked, np.int8(Reason.WANTED_UNKNOWN), 0)
    return changed(spells, none=none.astype(np.int8), unsure=unsure.astype(np.int8))


def open_case(part: Partition) -> Spells:
    """Every case, its worker newly qualified or not."""
    cases = part.rows("cases")
    return Spells(
        child=cases.child,
        start=cases.day("opened_on", empty=UNKNOWN),
        end=cases.day("closed_on"),
        regimes=("", "newly_qualified"),
        regime=_newly_qualified(part).astype(np.int8),
    )


def _newly_qualified(part: Partition) -> "np.ndarray[tuple[int], np.dtype[np.bool_]]":
    workers = part.tables.get("workers")
    worker = part.rows("cases").text("allocated_worker_id")
    if workers is None or "newly_qualified" not in workers.columns:
        return np.zeros(len(worker), dtype=bool)
    new = workers.filter(pl.col("newly_qualified").fill_null(False))["worker_id"]
    return worker.is_in(new.to_list()).to_numpy()


SPELLS: Mapping[str, Callable[[Partition], Spells]] = {
    "child protection plan": protection,
    "child in need plan": in_need,
    "looked after": care.looked_after,
    "looked after, of school age": care.of_school_age,
    "placement": care.placed,
    "placed for adoption": care.for_adoption,
    "private fostering": private_fostering,
    "ehc plan": ehc_plan,
    "pathway plan": pathway_plan,
    "new accommodation": new_accommodation,
    "leaving care": leaving_care,
    "open case": open_case,
}
