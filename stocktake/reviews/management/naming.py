"""Which review a word of the command line names."""

from stocktake.people.command import ActCommand, BadInput
from stocktake.reviews import queries
from stocktake.reviews.queries import Review


def review_of(on: ActCommand, named: str) -> Review:
    """By number, or by the reference of its case in the latest round that has it."""
    found = [r for r in queries.reviews_visible_to(on.by) if named in (r.id, r.ref)]
    if not found:
        raise BadInput(f"There is no review {named} that this account may see.")
    return max(found, key=lambda r: int(r.id))
