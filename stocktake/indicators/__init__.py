"""Dated timeliness rules, the kernel that judges by them, and trends over time."""
