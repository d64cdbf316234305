"""Sample selection: stratified probability sampling, spread by the local pivotal method.

Design and sources are told in docs/sample-selection.md. What a page, a command or another room
needs is named here; the parts are `plan` (the design), `candidates` (the frame), `chances`,
`pivotal` and `limited` (the selection), `seeds` (chance itself) and `sample` (what comes out).
"""

from stocktake.rounds.domain.selection.candidates import Candidate, candidates, columns_of
from stocktake.rounds.domain.selection.chances import CannotSelect
from stocktake.rounds.domain.selection.drawing import LIMITED, METHOD, draw, prepare, select
from stocktake.rounds.domain.selection.limits import families
from stocktake.rounds.domain.selection.plan import (
    VARIABLES,
    Certain,
    Limits,
    Plan,
    Recent,
    StratumPlan,
    proposed,
)
from stocktake.rounds.domain.selection.replays import REPLAY_RULE, RUNS, replayed
from stocktake.rounds.domain.selection.sample import Drawn, Sample, StratumDraw
from stocktake.rounds.domain.selection.seeds import (
    commitment_to,
    demonstration_number,
    demonstration_seal,
    in_order,
    pseudonym,
    seed_of,
)

__all__ = [
    "LIMITED",
    "METHOD",
    "REPLAY_RULE",
    "RUNS",
    "VARIABLES",
    "Candidate",
    "CannotSelect",
    "Certain",
    "Drawn",
    "Limits",
    "Plan",
    "Recent",
    "Sample",
    "StratumDraw",
    "StratumPlan",
    "candidates",
    "columns_of",
    "commitment_to",
    "demonstration_number",
    "demonstration_seal",
    "draw",
    "families",
    "in_order",
    "prepare",
    "proposed",
    "pseudonym",
    "replayed",
    "seed_of",
    "select",
]
