"""Saving drafts: sent twice, late, out of order, from two tabs, too long, with what no key writes."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from stocktake.core.thread import NotTheirs, Refused
from stocktake.reviews import acts, queries
from stocktake.reviews.acts import Stale, drafting
from stocktake.reviews.models import Draft
from stocktake.reviews.queries import DraftView
from tests.cast import AT
from tests.review_desk import Cast, reading_by


def save(cast: Cast, key: str, text: str, *, save_id: str, based_on: int | None) -> DraftView:
    return acts.save_draft(
        review_id=key, item="visits", fields={"working": text}, based_on=based_on, save_id=save_id,
        by=cast.owen, at=AT,
    )  # fmt: skip


def test_a_late_copy_of_an_early_save_changes_nothing(cast: Cast) -> None:
    key = reading_by(cast)
    save(cast, key, "One.", save_id="a", based_on=0)
    save(cast, key, "Two.", save_id="b", based_on=1)
    assert save(cast, key, "One.", save_id="a", based_on=0).version == 1
    assert queries.draft(key, "visits", cast.owen).fields == {"working": "Two."}


def test_a_tab_that_never_had_its_answer_is_not_in_conflict_with_itself(cast: Cast) -> None:
    key = reading_by(cast)
    save(cast, key, "One.", save_id="a", based_on=0)  # committed; the answer was lost
    said = {"fields": {"working": "One. Two."}, "based_on": 0, "save_id": "b", "by": cast.owen}
    assert acts.save_draft(review_id=key, item="visits", after=["a"], at=AT, **said).version == 2
    with pytest.raises(Stale):
        save(cast, key, "Another tab.", save_id="c", based_on=0)


def test_without_its_id_the_late_copy_would_be_a_conflict(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The negative control of the test above."""
    key = reading_by(cast)
    save(cast, key, "One.", save_id="a", based_on=0)
    save(cast, key, "Two.", save_id="b", based_on=1)
    monkeypatch.setattr(drafting, "saved_as", lambda *_: None)
    with pytest.raises(Stale):
        save(cast, key, "One.", save_id="a", based_on=0)


@given(st.lists(st.integers(0, 3), min_size=1, max_size=12))
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_in_whatever_order_and_however_often_nothing_is_overwritten(
    cast: Cast, arrivals: list[int]
) -> None:
    """Four saves of one tab, each based on the one before, arrive in any order, some again."""
    Draft.objects.all().delete()
    key, kept = _being_read(cast), 0
    for n in arrivals:
        if n > kept:  # what it is based on has not arrived yet
            with pytest.raises(Stale):
                save(cast, key, f"Text {n}.", save_id=f"s{n}", based_on=n)
            continue
        assert save(cast, key, f"Text {n}.", save_id=f"s{n}", based_on=n).version == n + 1
        kept = max(kept, n + 1)
    ids = list(Draft.objects.order_by("version").values_list("save_id", flat=True))
    assert ids == [f"s{n}" for n in range(kept)]


def test_what_is_too_long_is_refused_whole_and_never_cut(cast: Cast) -> None:
    key = reading_by(cast)
    with pytest.raises(Refused, match="at most 20,000 characters"):
        save(cast, key, "x" * 20_001, save_id="a", based_on=0)
    assert queries.draft(key, "visits", cast.owen).version == 0


def test_control_characters_are_left_out_and_every_script_is_kept(cast: Cast) -> None:
    key, text = reading_by(cast), "Nan’s 🙂\tبيت\nDŵr \u202e."
    save(cast, key, text + "\0\x1b", save_id="a", based_on=0)
    assert queries.draft(key, "visits", cast.owen).fields == {"working": text}


@pytest.mark.parametrize("who", ["prue", "sam", "tess", "hari", "kit"])
def test_nobody_else_saves_in_a_review_being_read(cast: Cast, who: str) -> None:
    key = reading_by(cast)
    with pytest.raises(NotTheirs):
        acts.save_draft(
            review_id=key, item="visits", fields={}, based_on=0, by=getattr(cast, who), at=AT
        )


def _being_read(cast: Cast) -> str:
    known = queries.reviews_visible_to(cast.owen)
    return known[0].id if known else reading_by(cast)
