"""What changes a report: writing it (`writing`), and the gate before publication (`gate`)."""

from stocktake.reports.acts.gate import (
    approve,
    check,
    justify,
    public_files,
    publish,
    why_not_approve,
    why_not_publish,
)
from stocktake.reports.acts.writing import compose, draft, edit, edit_table

__all__ = [
    "approve",
    "check",
    "compose",
    "draft",
    "edit",
    "edit_table",
    "justify",
    "public_files",
    "publish",
    "why_not_approve",
    "why_not_publish",
]
