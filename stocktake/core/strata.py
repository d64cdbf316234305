"""The five strata of children's social care, in the order of the journey.

The codes are stable; the words are each council's labels (Family Help already replaces two of
them in some), so nothing compares words.
"""

from enum import StrEnum


class Stratum(StrEnum):
    EH = "EH"
    CIN = "CIN"
    CP = "CP"
    CLA = "CLA"
    CL = "CL"


DEFAULT_LABELS: dict[Stratum, str] = {
    Stratum.EH: "Early help",
    Stratum.CIN: "Child in need",
    Stratum.CP: "Child protection",
    Stratum.CLA: "Looked after",
    Stratum.CL: "Care leavers",
}


class Depth(StrEnum):
    IN_DEPTH = "in depth"
    LIGHTER = "lighter"
