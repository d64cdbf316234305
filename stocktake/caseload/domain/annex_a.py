"""Ofsted's Annex A, lists 1 to 11: which sheet is which list, its columns and its codes.

Source: the child-level data template of August 2019 and the 17-column list 9 in use by January
2024. Headers vary, so they are matched (mapping.py), never compared letter by letter.
"""

import re
from dataclasses import replace

from stocktake.caseload.domain import codes
from stocktake.caseload.domain.annex_a_names import pattern
from stocktake.caseload.domain.columns import Column, Holds, Table

SHEET_NAMES = {
    1: ("contacts", "contact"),
    2: ("early help", "early help assessments", "family help", "caf"),
    3: ("referrals", "referral"),
    4: ("assessments", "assessment", "continuous assessments", "single assessments"),
    5: (
        "sec47 and icpc",
        "section 47",
        "s47 and icpc",
        "section 47 and icpc",
        "s47",
        "s47s",
        "section 47 enquiries",
        "section 47 enquiries and icpcs",
        "sec 47 and icpc",
        "s47 icpc",
    ),
    6: ("children in need", "cin", "child in need"),
    7: ("child protection", "cp", "child protection plans", "cpp"),
    8: ("children in care", "looked after children", "cla", "lac", "cic", "children looked after"),
    9: ("care leavers", "leaving care", "cl", "care leaver"),
    10: ("adoption", "children adopted", "adoptions"),
    11: ("adopters", "prospective adopters"),
}


def list_number(sheet: str) -> str | None:
    """The list a sheet holds: "List_1" is 1 and not 10 or 11; also "6. CIN" and plain names."""
    plain = re.sub(r"[\s_]+", " ", sheet).strip().casefold().replace("&", "and")
    numbered = re.search(r"list\D{0,5}?0*(\d{1,2})(?!\d)", plain) or re.match(
        r"0*(\d{1,2})[. \-:]", plain
    )
    if numbered:
        number = int(numbered.group(1))
        return str(number) if number in SHEET_NAMES else None
    return next((str(n) for n, names in SHEET_NAMES.items() if plain in names), None)


def _c(name: str, heading: str, holds: Holds = Holds.TEXT, **facts: object) -> Column:
    return Column(name=name, heading=heading, holds=holds, about=heading, **facts)  # type: ignore[arg-type]


def _day(name: str, heading: str, *, needed: bool = False, ahead: bool = False) -> Column:
    return _c(name, heading, Holds.DAY, needed=needed, may_be_ahead=ahead)


def _known(name: str, heading: str, listed: tuple[str, ...] = codes.YES_NO) -> Column:
    return _c(name, heading, codes=listed, also=codes.also(listed))


def _count(name: str, heading: str) -> Column:
    return _c(name, heading, Holds.COUNT)


CHILD = _c("child_id", "Child Unique ID", Holds.ID, needed=True)
PERSON = (
    _known("sex", "Gender", codes.SEX),
    _known("ethnicity", "Ethnicity", codes.ETHNICITY),
    _day("date_of_birth", "Date of Birth", ahead=True),
    _count("age", "Age of Child (Years)"),
)
DISABILITY = _known("disability", "Does the Child have a Disability", codes.YES_NO_UNKNOWN)
# Not in Ofsted's layout: some councils add it, and brothers and sisters are known by it.
HOUSEHOLD = _c("household_id", "Family or household identifier", Holds.ID)
WHO = (_c("allocated_team", "Allocated Team"), _c("allocated_worker", "Allocated Worker"))


def _list(
    number: int, title: str, *columns: Column, key: tuple[str, ...] = (), **facts: object
) -> Table:
    return Table(
        name=str(number),
        title=f"List {number}: {title}",
        about=title,
        columns=tuple(replace(c, known=pattern(number, c.name)) for c in columns),
        key=key,
        in_order=("row",),
        of_open_cases=False,
        **facts,  # type: ignore[arg-type]
    )


LISTS: tuple[Table, ...] = (
    _list(
        1, "Contacts", CHILD, *PERSON,
        _day("contact_on", "Date of Contact", needed=True),
        _known("source", "Contact Source", codes.SOURCE),
        key=("child_id", "contact_on", "source"),
    ),
    _list(
        2, "Early help", CHILD, *PERSON,
        _day("started_on", "Assessment start date", needed=True),
        _day("ended_on", "Assessment completion date"),
        _c("organisation", "Organisation completing assessment"), HOUSEHOLD,
        key=("child_id", "started_on"), periods=(("started_on", "ended_on"),),
    ),
    _list(
        3, "Referrals", CHILD, *PERSON,
        _day("referred_on", "Date of referral", needed=True),
        _known("source", "Referral Source", codes.SOURCE),
        _known("nfa", "Referral NFA?"),
        _count("earlier", "Number of Referrals in Last 12 Months"), *WHO,
        key=("child_id", "referred_on", "source"),
    ),
    _list(
        4, "Assessments", CHILD, *PERSON, DISABILITY,
        _day("started_on", "Continuous Assessment Start Date", needed=True),
        _known("seen", "Child Seen During Continuous Assessment", codes.YES_NO_UNKNOWN),
        _day("authorised_on", "Continuous Assessment Date of Authorisation"),
        _known(
            "outcome",
            "Was the child assessed as requiring LA children's social care support",
        ), *WHO,
        key=("child_id", "started_on"), periods=(("started_on", "authorised_on"),),
    ),
    _list(
        5, "Section 47 enquiries and initial conferences", CHILD, *PERSON, DISABILITY,
        _day(
            "started_on",
            "Strategy discussion initiating Section 47 Enquiry Start Date",
            needed=True,
        ),
        _known("unneeded", "Was an Initial Child Protection Conference deemed unnecessary?"),
        _day("conference_on", "Date of Initial Child Protection Conference", ahead=True),
        _known(
            "plan", "Did the Initial Child Protection Conference Result in a Child Protection Plan"
        ),
        _count("enquiries", "Number of Section 47 Enquiries in the last 12 months"),
        _count("conferences", "Number of ICPCs in the last 12 months"), *WHO,
        key=("child_id", "started_on"), periods=(("started_on", "conference_on"),),
    ),
    _list(
        6, "Children in need", CHILD, *PERSON, DISABILITY,
        _day("opened_on", "CIN Start Date", needed=True),
        _known("need", "Primary Need Code", codes.NEED),
        _day("seen_on", "Date Child Was Last Seen"),
        _day("closed_on", "CIN Closure Date"),
        _known("closure_reason", "Reason for Closure", codes.CLOSURE),
        _c(
            "case_status", "Case status", Holds.CHOICE, needed=True, choices=codes.CASE_STATUS,
            also=codes.also(codes.CASE_STATUS),
        ),
        *WHO, HOUSEHOLD,
        key=("child_id", "opened_on"), periods=(("opened_on", "closed_on"),), closes="closed_on",
    ),
    _list(
        7, "Child protection", CHILD, *PERSON, DISABILITY,
        _day("started_on", "Child Protection Plan Start Date", needed=True),
        _known("initial_category", "Initial Category of Abuse", codes.ABUSE),
        _known("category", "Latest Category of Abuse", codes.ABUSE),
        _day("visited_on", "Date of the Last Statutory Visit"),
        _known("seen_alone", "Was the Child Seen Alone?", codes.YES_NO_UNKNOWN),
        _day("reviewed_on", "Date of latest review conference"),
        _day("ended_on", "Child Protection Plan End Date"),
        _known(
            "emergency",
            "Subject to Emergency Protection Order or Protected Under Police Powers "
            "in Last Six Months (Y/N)",
        ),
        _count("earlier", "Number of Previous Child Protection Plans"), *WHO, HOUSEHOLD,
        key=("child_id", "started_on"), periods=(("started_on", "ended_on"),), closes="ended_on",
    ),
    _list(
        8, "Children in care", CHILD, *PERSON,
        _known(
            "uasc", "Unaccompanied Asylum Seeking Child (UASC) within the Last 12 Months (Y/N)"
        ),
        DISABILITY,
        _day("started_on", "Date Started to be Looked After", needed=True),
        _known("need", "Child's Category of Need", codes.NEED),
        _known(
            "again",
            "Is this a second or subsequent period of being a Looked After Child "
            "within the last 12 months (Y/N)",
        ),
        _day("legal_on", "Start date of current legal status"),
        _known("legal_status", "Child's Legal Status", codes.LEGAL_STATUS),
        _day("reviewed_on", "Date of Latest Statutory Review"),
        _day("visited_on", "Date of Last Social Work Visit"),
        _c("permanence", "What is the permanence plan for this child?"),
        _day("iro_on", "Date of Last IRO Visit / Contact to the Child"),
        _day("health_on", "Date of Last Health Assessment"),
        _day("dental_on", "Date of Last Dental Check"),
        _count("placements", "Number of Placements in the Last 12 months"),
        _day("ceased_on", "Date Ceased to be Looked After"),
        _c("ceased_reason", "Reason Ceased to be Looked After"),
        _day("placed_on", "Start Date of Most Recent Placement"),
        _c("placement_type", "Placement Type"),
        _known("provider", "Placement Provider", codes.PROVIDER),
        _c("postcode", "Placement postcode"),
        _c("urn", "URN of Placement", Holds.ID),
        _c("location", "Placement Location"),
        _c("authority", "LA of Placement"),
        _count(
            "missing",
            "Number of Episodes the Child has been 'Missing' from their Placement "
            "in the last 12 months",
        ),
        _count(
            "absent",
            "Number of Episodes the Child has been 'Absent' from their Placement "
            "in the last 12 months",
        ),
        _known(
            "interview_offered",
            "Was the child offered a Return Interview after their last missing episode (Y/N)?",
            codes.YES_NO_UNKNOWN,
        ),
        _known(
            "interview_accepted",
            "Did the child accept a Return Interview after their last missing episode (Y/N)?",
            codes.YES_NO_UNKNOWN,
        ), *WHO, HOUSEHOLD,
        key=("child_id", "started_on", "legal_status", "placement_type", "provider", "postcode"),
        periods=(("started_on", "ceased_on"),), closes="ceased_on", before_birth=0,
    ),
    _list(
        9, "Care leavers", CHILD, *PERSON,
        _known(
            "uasc",
            "Unaccompanied Asylum Seeking Child (UASC), or formerly UASC if 18 or over (Y/N)",
        ),
        DISABILITY, *WHO,
        _c("adviser", "Allocated Personal Advisor"),
        _known("eligibility", "Eligibility Category", codes.ELIGIBILITY),
        _day("reviewed_on", "Latest Pathway Plan Review Date"),
        _c("in_touch", "LA in Touch"),
        _day("contact_on", "Latest Date of Contact"),
        _c("accommodation", "Type of Accommodation"),
        _known("suitability", "Suitability of Accommodation", codes.SUITABILITY),
        _c("activity", "Activity Status"), HOUSEHOLD,
        key=("child_id",),
    ),
    _list(
        10, "Adoption",
        _c("child_id", "Child Unique ID", Holds.ID), _c("family", "Family identifier", Holds.ID),
        mapped=False,
    ),
    _list(
        11, "Adopters",
        _c("adopter", "Individual adopter identifier", Holds.ID),
        _c("family", "Family identifier", Holds.ID),
        mapped=False,
    ),
)  # fmt: skip
