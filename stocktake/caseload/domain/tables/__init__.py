"""The tables of the Stocktake CSV folder: the contract that docs/reference/extract.md is made from.

Every extract, whatever its layout, becomes these tables in a snapshot.
"""

from stocktake.caseload.domain.columns import CHILD, Column, Holds, Table
from stocktake.caseload.domain.tables.care import (
    HEALTH,
    LEAVERS,
    LEGAL_STATUSES,
    MISSING,
    PLACEMENTS,
)
from stocktake.caseload.domain.tables.cases import CASES, INVOLVEMENTS, PREVIOUS_AUDITS, WORKERS
from stocktake.caseload.domain.tables.journey import CONTACTS, ENQUIRIES, EPISODES, REFERRALS
from stocktake.caseload.domain.tables.practice import (
    ASSESSMENTS,
    NOTES,
    PLANS,
    REG44,
    REVIEWS,
    SUPERVISIONS,
    VISITS,
)

TABLES: tuple[Table, ...] = (
    CASES, NOTES, VISITS, SUPERVISIONS, REVIEWS, ASSESSMENTS, PLANS, MISSING, PLACEMENTS, REG44,
    WORKERS, PREVIOUS_AUDITS, CONTACTS, REFERRALS, ENQUIRIES, EPISODES, LEGAL_STATUSES, HEALTH,
    LEAVERS, INVOLVEMENTS,
)  # fmt: skip
BY_NAME = {table.name: table for table in TABLES}

__all__ = ["BY_NAME", "CASES", "CHILD", "TABLES", "Column", "Holds", "Table"]
