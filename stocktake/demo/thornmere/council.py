"""Thornmere whole: both frames, both selections, the stories bound, both extracts."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from stocktake.demo.thornmere.binding import Pick, bind, bound, references
from stocktake.demo.thornmere.extract import Extract, extract
from stocktake.demo.thornmere.frame import Child, frame
from stocktake.demo.thornmere.seasons import APRIL, OCTOBER, Season
from stocktake.demo.thornmere.selecting import reference, selection_of

REVIEWED_ON = date(2026, 5, 18)


@dataclass(frozen=True)
class Thornmere:
    """The invented council's two extracts and who was selected from each."""

    april: Extract
    october: Extract
    selected: dict[str, tuple[Pick, ...]]


def thornmere(
    selecting: Callable[
        [Season, Sequence[Child], Mapping[str, date]], tuple[Pick, ...]
    ] = selection_of,
) -> Thornmere:
    """Make the council. `selecting` is the product's own method on the frame of a season."""
    april, october = frame(APRIL), frame(OCTOBER)
    in_april = selecting(APRIL, april, {})
    previous = tuple(
        (p.child_id, REVIEWED_ON.isoformat(), reference(APRIL), p.depth.value) for p in in_april
    )
    in_october = selecting(OCTOBER, october, {p.child_id: REVIEWED_ON for p in in_april})
    stories = bind(october, in_october)
    everyone = {c.child_id: c for c in (*april, *october)}
    refs = references(tuple(everyone.values()), in_october, stories)
    return Thornmere(
        april=extract(APRIL, bound(april, refs, stories, in_april, in_october)),
        october=extract(OCTOBER, bound(october, refs, stories, in_october, in_october), previous),
        selected={APRIL.key: in_april, OCTOBER.key: in_october},
    )
