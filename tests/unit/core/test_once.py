"""What a page asks again is looked up once, while it reads and in no other time."""

import pytest

from stocktake.core.once import kept_while_read, once


def test_a_reading_page_looks_once_for_each_key() -> None:
    looked: list[str] = []
    with kept_while_read():
        for key in ("a", "b", "a"):
            assert once(key, lambda key=key: looked.append(key) or key.upper()) == key.upper()
    assert looked == ["a", "b"]


def test_outside_of_it_every_look_is_fresh() -> None:
    looked: list[int] = []
    for _ in range(2):
        once("a", lambda: looked.append(1))
    with kept_while_read():
        once("a", lambda: looked.append(1))
    once("a", lambda: looked.append(1))
    assert len(looked) == 4


def test_what_fails_is_not_kept() -> None:
    def fails() -> None:
        raise LookupError

    with kept_while_read():
        with pytest.raises(LookupError):
            once("a", fails)
        assert once("a", lambda: 1) == 1
