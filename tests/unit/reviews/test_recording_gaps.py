"""The gap between record and discussion: counted once each, widest first, about the file."""

from hypothesis import given
from hypothesis import strategies as st

from stocktake.reviews.domain.gaps import Judged, by_theme, gaps_of
from stocktake.reviews.domain.judgements import Said

DEPTH = st.one_of(st.none(), st.integers(1, 4))


def said(item: str, record: int | None, talked: int | None, move: str = "") -> Judged:
    what = Said(
        item=item, theme=f"of {item}", label=item, record_depth=record, discussion_depth=talked,
        to_record=move,
    )  # fmt: skip
    return Judged(review="1", ref="TH-1", child="", said=what)


@given(st.lists(st.tuples(st.sampled_from("abc"), DEPTH, DEPTH)))
def test_every_pair_of_depths_counts_once(rows: list[tuple[str, int | None, int | None]]) -> None:
    found = gaps_of(said(*row) for row in rows)
    assert sum(g.compared for g in found) == sum(
        r is not None and t is not None for _, r, t in rows
    )
    assert [g.deeper for g in found] == sorted((g.deeper for g in found), reverse=True)
    assert sum(deeper for deeper, _ in by_theme(found).values()) == sum(g.deeper for g in found)


def test_which_way_and_what_should_move() -> None:
    (only,) = gaps_of([said("a", 1, 3, "Why Nan's"), said("a", 3, 2), said("a", 2, 2, "  ")])
    assert (only.deeper, only.level, only.shallower) == (1, 1, 1)
    assert [j.said.to_record for j in only.to_move] == ["Why Nan's"]


def test_words_to_move_stand_without_depths_and_nothing_stands_for_nothing() -> None:
    (only,) = gaps_of([said("a", None, None, "Why Nan's"), said("b", 2, None)])
    assert (only.item, only.compared) == ("a", 0)
