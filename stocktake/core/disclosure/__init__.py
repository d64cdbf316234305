"""What keeps a published page from pointing at a child or a worker.

`counts` hides counts from 1 to 5 and whatever would give one away within the same table; `text`
looks for people in sentences. Rules and threshold: the Department for Education's tables of
children in need show 1 to 5 as "c", 0 as 0, and hide a second number where one is not enough.
Suppression across tables and over time is not done here.
"""

from stocktake.core.disclosure.counts import (
    LEAST_BASE,
    PEOPLE,
    THRESHOLD,
    Line,
    Shown,
    Unit,
    given_away,
    percentage,
    small,
    split,
    suppress,
)
from stocktake.core.disclosure.text import Flag, Identifier, check_text
from stocktake.core.disclosure.verbatim import LONGEST_RUN, Passage, RecordText, copied

__all__ = [
    "LEAST_BASE",
    "LONGEST_RUN",
    "PEOPLE",
    "THRESHOLD",
    "Flag",
    "Identifier",
    "Line",
    "Passage",
    "RecordText",
    "Shown",
    "Unit",
    "check_text",
    "copied",
    "given_away",
    "percentage",
    "small",
    "split",
    "suppress",
]
