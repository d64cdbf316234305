"""Selection on a season's frame by the product's own method, before any file is written.

The frame as the product would hash it after import; nothing that binding sets is in it. What the
season's people do about the sample is in it: a restricted record is left out, and one child of
October's sample gives way to the next reserve.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from stocktake.caseload.domain.frame import SELECTS_ON, hash_of
from stocktake.core.strata import HELD, Depth, Stratum
from stocktake.demo.thornmere.binding import Pick
from stocktake.demo.thornmere.frame import NEEDS, SEXES, Child
from stocktake.demo.thornmere.seasons import OCTOBER, Season
from stocktake.rounds.domain.selection import (
    Candidate,
    Sample,
    candidates,
    demonstration_number,
    demonstration_seal,
    proposed,
    pseudonym,
    seed_of,
    select,
)
from stocktake.rounds.domain.swapping import Swap, after_swaps, next_reserve

PLAN = proposed(dict.fromkeys(HELD, 99))  # what the page of a new round proposes
SWAPPED = (Stratum.CLA, Depth.LIGHTER)  # October's last of these gives way


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A child as the imported frame has them, as far as selection looks."""

    child_id: str
    stratum: Stratum
    restricted: bool
    in_complaint: bool
    last_reviewed: date | None
    household_id: str
    sex: str
    ethnicity: str
    disability: str
    need: str


def reference(season: Season) -> str:
    """The round's reference: the month in which the window ends."""
    return f"{season.as_of:%Y-%m}"


def selection_of(
    season: Season, children: Sequence[Child], reviewed: Mapping[str, date]
) -> tuple[Pick, ...]:
    """Who is in the sample of the season's round when it is frozen."""
    rows = _rows(children, reviewed)
    frame = frame_of(season, rows)
    sample = select(frame, PLAN, seed(season, frame_hash(rows)))
    ids = {pseudonym(_seal(season), "child", row.child_id): row.child_id for row in rows}
    if season is OCTOBER:
        sample = _swapped(sample, frame)
    return tuple(
        Pick(child_id=d.child_id, stratum=d.stratum, depth=d.depth, order=d.order)
        for d in sample.named(ids).drawn
        if d.depth is not None
    )


def frame_of(season: Season, rows: Iterable[Row]) -> tuple[Candidate, ...]:
    """The frame of selection: the one restricted record is left out."""
    rows = tuple(rows)
    return candidates(
        rows,
        PLAN,
        seal=_seal(season),
        day=season.window.end,
        left_out={row.child_id for row in rows if row.restricted},
    )


def seed(season: Season, hashed: str) -> str:
    """The seed of the round's first attempt."""
    name = reference(season)
    number = demonstration_number(name)
    return seed_of(frame_hash=hashed, reference=name, number=number, attempt=1)


def frame_hash(rows: Iterable[Row]) -> str:
    """The hash that the frame will have once it is imported."""
    ordered = sorted(rows, key=lambda row: row.child_id)
    return hash_of([getattr(row, name) for name in SELECTS_ON] for row in ordered)


def going(sample: Sample) -> str:
    """The pseudonym of the child whom October's round swaps."""
    return [d.key for d in sample.drawn if (d.stratum, d.depth) == SWAPPED][-1]


def _swapped(sample: Sample, frame: Sequence[Candidate]) -> Sample:
    out, coming = next_reserve(sample, going(sample), frame, PLAN.limits)
    swap = Swap(
        out_key=out.key, in_key=coming.key, stratum=out.stratum, depth=SWAPPED[1], code="closed"
    )
    return after_swaps(sample, [swap])


def _seal(season: Season) -> str:
    return demonstration_seal(reference(season))


def _rows(children: Iterable[Child], reviewed: Mapping[str, date]) -> tuple[Row, ...]:
    return tuple(
        Row(
            child_id=child.child_id,
            stratum=child.stratum,
            restricted=child.restricted,
            in_complaint=child.in_complaint,
            last_reviewed=reviewed.get(child.child_id),
            household_id=child.household,
            sex=SEXES[child.sex],
            ethnicity=child.ethnicity,
            disability=child.disability,
            need=NEEDS[child.need],
        )
        for child in children
    )
