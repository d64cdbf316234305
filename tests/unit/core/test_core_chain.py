"""Canonical text and digests: equal values give equal text, and nothing else does."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stocktake.record import chain

plain = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=6,
)


@given(st.dictionaries(st.text(max_size=4), plain, max_size=4))
def test_the_order_of_keys_does_not_matter(value: dict[str, object]) -> None:
    assert chain.canonical(value) == chain.canonical(dict(reversed(value.items())))


def test_one_moment_has_one_text() -> None:
    summer = timezone(timedelta(hours=1))
    assert chain.canonical(datetime(2026, 7, 1, 9, tzinfo=UTC)) == chain.canonical(
        datetime(2026, 7, 1, 10, tzinfo=summer)
    )


def test_a_salt_changes_the_digest() -> None:
    assert chain.body_digest("a", "{}") != chain.body_digest("b", "{}")


def test_what_cannot_be_written_is_refused() -> None:
    with pytest.raises(TypeError, match="cannot stand"):
        chain.canonical(object())
