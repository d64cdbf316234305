"""The rules of placements: what kind of place it is on a day (`kinds`), Regulation 44 (`reports`)."""
