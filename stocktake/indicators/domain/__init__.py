"""Timeliness rules as values, and the kernel: pure functions over arrays of days."""
