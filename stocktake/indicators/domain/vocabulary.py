"""The words of verdicts and reasons, and the words with which rule files name what a snapshot holds."""

from enum import IntEnum, StrEnum


class Verdict(StrEnum):
    IN = "in timescale"
    OUT = "out of timescale"
    UNSURE = "cannot tell"
    NOT_DUE = "not due"
    NONE = "not applicable or declined"


class State(IntEnum):
    """A verdict as the kernel counts it; of several clocks the highest decides."""

    NOT_DUE = 0
    NONE = 1
    IN = 2
    UNSURE = 3
    OUT = 4


VERDICTS: dict[State, Verdict] = {
    State.NOT_DUE: Verdict.NOT_DUE,
    State.NONE: Verdict.NONE,
    State.IN: Verdict.IN,
    State.UNSURE: Verdict.UNSURE,
    State.OUT: Verdict.OUT,
}


class Reason(IntEnum):
    """Why a verdict is what it is, where that needs saying."""

    PLAIN = 0
    EXTENDED = 1
    FROM_START = 2
    DECLINED = 3
    UNBORN = 4
    NOT_TOLD = 5
    NO_START = 6
    NO_GROUND = 7
    RELAXED = 8
    ENDED = 9
    REFUSED = 10
    NOT_WANTED = 11
    WANTED_UNKNOWN = 12
    NOT_ALONE = 13
    ALONE_UNKNOWN = 14
    STILL_MISSING = 15
    UNNEEDED = 16
    CLOSED_WITHOUT = 17
    NO_VERSION = 18
    SHORT_BREAKS = 19
    OUTSIDE_ENGLAND = 20
    EARLIER_UNKNOWN = 21
    OFFERED_LATE = 22
    KIND_UNKNOWN = 23
    FROM_OPENING = 24
    REGIME_UNKNOWN = 25
    NOT_AGREED = 26
    DAY_UNKNOWN = 27
    OTHER_GROUND = 28
    NOT_LAWFUL = 29
    COVERED = 30
    HOME_UNKNOWN = 31


REASONS: dict[Reason, str] = {
    Reason.PLAIN: "",
    Reason.EXTENDED: "extended, with a recorded reason",
    Reason.FROM_START: "counted from the start of the assessment: no referral is recorded",
    Reason.DECLINED: "the interview was declined",
    Reason.UNBORN: "before birth",
    Reason.NOT_TOLD: "the extract does not tell of this",
    Reason.NO_START: "the day it started is not recorded",
    Reason.NO_GROUND: "rests on a virtual visit whose ground is not recorded",
    Reason.RELAXED: "the duty was relaxed because of coronavirus on that day",
    Reason.ENDED: "ended before it was due",
    Reason.REFUSED: "refused",
    Reason.NOT_WANTED: "21 or over, and support is not wanted",
    Reason.WANTED_UNKNOWN: "21 or over, and whether support is wanted is not recorded",
    Reason.NOT_ALONE: "seeing the child alone was not appropriate",
    Reason.ALONE_UNKNOWN: "whether the child was seen alone is not recorded",
    Reason.STILL_MISSING: "still missing",
    Reason.UNNEEDED: "no conference was needed",
    Reason.CLOSED_WITHOUT: "the enquiry ended without a conference",
    Reason.NO_VERSION: "no version of the rule was in force on that day",
    Reason.SHORT_BREAKS: "short breaks",
    Reason.OUTSIDE_ENGLAND: "the home is not in England",
    Reason.EARLIER_UNKNOWN: "earlier events are not in the extract",
    Reason.OFFERED_LATE: "offered late, then declined",
    Reason.KIND_UNKNOWN: "rests on a visit whose kind is not recorded",
    Reason.FROM_OPENING: "counted from the opening of the case: no plan is recorded",
    Reason.REGIME_UNKNOWN: "which order or assessment the child is placed with parents under "
    "is not recorded",
    Reason.NOT_AGREED: "the decision was not to assess",
    Reason.DAY_UNKNOWN: "the day is not recorded",
    Reason.OTHER_GROUND: "made for a reason that the law of that day did not name",
    Reason.NOT_LAWFUL: "on that day a virtual visit was contact, not a visit",
    Reason.COVERED: "no case was due in the window",
    Reason.HOME_UNKNOWN: "which home, or whether it is a children's home, is not recorded",
}

# What starts a clock that comes back, and what stops it.
SPELLS = frozenset({
    "child protection plan", "child in need plan", "looked after", "looked after, of school age",
    "placement", "placed for adoption", "private fostering", "ehc plan", "pathway plan",
    "new accommodation", "leaving care", "open case",
})  # fmt: skip
MET_BY = frozenset({
    "core group", "review conference", "child protection visit",
    "child protection visit, seen alone", "child in need visit", "child in need visit, seen alone",
    "child in need review", "looked-after visit", "looked-after visit, seen alone",
    "looked-after review", "health assessment", "dental check", "personal education plan",
    "adoption visit", "adoption review", "private fostering visit", "ehc annual review",
    "pathway plan review", "adviser visit", "adviser contact", "supervision",
    "management oversight",
})  # fmt: skip
# What starts a clock that runs once; what stops it stands in the same row of the extract.
ONCE = frozenset({
    "referral received", "early help assessment started", "child and family assessment started",
    "section 47 enquiry started", "became looked after", "returned from missing",
    "month in a children's home", "ehc assessment requested", "became eligible",
    "supervision held", "virtual visit",
})  # fmt: skip
REGIMES = frozenset({
    "until_18", "long_term_foster", "with_parents_unassessed", "connected_temporary",
    "with_parents_interim_order", "with_parents_full_order", "newly_qualified",
})  # fmt: skip
