"""Pages of the caseload: importing an extract step by step, and the snapshots that came of it."""

from stocktake.caseload.domain.snapshots import SEES
from stocktake.caseload.pages.importing import (
    abandon,
    case_list,
    check_answers,
    columns,
    home,
    staged_rejected,
    values,
)
from stocktake.caseload.pages.snapshots import delete, listed, one, rejected

__all__ = [
    "SEES",
    "abandon",
    "case_list",
    "check_answers",
    "columns",
    "delete",
    "home",
    "listed",
    "one",
    "rejected",
    "staged_rejected",
    "values",
]
