"""What `stocktake serve` makes sure of, and what the ticker does."""

import socket

import pytest

from stocktake.config import serving, ticker
from stocktake.notices import jobs, queries
from stocktake.people.command import BadInput
from stocktake.record import triggers

pytestmark = pytest.mark.django_db


def test_the_ticker_leaves_its_time() -> None:
    assert queries.ticker_age() is None
    ticker.once()
    age = queries.ticker_age()
    assert age is not None
    assert 0 <= age.total_seconds() < 60


def test_a_fault_in_one_room_stops_no_other(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    ticked: list[str] = []

    def broken() -> None:
        raise RuntimeError("planted")

    rooms = [("one", broken), ("two", lambda: ticked.append("two"))]
    monkeypatch.setattr(ticker, "_ticks", lambda: iter(rooms))
    ticker.once()
    assert ticked == ["two"]
    assert "tries again" in caplog.text


def test_every_room_with_a_tick_takes_part() -> None:
    assert jobs.tick in [tick for _, tick in ticker._ticks()]


def test_a_taken_port_is_one_plain_sentence() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        with pytest.raises(BadInput, match="Choose another with --port"):
            serving.refuse_if_taken("127.0.0.1", other.getsockname()[1])


def test_an_unguarded_record_is_not_served() -> None:
    triggers.remove()
    try:
        with pytest.raises(BadInput, match="not guarded"):
            serving.prepare()
    finally:
        triggers.install()
    serving.prepare()
