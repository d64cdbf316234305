"""What a council sets about reviews."""

from stocktake.core.settings import NUMBER, Setting
from stocktake.reviews.domain.leaflet import COMPLAINTS, LEAFLET_ADULT, LEAFLET_YOUNG

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
REMINDER_WORKING_DAYS = Setting(
    name="reminder_working_days",
    group="Reviews",
    label="Working days before the last day to reply at which a reminder is sent",
    help="To whoever has not replied: one notice, and an e-mail that says no more than that something waits. 0 sends none.",
    kind=NUMBER,
    default=3,
    low=0,
    high=20,
    verified=False,
)
FAMILY_CONTACT_DAYS = Setting(
    name="family_contact_days",
    group="Reviews",
    label="Days after which a family’s number is erased",
    help="Counted from when the person has said no or was told what changed, and at the latest from when the review is final.",
    kind=NUMBER,
    default=14,
    low=0,
    high=90,
    verified=False,
)
SETTINGS = (
    REPLY_WORKING_DAYS,
    REMINDER_WORKING_DAYS,
    FAMILY_CONTACT_DAYS,
    COMPLAINTS,
    LEAFLET_ADULT,
    LEAFLET_YOUNG,
)
