"""What a council sets about the hours of a round."""

from collections.abc import Mapping
from dataclasses import dataclass

from stocktake.core.settings import NUMBER, Setting
from stocktake.core.strata import Depth


def _hours(name: str, label: str, default: int, high: int, words: str = "") -> Setting:
    return Setting(
        name=name,
        group="Rounds",
        label=label,
        help=words,
        kind=NUMBER,
        default=default,
        low=1,
        high=high,
        verified=False,
    )


HOURS_IN_DEPTH = _hours(
    "hours_in_depth",
    "Hours for a review in depth",
    5,
    40,
    "With its discussion and the writing. Allocation spreads these by the days each reviewer has.",
)
HOURS_LIGHTER = _hours("hours_lighter", "Hours for a lighter review", 1, 40)
HOURS_OF_A_DAY = _hours("hours_of_a_day", "Hours of a reviewer’s working day", 7, 12)
SETTINGS = (HOURS_IN_DEPTH, HOURS_LIGHTER, HOURS_OF_A_DAY)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hours:
    """What reviews take, in hours, and how many of them make a day."""

    by_depth: Mapping[Depth, int]
    a_day: int
