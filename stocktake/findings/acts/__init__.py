"""What people say of the gathered judgements: findings, and verdicts on the baseline."""

from stocktake.findings.acts.baseline import judge_baseline
from stocktake.findings.acts.findings import make_finding, withdraw_finding

__all__ = ["judge_baseline", "make_finding", "withdraw_finding"]
