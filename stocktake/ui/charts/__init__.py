"""Pictures: one frozen source feeds the SVG, the table beside it, the CSV file and the PNG.

Titles state the finding; numbers are counts and stand inside the picture; hatching means "not
there"; nothing is told by colour alone. docs/decisions says why they are drawn here.
"""

from stocktake.ui.charts.bars import (
    GRADES,
    Bar,
    Graded,
    Segment,
    grades_by_stratum,
    stacked_bars,
    strong_by_theme,
)
from stocktake.ui.charts.burn_down import Week, burn_down
from stocktake.ui.charts.control import Lines, Point, control_chart
from stocktake.ui.charts.figure import Figure, Heat, KeyItem, csv_response, csv_text
from stocktake.ui.charts.heat import Asked, ThemeCounts, theme_heat_map

__all__ = [
    "GRADES",
    "Asked",
    "Bar",
    "Figure",
    "Graded",
    "Heat",
    "KeyItem",
    "Lines",
    "Point",
    "Segment",
    "ThemeCounts",
    "Week",
    "burn_down",
    "control_chart",
    "csv_response",
    "csv_text",
    "grades_by_stratum",
    "stacked_bars",
    "strong_by_theme",
    "theme_heat_map",
]
