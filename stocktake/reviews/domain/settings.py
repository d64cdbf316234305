"""What a council sets about reviews."""

from stocktake.core.settings import NUMBER, Setting

REPLY_WORKING_DAYS = Setting(
    name="reply_working_days",
    group="Reviews",
    label="Working days for the worker and the manager to reply",
    help="Counted from the day after a review is shared.",
    kind=NUMBER,
    default=10,
    low=1,
    high=60,
    verified=False,
)
SETTINGS = (REPLY_WORKING_DAYS,)
