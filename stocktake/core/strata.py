"""The groups that children stand in when a sample is selected, in the order of the journey.

The codes are stable; the words are each council's labels (Family Help already replaces two of
them in some), so nothing compares words.
"""

from collections.abc import Iterable
from enum import StrEnum


class Stratum(StrEnum):
    EH = "EH"
    CIN = "CIN"
    CP = "CP"
    CLA = "CLA"
    CL = "CL"
    NFA = "NFA"
    FA = "FA"
    NK = "NK"


# Where a case is held, or was when it closed; and what became of a contact or a referral.
HELD = (Stratum.EH, Stratum.CIN, Stratum.CP, Stratum.CLA, Stratum.CL)
RECEIVED = (Stratum.NFA, Stratum.FA, Stratum.NK)

DEFAULT_LABELS: dict[Stratum, str] = {
    Stratum.EH: "Early help",
    Stratum.CIN: "Child in need",
    Stratum.CP: "Child protection",
    Stratum.CLA: "Looked after",
    Stratum.CL: "Care leavers",
    Stratum.NFA: "No further action",
    Stratum.FA: "Taken further",
    Stratum.NK: "Outcome not recorded",
}


def beside(some: Iterable[Stratum]) -> tuple[Stratum, ...]:
    """The groups that stand beside each other in a frame with these: all five where cases are
    held, and of what was received those alone that are there."""
    present = set(some)
    received = tuple(s for s in RECEIVED if s in present)
    return received or HELD


class Depth(StrEnum):
    IN_DEPTH = "in depth"
    LIGHTER = "lighter"
