"""Moving an open review to another version of its form; what is written goes with it."""

from collections.abc import Mapping
from datetime import datetime

from stocktake.core.thread import Person
from stocktake.frameworks import queries as frameworks
from stocktake.record.door import perform
from stocktake.reviews import queries
from stocktake.reviews.acts import notices
from stocktake.reviews.acts.allocating import review_move
from stocktake.reviews.domain import moving
from stocktake.reviews.domain.moving import MoveForm
from stocktake.reviews.domain.states import ReviewState

TEXT = "A review of yours moved to another version of its form. What you wrote went with it."


def move_form(
    *,
    review_id: str,
    form: str,
    mapping: Mapping[str, str],
    reason: str,
    by: Person,
    at: datetime,
) -> MoveForm:
    """Move a review being written to this version; return what was moved where.

    `mapping` is from item to item, or to "" for what is left behind; an item of the same id needs no
    line. The drafts under the old names stay as they are, so nothing is lost.
    """
    state = queries.review(review_id, to=by).state
    act = planned(state, review_id, form, mapping, reason)
    told = notices.about_review(state, review_id, TEXT, to=(state.reviewer,), page="desk/")
    perform([review_move(review_id, state, act, told)], by=by, at=at)
    return act


def planned(
    state: ReviewState, review_id: str, form: str, mapping: Mapping[str, str], reason: str
) -> MoveForm:
    """What moving would do; nothing is done and nothing that is written is read."""
    old, new = frameworks.form(state.form), frameworks.form(form)
    before, after = {i.id for i in old.items}, {i.id for i in new.items}
    written = queries.written_items(review_id, state) & before
    moved = moving.mapped(written, after, mapping)
    return MoveForm(
        form=form,
        before=state.form,
        moved=moved,
        reason=reason.strip(),
        unplaced=moving.unplaced(written, moved),
        unknown=moving.unknown(before, after, mapping),
        same_depth=old.depth == new.depth,
        reviewer=state.reviewer,
        case=state.case,
    )
