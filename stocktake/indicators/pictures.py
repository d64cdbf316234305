"""Trends as charts: the title states what the last points show."""

from stocktake.indicators.domain.xmr import BASE, Signal
from stocktake.indicators.queries import Trend
from stocktake.ui.charts import Figure, Lines, Point, control_chart
from stocktake.ui.charts.control import shown


def chart(trend: Trend) -> Figure:
    """The process-control chart of one measure, with its table and file."""
    found = trend.control
    if found is None:
        return control_chart((), None, title=f"{trend.words}: no trend yet", unit=trend.unit)
    points = tuple(
        Point(words=m, value=v, signal=s.value, why=w)
        for m, v, s, w in zip(trend.months, found.values, found.signals, found.why, strict=True)
    )
    lines = Lines(centre=found.centre, lower=found.lower, upper=found.upper, trial=found.trial)
    return control_chart(points, lines, title=_title(trend), unit=trend.unit)


def _title(trend: Trend) -> str:
    assert trend.control is not None
    last = trend.control.signals[-1]
    now = f"{trend.words}: {shown(trend.values[-1], trend.unit)} in {trend.months[-1]}"
    if last is Signal.COMMON:
        few = f", {len(trend.values)} of {BASE} months so far" if trend.control.trial else ""
        return f"{now}, within usual variation{few}"
    return f"{now}, a signal of {last.value}"
