"""Findings: judgements gathered by theme and against the baseline."""
