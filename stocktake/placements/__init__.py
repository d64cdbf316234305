"""Placements and the monthly Regulation 44 reports about children's homes."""
