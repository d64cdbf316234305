"""What a home keeps in files is read as last written, however fast one writing follows another."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from stocktake.record.home import Home

START = datetime(2026, 11, 16, 9, 15, tzinfo=UTC)


def test_a_setting_and_the_clock_are_read_as_last_told(tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    home.make(demonstration=True)
    for number in range(200):
        home.set_demonstration_time(START + timedelta(minutes=number))
        home.tell(reply_working_days=number)
        assert home.demonstration_time() == START + timedelta(minutes=number)
        assert home.told("reply_working_days", None) == number
