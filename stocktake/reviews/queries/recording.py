"""Record and discussion side by side over a round, of the shared reviews that a person may read."""

from stocktake.core.thread import Person
from stocktake.reviews.domain.gaps import ItemGap, Judged, gaps_of
from stocktake.reviews.domain.judgements import OVERALL, Said
from stocktake.reviews.domain.states import FIRST, OPEN_TO_PARTIES
from stocktake.reviews.models import Judgement
from stocktake.reviews.queries.doubling import may_read
from stocktake.reviews.queries.reading import views_of, visible_to


def recording_gaps(round_id: str, to: Person) -> tuple[ItemGap, ...]:
    """By item. A case that two people read counts once, by what they agreed."""
    rows = visible_to(to).filter(
        round_id=round_id, status__in=OPEN_TO_PARTIES, withdrawn="", reading=FIRST
    )
    theirs = {r.id: r for r in views_of(rows) if may_read(r, to)}
    judged = Judgement.objects.filter(review_id__in=theirs).order_by("place", "pk")
    return gaps_of(
        Judged(review=of.id, ref=of.ref, child=of.state.child, said=Said(**row.said))
        for row in judged
        for of in (theirs[row.review_id],)
        if row.said.get("item") != OVERALL
    )
