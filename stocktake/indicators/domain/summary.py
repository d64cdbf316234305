"""A window in figures: shares on time, longest gaps, how visits were made, how soon written up.

Shares leave out what cannot be told and say how many that was. Each function takes rows that carry
stratum and team, and gives a row for each group.
"""

from collections.abc import Sequence

import polars as pl

from stocktake.core.periods import Window
from stocktake.indicators.domain.vocabulary import Verdict

BY = ("stratum", "team", "month")
VISITS = (
    "cp-visit", "cin-visit", "cla-visit", "adoption-visit", "private-fostering-visit",
)  # fmt: skip
GIVEN = {"mode_reason": pl.String, "engaged": pl.String, "recorded_on": pl.Date,
         "seen_alone": pl.Boolean, "seen": pl.Boolean, "mode": pl.String,
         "outcome": pl.String, "alone_reason": pl.String}  # fmt: skip
FACE_TO_FACE, VIRTUAL, UNKNOWN = "face to face", "virtual", "not recorded"


def on_time(occasions: pl.DataFrame, rules: Sequence[str], by: Sequence[str]) -> pl.DataFrame:
    """Of the clocks that stopped in the window or are open and late: on_time, late, unsure, share."""
    verdict = pl.col("verdict")
    rows = occasions.filter(pl.col("rule").is_in(list(rules))).with_columns(_month("stopped_on"))
    counted = rows.group_by(*by).agg(
        on_time=(verdict == Verdict.IN.value).sum(),
        late=(verdict == Verdict.OUT.value).sum(),
        unsure=(verdict == Verdict.UNSURE.value).sum(),
    )
    judged = pl.col("on_time") + pl.col("late")
    return counted.with_columns(
        share=pl.when(judged > 0).then(100 * pl.col("on_time") / judged)
    ).sort(*by)


def longest_gaps(verdicts: pl.DataFrame, rules: Sequence[str], by: Sequence[str]) -> pl.DataFrame:
    """The longest time any child of the group went without, in days."""
    rows = verdicts.filter(pl.col("rule").is_in(list(rules)))
    return rows.group_by(*by).agg(longest_gap=pl.col("longest_gap").max()).sort(*by)


def made_in(visits: pl.DataFrame, window: Window) -> pl.DataFrame:
    """Visits that took place in the window, with month, manner and whether the child was alone."""
    rows = _with_columns(visits).filter(
        pl.col("happened_on").is_between(window.start, window.end),
        pl.col("outcome").fill_null("") != "attempt",
    )
    mode = pl.col("mode").fill_null("")
    return rows.with_columns(
        _month("happened_on"),
        manner=pl.when(mode.is_in(["video", "phone"]))
        .then(pl.lit(VIRTUAL))
        .when(mode == "in_person")
        .then(pl.lit(FACE_TO_FACE))
        .otherwise(pl.lit(UNKNOWN)),
        excused=(pl.col("alone_reason").fill_null("").str.strip_chars() != "")
        & ~pl.col("seen_alone").fill_null(False),
    )


def manners(made: pl.DataFrame, by: Sequence[str]) -> pl.DataFrame:
    """Visits face to face and virtual; of the virtual ones, with a reason and with engagement."""
    virtual = pl.col("manner") == VIRTUAL
    return made.group_by(*by).agg(
        visits=pl.len(),
        face_to_face=(pl.col("manner") == FACE_TO_FACE).sum(),
        virtual=virtual.sum(),
        not_recorded=(pl.col("manner") == UNKNOWN).sum(),
        with_reason=(virtual & _written("mode_reason")).sum(),
        with_engagement=(virtual & _written("engaged")).sum(),
    ).sort(*by)  # fmt: skip


def reasons(made: pl.DataFrame) -> pl.DataFrame:
    """Why visits were virtual, most frequent first."""
    rows = made.filter(pl.col("manner") == VIRTUAL)
    reason = pl.col("mode_reason").fill_null("").str.strip_chars()
    named = pl.when(reason == "").then(pl.lit(UNKNOWN)).otherwise(reason.str.slice(0, 80))
    return (
        rows.group_by(reason=named).len("visits").sort("visits", "reason", descending=[True, False])
    )


def seen_alone(made: pl.DataFrame, by: Sequence[str]) -> pl.DataFrame:
    """Of the visits at which it was asked: alone, not alone, share; excused and unknown apart."""
    alone, excused = pl.col("seen_alone"), pl.col("excused")
    counted = made.group_by(*by).agg(
        alone=alone.fill_null(False).sum(),
        not_alone=((~alone).fill_null(False) & ~excused).sum(),
        excused=excused.sum(),
        unknown=(alone.is_null() & ~excused).sum(),
    )
    asked = pl.col("alone") + pl.col("not_alone")
    return counted.with_columns(share=pl.when(asked > 0).then(100 * pl.col("alone") / asked)).sort(
        *by
    )


def upload_lag(
    rows: pl.DataFrame, happened: str, window: Window, by: Sequence[str]
) -> pl.DataFrame:
    """Days from an event to its writing up: median and the longest; without a day counted apart."""
    lag = (pl.col("recorded_on") - pl.col(happened)).dt.total_days()
    inside = _with_columns(rows).filter(pl.col(happened).is_between(window.start, window.end))
    return (
        inside.with_columns(_month(happened))
        .group_by(*by)
        .agg(
            recorded=lag.is_not_null().sum(),
            median_days=lag.median(),
            mean_days=lag.mean(),
            longest_days=lag.max(),
            not_recorded=lag.is_null().sum(),
        )
        .sort(*by)
    )


def _with_columns(rows: pl.DataFrame) -> pl.DataFrame:
    """A column that the extract lacks is there and empty."""
    lacking = [pl.lit(None, dtype=t).alias(c) for c, t in GIVEN.items() if c not in rows.columns]
    return rows.with_columns(lacking) if lacking else rows


def _written(column: str) -> pl.Expr:
    return pl.col(column).fill_null("").str.strip_chars() != ""


def _month(column: str) -> pl.Expr:
    return pl.col(column).dt.strftime("%Y-%m").alias("month")
