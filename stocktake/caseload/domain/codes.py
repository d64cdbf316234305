"""The code lists of Annex A (its sheet "Codes_used"), without Ofsted's letters.

The letters are left out because extracts drop or shift them, and one stands for two codes.
"""

from collections.abc import Mapping

from stocktake.caseload.domain import meanings

YES_NO = ("Yes", "No")
YES_NO_UNKNOWN = (*YES_NO, "Unknown")
SEX = ("Male", "Female", "Not stated/recorded", "Neither")
ETHNICITY = (
    "WBRI", "WIRI", "WIRT", "WOTH", "WROM", "MWBC", "MWBA", "MWAS", "MOTH", "AIND", "APKN",
    "ABAN", "AOTH", "BCRB", "BAFR", "BOTH", "CHNE", "OOTH", "REFU", "NOBT",
)  # fmt: skip
SOURCE = (
    "1A: Individual", "1B: Individual", "1C: Individual", "1D: Individual", "2A: Schools",
    "2B: Education services", "3A: Health services", "3B: Health services", "3C: Health services",
    "3D: Health services", "3E: Health services", "3F: Health services", "4: Housing",
    "5A: LA services", "5B: LA services", "5C: LA services", "6: Police", "7: Other legal agency",
    "8: Other", "9: Anonymous", "10: Unknown",
)  # fmt: skip
NEED = (
    "N1: Abuse or neglect", "N2: Child's disability", "N3: Parental disability or illness",
    "N3: Parental illness or disability", "N4: Family in acute stress", "N5: Family dysfunction",
    "N6: Socially unacceptable behaviour", "N7: Low income", "N8: Absent parenting",
    "N9: Cases other than children in need", "N0: Not stated",
)  # fmt: skip
CLOSURE = (
    "RC1: Adopted", "RC2: Died", "RC3: Child arrangements order",
    "RC4: Special guardianship order",
    "RC5: Transferred to services of another local authority",
    "RC6: Transferred to adult social care services",
    "RC7: Services ceased for any other reason, including child no longer in need",
    "RC8: Case closed after assessment, no further action",
)  # fmt: skip
CASE_STATUS = (
    "Looked after child", "Child Protection plan", "Child in need plan", "Open assessment",
    "Closed episode",
)  # fmt: skip
ABUSE = (
    "Neglect", "Physical abuse", "Sexual abuse", "Emotional abuse", "Multiple/not recommended",
)  # fmt: skip
LEGAL_STATUS = (
    "C1: ICO", "C2: FCO", "D1: Freeing order", "E1: Placement order",
    "V2: Single period under S20", "L1: Police protection LA accommodation", "L2: EPO",
    "L3: Child assessment order LA accommodation", "J1: Remanded to LA or youth detention",
    "J2: LA accommodation under PACE", "J3: Youth rehabilitation order",
    "V3: Short term breaks, episodes recorded", "V4: Short term breaks, agreements recorded",
)  # fmt: skip
PROVIDER = (
    "PR0: Parents/Parental responsibility", "PR1: Own provision", "PR2: Other LA provision",
    "PR3: Other public provision", "PR4: Private provision", "PR5: Voluntary/third sector",
)  # fmt: skip
ELIGIBILITY = (
    "Relevant child", "Former relevant child", "Qualifying care leaver", "Eligible child",
)  # fmt: skip
SUITABILITY = ("Suitable", "Unsuitable")

_ALSO = {
    YES_NO: meanings.YES_NO, YES_NO_UNKNOWN: meanings.YES_NO, SEX: meanings.SEX,
    ETHNICITY: meanings.ETHNICITY, CASE_STATUS: meanings.CASE_STATUS,
}  # fmt: skip


def also(listed: tuple[str, ...]) -> Mapping[str, str]:
    """Other ways to write the values of a list; "Unknown" only where the list has it."""
    known = meanings.joined(_ALSO.get(listed, {}), meanings.by_code(listed))
    return {k: v for k, v in known.items() if v in listed}
