"""What is written goes along when a review moves to another version of its form."""

from stocktake.evidence import acts as evidence
from stocktake.reviews.domain.moving import LEFT_BEHIND, MoveForm
from stocktake.reviews.models import Draft


def carry(review_id: str, act: MoveForm) -> None:
    """Drafts and draft evidence of the reviewer under their new names, once the act stands."""
    renamed = {item: to for item, to in act.moved if to not in (item, LEFT_BEHIND)}
    rows = Draft.objects.filter(review_id=review_id, person=act.reviewer).order_by("version")
    newest = {row.item: row for row in rows}
    for item, to in renamed.items():
        if item in newest:
            had = newest[to].version if to in newest else 0
            Draft.objects.create(
                review_id=review_id, person=act.reviewer, item=to, version=had + 1,
                fields=newest[item].fields, at=newest[item].at,
            )  # fmt: skip
    evidence.rename_items(case_id=act.case, made_by=act.reviewer, names=renamed)
