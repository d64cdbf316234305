"""A person's own draft answers, as last saved. Nobody reads another's."""

from collections import Counter
from collections.abc import Mapping

from django.db.models import Max

from stocktake.core.thread import Person
from stocktake.evidence import queries as evidence
from stocktake.reviews import models
from stocktake.reviews.domain.answering import is_blank
from stocktake.reviews.domain.states import ReviewState
from stocktake.reviews.queries.views import DraftView


def drafts(review_id: str, person: Person) -> dict[str, DraftView]:
    """The newest version of each of one's own drafts on a review, by item."""
    own = models.Draft.objects.filter(review_id=review_id, person=person.id)
    newest = dict(own.values_list("item").annotate(newest=Max("version")))
    rows = own.filter(version__in=set(newest.values()))
    return {r.item: _view(r) for r in rows if newest[r.item] == r.version}


def left_at(review_id: str, person: Person) -> str:
    """The item that the person saved last, or nothing."""
    own = models.Draft.objects.filter(review_id=review_id, person=person.id)
    return own.order_by("-pk").values_list("item", flat=True).first() or ""


def draft(review_id: str, item: str, person: Person) -> DraftView:
    """One draft; version 0 and no fields where nothing is saved yet."""
    rows = models.Draft.objects.filter(review_id=review_id, person=person.id, item=item)
    row = rows.order_by("-version").first()
    return _view(row) if row else DraftView(item=item, fields={})


def saved_as(review_id: str, item: str, save_id: str, person: Person) -> DraftView | None:
    """The version that this very save made, where it was sent before."""
    rows = models.Draft.objects.filter(
        review_id=review_id, person=person.id, item=item, save_id=save_id
    )
    row = rows.first() if save_id else None
    return _view(row) if row else None


def gathered(case_id: str, person: Person) -> dict[str, tuple[str, ...]]:
    """One's own evidence by item of the form: "quote:7", "pointer:3"."""
    found: dict[str, list[str]] = {}
    for item, ref in evidence.gathered_refs(case_id, person):
        found.setdefault(item, []).append(ref)
    return {item: tuple(refs) for item, refs in found.items()}


def written_items(review_id: str, state: ReviewState) -> set[str]:
    """Under which items of the form its reviewer has written or gathered something: names, no words."""
    rows = models.Draft.objects.filter(review_id=review_id, person=state.reviewer)
    newest = {row.item: row.fields for row in rows.order_by("version")}
    said = {item for item, fields in newest.items() if not is_blank(fields)}
    return said | evidence.items_drafted(state.case, state.reviewer)


def counts_of(gathered_refs: Mapping[str, tuple[str, ...]]) -> Counter[str]:
    return Counter({item: len(refs) for item, refs in gathered_refs.items()})


def _view(row: models.Draft) -> DraftView:
    return DraftView(
        item=row.item, fields=row.fields, version=row.version, at=row.at, save_id=row.save_id
    )
