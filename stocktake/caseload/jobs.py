"""Background work of the caseload: finish deletions that a stopped machine left half done."""

from stocktake.caseload import acts


def tick() -> None:
    """Safe to repeat at any time."""
    acts.finish_deletions()
