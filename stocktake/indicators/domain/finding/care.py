"""Children looked after: the time in care, placements with their regimes of visiting, adoption."""

import re

import numpy as np

from stocktake.indicators.domain.clocks import Small
from stocktake.indicators.domain.finding import arranging
from stocktake.indicators.domain.finding.arranging import birthday, both, changed, of_stratum
from stocktake.indicators.domain.partition import UNKNOWN, Partition, Rows
from stocktake.indicators.domain.spans import FAR, Days, Flags
from stocktake.indicators.domain.vocabulary import Reason
from stocktake.indicators.domain.walking import Spells

REGIMES = (
    "", "until_18", "long_term_foster", "with_parents_unassessed", "connected_temporary",
    "with_parents_interim_order", "with_parents_full_order",
)  # fmt: skip
LONG_TERM, WITH_PARENTS, ADOPTIVE = ("U1", "U4"), ("P1",), ("A3", "A4", "A5", "A6")
FULL_ORDER, INTERIM_ORDER = ("C2",), ("C1",)


def looked_after(part: Partition) -> Spells:
    """Times in care, until adoption, 18 or the end; from placements where no episode is given."""
    found = part.made(_in_care)
    adoption = first_by_child(part, part.made(for_adoption))
    end = np.minimum(found.end, adoption[found.child] - 1)
    found = changed(found, end=end.astype(np.int32))
    found = found.take((found.end >= found.start) | (found.start == UNKNOWN))
    fifth = birthday(part, 5)[found.child]
    return changed(found, fifth_birthday=fifth, none=_short_breaks(part)[found.child])


def of_school_age(part: Partition) -> Spells:
    """The same from the third birthday on."""
    found = part.made(looked_after)
    third = birthday(part, 3)[found.child]
    start = np.where(found.start == UNKNOWN, found.start, np.maximum(found.start, third))
    found = changed(found, start=start.astype(np.int32))
    return found.take((found.end >= found.start) & (third <= part.as_of))


def placed(part: Partition) -> Spells:
    """Placements, each with its regime of visits; care without a placement row has no start."""
    rows = part.rows("placements")
    care = part.made(_in_care)
    until, adoption = _last_day(part, care), first_by_child(part, part.made(for_adoption))
    rows = rows.where(~_adoptive(rows) & (until[rows.child] > UNKNOWN))
    regime, strict = _regimes(part, rows)
    end = np.minimum(rows.day("ended_on"), until[rows.child])
    found = Spells(
        child=rows.child,
        start=rows.day("started_on", empty=UNKNOWN),
        end=np.minimum(end, adoption[rows.child] - 1).astype(np.int32),
        regimes=REGIMES,
        regime=regime,
        strict=strict if (strict != regime).any() else None,
        none=_reason(rows.among("arrangement", "short_breaks"), Reason.SHORT_BREAKS),
    )
    found = arranging.sorted_spells(found.take(found.end >= found.start))
    without = ~np.isin(care.child, rows.child) & (adoption[care.child] > part.as_of)
    bare = care.take(without)
    bare = changed(bare, start=np.full(len(bare), UNKNOWN, dtype=np.int32))
    return changed(
        whole := both(found, bare), first_review=_first_review(part, whole, "Looked-after review")
    )


def for_adoption(part: Partition) -> Spells:
    """Placements for adoption, else the episode of it."""
    placements, episodes = part.rows("placements"), part.rows("episodes")
    placements = placements.where(_adoptive(placements))
    episodes = episodes.where(episodes.among("kind", "placed_for_adoption"))
    episodes = episodes.where(~np.isin(episodes.child, placements.child))
    found = [
        Spells(
            child=rows.child,
            start=rows.day("started_on", empty=UNKNOWN),
            end=np.minimum(rows.day("ended_on"), part.closed[rows.child]),
        )
        for rows in (placements, episodes)
    ]
    whole = both(*(arranging.sorted_spells(s) for s in found))
    first = _first_review(part, whole, "Looked-after review", "Adoption review")
    return changed(whole, first_review=first)


def first_by_child(part: Partition, spells: Spells) -> Days:
    """By child, the day of its first spell; FAR without one."""
    found = np.full(len(part.ids), FAR, dtype=np.int32)
    np.minimum.at(found, spells.child, spells.start)
    return found


def _in_care(part: Partition) -> Spells:
    """Times in care: episodes; else runs of placements; else of unknown start. To 18 at most."""
    rows = part.rows("episodes")
    rows = rows.where(rows.among("kind", "CLA"))
    told = arranging.sorted_spells(
        Spells(
            child=rows.child,
            start=rows.day("started_on", empty=UNKNOWN),
            end=rows.day("ended_on"),
        )
    )
    run = _runs_of_placements(part, told)
    found = both(told, run)
    found = both(found, of_stratum(part, "CLA", found.child))
    grown = birthday(part, 18)[found.child]
    last = np.where(grown == UNKNOWN, np.int32(FAR), grown - 1)
    end = np.minimum(np.minimum(found.end, last), part.closed[found.child])
    found = changed(found, end=end.astype(np.int32))
    return found.take((found.end >= found.start) | (found.start == UNKNOWN))


def _runs_of_placements(part: Partition, told: Spells) -> Spells:
    """Placements that follow one another without a gap are one time in care."""
    rows = part.rows("placements")
    inside = part.in_stratum("CLA", "CP", "CIN")[rows.child] & ~np.isin(rows.child, told.child)
    rows = rows.where(inside)
    spells = arranging.sorted_spells(
        Spells(
            child=rows.child,
            start=rows.day("started_on", empty=UNKNOWN),
            end=rows.day("ended_on"),
        )
    )
    if not len(spells):
        return spells
    reached = np.maximum.accumulate(spells.child.astype(np.int64) * 4 * FAR + spells.end)
    begins = np.ones(len(spells), dtype=bool)
    later = spells.child.astype(np.int64) * 4 * FAR + spells.start
    begins[1:] = (later[1:] > reached[:-1] + 1) | (spells.child[1:] != spells.child[:-1])
    first = np.flatnonzero(begins)
    return Spells(
        child=spells.child[first],
        start=spells.start[first],
        end=np.maximum.reduceat(spells.end, first),
    )


def _last_day(part: Partition, care: Spells) -> Days:
    """By child, the last day in care; UNKNOWN for a child who is not looked after."""
    found = np.full(len(part.ids), UNKNOWN, dtype=np.int32)
    np.maximum.at(found, care.child, care.end)
    return found


def _coded(rows: Rows, codes: tuple[str, ...]) -> Flags:
    """By the code of the return: in its own column, else in the words ("d) U4: Foster …")."""
    own = rows.matching("placement_code", ("code", *codes), lambda t: _code(t) in codes)
    words = rows.matching("placement_type", ("code", *codes), lambda t: _code(t) in codes)
    return own | (rows.matching("placement_code", ("uncoded",), lambda t: not _code(t)) & words)


def _code(text: str) -> str:
    found = re.search(r"\b([ahkprstuz]\d{1,2})\b", text)
    return found.group(1).upper() if found else ""


def _adoptive(rows: Rows) -> Flags:
    named = rows.among("arrangement", "placed_for_adoption")
    return named | (_coded(rows, ADOPTIVE) & rows.among("arrangement", ""))


def _regimes(part: Partition, rows: Rows) -> tuple[Small, Small]:
    """By placement its regime of visits, and the stricter one that may apply instead."""
    regime = np.zeros(len(rows), dtype=np.int8)
    lasting = rows.yes("until_18") | _coded(rows, LONG_TERM)
    regime[lasting] = REGIMES.index("until_18")
    home = _coded(rows, WITH_PARENTS) | _with_parents(rows)
    full, interim = (_under_order(part, rows, o) for o in (FULL_ORDER, INTERIM_ORDER))
    regime[home & interim] = REGIMES.index("with_parents_interim_order")
    regime[home & full] = REGIMES.index("with_parents_full_order")
    for code, name in enumerate(REGIMES[1:], start=1):
        regime[rows.among("arrangement", name)] = code
    strict = regime.copy()
    strict[home & (regime == 0)] = REGIMES.index("with_parents_unassessed")
    return regime, strict


def _with_parents(rows: Rows) -> Flags:
    return rows.holding("placement_type", ("placed with parent", "with parents"))


def _under_order(part: Partition, rows: Rows, orders: tuple[str, ...]) -> Flags:
    """By placement: the child's newest legal status by its end is one of these orders."""
    legal = part.rows("legal_statuses")
    pattern = re.compile("|".join(rf"^(?:[a-z]+\) ?)?{o}\b" for o in orders), re.IGNORECASE)
    under = legal.matching("legal_status", ("order", *orders), lambda t: bool(pattern.match(t)))
    under = under & (legal.day("ended_on") >= part.as_of)
    found = np.zeros(len(part.ids), dtype=bool)
    found[legal.child[under]] = True
    return found[rows.child]


def _short_breaks(part: Partition) -> Small:
    """By child: every placement is one of short breaks."""
    rows = part.rows("placements")
    breaks = rows.among("arrangement", "short_breaks")
    found, other = (np.zeros(len(part.ids), dtype=bool) for _ in range(2))
    found[rows.child[breaks]] = True
    other[rows.child[~breaks]] = True
    return _reason(found & ~other, Reason.SHORT_BREAKS)


def _first_review(part: Partition, spells: Spells, *kinds: str) -> Days:
    """By spell, the day of the first review held in it; FAR before there is one."""
    rows = part.rows("reviews")
    held = arranging.events_of(rows, "held_on", part.as_of, rows.among("review_type", *kinds))
    keys = held.child.astype(np.int64) * 4 * FAR + held.day
    at = np.searchsorted(keys, spells.child.astype(np.int64) * 4 * FAR + spells.start)
    child = np.append(held.child, -1)[at]
    return np.where(child == spells.child, np.append(held.day, FAR)[at], FAR).astype(np.int32)


def _reason(where: Flags, reason: Reason) -> Small:
    return np.where(where, np.int8(reason), 0).astype(np.int8)
