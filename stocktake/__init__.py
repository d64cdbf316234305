"""Stocktake: practice assurance for children's social care in England, from extract to committee."""

__version__ = "0.1.0"
