"""What a council sets about urgent concerns: whom to phone, how long to wait, who is told next."""

from stocktake.core.settings import LINES, NUMBER, Setting

GROUP = "Urgent safeguarding concerns"
NONE = "no number is set here yet, use the one you know"

FRONT_DOOR = Setting(
    name="front_door",
    group=GROUP,
    label="Phone number of the front door",
    help="Shown first when somebody raises a concern.",
    default=NONE,
)
OUT_OF_HOURS = Setting(
    name="out_of_hours",
    group=GROUP,
    label="Phone number out of hours",
    help="Shown beside it.",
    default=NONE,
)
HOURS_AT_RISK = Setting(
    name="concern_hours_at_risk",
    group=GROUP,
    label="Hours to acknowledge, where a child is or may be at risk",
    help="Nights and weekends count.",
    kind=NUMBER,
    default=1,
    low=1,
    high=24,
    verified=False,
)
HOURS_NO_RISK = Setting(
    name="concern_hours_no_risk",
    group=GROUP,
    label="Hours to acknowledge, where risk is “no”",
    kind=NUMBER,
    default=4,
    low=1,
    high=48,
    verified=False,
)
DEPUTIES = Setting(
    name="concern_deputies",
    group=GROUP,
    label="Deputies of heads of service",
    help="One a line: login of the head, a colon, login of the deputy. The deputy is told next; "
    "after the deputy the assistant directors.",
    kind=LINES,
    pairs=True,
)
ON_CALL = Setting(
    name="concern_on_call",
    group=GROUP,
    label="Who is on call out of hours",
    help="Logins, one a line. Told at once beside the head of service at night, at the weekend and "
    "on bank holidays; in office hours they are the last to be told.",
    kind=LINES,
)
OFFICE_FROM = Setting(
    name="office_hours_from", group=GROUP, label="Office hours begin at (hour)", kind=NUMBER,
    default=9, low=0, high=23,
)  # fmt: skip
OFFICE_TO = Setting(
    name="office_hours_to", group=GROUP, label="Office hours end at (hour)", kind=NUMBER,
    default=17, low=1, high=24,
)  # fmt: skip

SETTINGS = (
    FRONT_DOOR,
    OUT_OF_HOURS,
    HOURS_AT_RISK,
    HOURS_NO_RISK,
    DEPUTIES,
    ON_CALL,
    OFFICE_FROM,
    OFFICE_TO,
)
