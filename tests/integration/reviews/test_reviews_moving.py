"""An open review keeps its form's version, or goes to another by name; nothing written is lost."""

from pathlib import Path

import pytest

from stocktake.core.thread import NotTheirs, Refused
from stocktake.evidence import queries as evidence
from stocktake.frameworks import acts as shelving
from stocktake.frameworks import queries as shelf
from stocktake.people.queries import operator
from stocktake.record.models import Entry
from stocktake.reviews import acts, queries
from tests.cast import AT
from tests.review_desk import Cast, quote, reading_by, ready

LIBRARY = Path(shelving.__file__).parent / "library" / "form-in-depth.yaml"
WHY = "The item on visits was renamed after the pilot."


@pytest.fixture
def newer(cast: Cast, tmp_path: Path) -> str:
    """The form with `visits` called `seen-at-home` from now on."""
    file = tmp_path / "form-in-depth.yaml"
    text = LIBRARY.read_text()
    assert "id: visits" in text
    file.write_text(text.replace("id: visits", "id: seen-at-home"))
    shelving.add_file(path=file, by=operator("tests"), at=AT)
    return shelf.current_form("in-depth").hash


def written(cast: Cast) -> str:
    key = reading_by(cast)
    acts.save_draft(
        review_id=key, item="visits", fields={"working": "Seen alone."}, based_on=None,
        by=cast.owen, at=AT,
    )  # fmt: skip
    quote(key, cast.owen, "visits")
    return key


def moved(cast: Cast, key: str, form: str, **mapping: str) -> None:
    named = {k.replace("_", "-"): v for k, v in mapping.items()}
    acts.move_form(review_id=key, form=form, mapping=named, reason=WHY, by=cast.nadia, at=AT)


def test_what_is_written_goes_where_it_is_told_to(cast: Cast, newer: str) -> None:
    key = written(cast)
    moved(cast, key, newer, visits="seen-at-home")
    assert queries.review(key).state.form == newer
    assert queries.draft(key, "seen-at-home", cast.owen).fields["working"] == "Seen alone."
    case = queries.review(key).case_id
    assert [q.item for q in evidence.quotes(case, cast.owen)] == ["seen-at-home"]
    assert Entry.objects.filter(act="review.form_moved").count() == 1


def test_a_review_that_is_not_moved_keeps_its_version(cast: Cast, newer: str) -> None:
    key = written(cast)
    assert queries.review(key).state.form != newer


def test_nothing_is_moved_by_guessing(cast: Cast, newer: str) -> None:
    key = written(cast)
    with pytest.raises(Refused, match="does not have: visits"):
        moved(cast, key, newer)
    with pytest.raises(Refused, match="Neither version has this item: nowhere"):
        moved(cast, key, newer, visits="nowhere")
    assert queries.draft(key, "visits", cast.owen).fields["working"] == "Seen alone."


def test_what_is_left_behind_by_name_stays_where_it_was(cast: Cast, newer: str) -> None:
    key = written(cast)
    moved(cast, key, newer, visits="")
    assert queries.draft(key, "visits", cast.owen).fields["working"] == "Seen alone."
    assert not queries.draft(key, "seen-at-home", cast.owen).fields


def test_two_items_are_never_put_together(cast: Cast, newer: str) -> None:
    key = written(cast)
    acts.save_draft(
        review_id=key, item="supervision", fields={"working": "Monthly."}, based_on=None,
        by=cast.owen, at=AT,
    )  # fmt: skip
    with pytest.raises(Refused, match="Two items would become one"):
        moved(cast, key, newer, visits="supervision")


def test_once_judged_it_is_too_late(cast: Cast, newer: str) -> None:
    key = ready(cast)
    with pytest.raises(Refused):
        moved(cast, key, newer, visits="seen-at-home")


@pytest.mark.parametrize("who", ["owen", "prue", "sam", "kit"])
def test_nobody_else_moves_it(cast: Cast, newer: str, who: str) -> None:
    key = written(cast)
    with pytest.raises((Refused, NotTheirs)):
        acts.move_form(
            review_id=key, form=newer, mapping={"visits": "seen-at-home"}, reason=WHY,
            by=getattr(cast, who), at=AT,
        )  # fmt: skip
