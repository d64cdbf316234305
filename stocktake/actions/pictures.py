"""The burn-down as a figure, from the same counts as the list."""

from stocktake.actions.domain.progress import Progress
from stocktake.ui.charts import Figure, Week, burn_down


def burn_down_figure(progress: Progress) -> Figure:
    """Open actions at each Monday, in time and overdue; the last bar is the day asked."""
    weeks = [Week(day=w.day, in_time=w.in_time, overdue=w.overdue) for w in progress.weeks]
    return burn_down(weeks)
