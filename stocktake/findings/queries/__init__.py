"""Reads of findings: what people wrote (`made`), the baseline (`baseline`), counts (`gathered`)."""

from stocktake.findings.domain.saying import Saying
from stocktake.findings.queries.baseline import (
    Evidence,
    Verdict,
    baseline_verdicts,
    offered,
    possible_evidence,
    statement,
)
from stocktake.findings.queries.gathered import (
    Behind,
    CellView,
    cell,
    heat_map,
    judgement_refs,
    proposals,
    themes,
    unanswerable,
    with_evidence,
)
from stocktake.findings.queries.made import Finding, finding, findings, findings_by_entry
from stocktake.findings.queries.saying import Sayings, sayings

__all__ = [
    "Behind",
    "CellView",
    "Evidence",
    "Finding",
    "Saying",
    "Sayings",
    "Verdict",
    "baseline_verdicts",
    "cell",
    "finding",
    "findings",
    "findings_by_entry",
    "heat_map",
    "judgement_refs",
    "offered",
    "possible_evidence",
    "proposals",
    "sayings",
    "statement",
    "themes",
    "unanswerable",
    "with_evidence",
]
