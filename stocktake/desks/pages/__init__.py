"""Homes, and the council's own settings."""
