"""The window in figures, counted by hand."""

from datetime import date

import polars as pl

from stocktake.core.periods import Window
from stocktake.indicators.domain import summary
from tests.timeliness import tables, visit

WINDOW = Window(date(2026, 9, 1), date(2026, 10, 19))
MADE = [
    visit(date(2026, 9, 2), seen_alone=True),
    visit(date(2026, 9, 9), mode="video", mode_reason="", seen_alone=False, engaged="well"),
    visit(date(2026, 9, 16), mode="phone", mode_reason="Covid", seen_alone=None),
    visit(date(2026, 10, 2), mode=None, seen_alone=False, alone_reason="a baby"),
    visit(date(2026, 10, 3), outcome="attempt"),
    visit(date(2026, 8, 3)),
]


def made() -> pl.DataFrame:
    rows = tables(visits=[{**v, "team": "North"} for v in MADE])["visits"]
    return summary.made_in(rows, WINDOW)


def test_visits_face_to_face_and_virtual_with_reason_and_engagement() -> None:
    row = summary.manners(made(), ["team"]).row(0, named=True)
    assert (row["visits"], row["face_to_face"], row["virtual"], row["not_recorded"]) == (4, 1, 2, 1)
    assert (row["with_reason"], row["with_engagement"]) == (1, 1)
    assert summary.reasons(made()).rows() == [("Covid", 1), ("not recorded", 1)]


def test_seen_alone_leaves_out_the_excused_and_the_unknown() -> None:
    row = summary.seen_alone(made(), ["team"]).row(0, named=True)
    assert (row["alone"], row["not_alone"], row["excused"], row["unknown"]) == (1, 1, 1, 1)
    assert row["share"] == 50


def test_upload_lag_counts_what_has_no_day_apart() -> None:
    held = [
        {"child_id": "1", "held_on": date(2026, 9, 1), "recorded_on": date(2026, 9, 4)},
        {"child_id": "1", "held_on": date(2026, 9, 8), "recorded_on": date(2026, 9, 9)},
        {"child_id": "1", "held_on": date(2026, 10, 8), "recorded_on": None},
    ]
    rows = summary.upload_lag(
        tables(supervisions=held)["supervisions"], "held_on", WINDOW, ["month"]
    ).to_dicts()
    assert [(r["month"], r["median_days"], r["not_recorded"]) for r in rows] == [
        ("2026-09", 2.0, 0),
        ("2026-10", None, 1),
    ]


def test_the_share_on_time_leaves_out_what_cannot_be_told() -> None:
    verdicts = ["in timescale", "in timescale", "out of timescale", "cannot tell", "not due"]
    rows = pl.DataFrame(
        {
            "rule": ["cp-visit"] * 5,
            "verdict": verdicts,
            "stopped_on": [date(2026, 9, 1)] * 5,
            "stratum": ["CP"] * 5,
        }
    )
    row = summary.on_time(rows, summary.VISITS, ["stratum"]).row(0, named=True)
    assert (row["on_time"], row["late"], row["unsure"]) == (2, 1, 1)
    assert round(row["share"], 1) == 66.7
