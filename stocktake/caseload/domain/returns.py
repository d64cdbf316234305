"""Statutory returns that supplement an extract: SSDA903 CSV files and the CIN census.

Sources: the column names of the looked-after children return, and the census's XML elements. A
column bears the name it has in the tables of a snapshot, so that it goes where that name stands.
"""

from stocktake.caseload.domain.columns import Column, Holds, Table


def _c(name: str, heading: str, holds: Holds = Holds.TEXT, *, needed: bool = False) -> Column:
    return Column(name=name, heading=heading, holds=holds, about=heading, needed=needed)


def _day(name: str, heading: str, *, needed: bool = False) -> Column:
    return _c(name, heading, Holds.DAY, needed=needed)


def _born(heading: str) -> Column:
    return Column(
        name="date_of_birth", heading=heading, holds=Holds.DAY, about=heading, may_be_ahead=True
    )


def _table(name: str, title: str, *columns: Column, key: tuple[str, ...] = ()) -> Table:
    return Table(
        name=name, title=title, about=title, columns=columns, key=key, in_order=("row",),
        of_open_cases=False,
    )  # fmt: skip


CHILD = _c("child_id", "CHILD", Holds.ID, needed=True)
SSDA903: tuple[Table, ...] = (
    _table(
        "header", "Header", CHILD, _c("sex", "SEX"), _born("DOB"), _c("ethnicity", "ETHNIC"),
        key=("child_id",),
    ),
    _table(
        "episodes", "Episodes", CHILD, _day("started_on", "DECOM", needed=True),
        _c("legal_status", "LS"), _c("need", "CIN"), _c("placement_code", "PLACE"),
        _c("provider", "PLACE_PROVIDER"), _day("ended_on", "DEC"), _c("end_reason", "REC"),
        _c("setting_id", "URN", Holds.ID),
    ),
    _table(
        "reviews", "Reviews", CHILD, _born("DOB"), _day("held_on", "REVIEW", needed=True),
        _c("code", "REVIEW_CODE"),
    ),
    _table(
        "missing", "Missing", CHILD, _born("DOB"), _c("code", "MISSING"),
        _day("started_at", "MIS_START", needed=True), _day("ended_at", "MIS_END"),
    ),
    _table("uasc", "Unaccompanied children", CHILD, _born("DOB"), _day("status_ends_on", "DUC")),
    _table(
        "oc3", "Care leavers", CHILD, _born("DOB"), _c("in_touch", "IN_TOUCH"),
        _c("activity", "ACTIV"), _c("accommodation", "ACCOM"), key=("child_id",),
    ),
)  # fmt: skip
LA_CHILD = _c("child_id", "LAchildID", Holds.ID, needed=True)
CIN: tuple[Table, ...] = (
    _table(
        "children", "Children", LA_CHILD, _born("PersonBirthDate"), _c("sex", "Sex"),
        _c("ethnicity", "Ethnicity"), key=("child_id",),
    ),
    _table(
        "episodes", "Episodes of need", LA_CHILD,
        _day("received_on", "CINreferralDate", needed=True), _c("source", "ReferralSource"),
        _c("need", "PrimaryNeedCode"), _day("ended_on", "CINclosureDate"),
        _c("end_reason", "ReasonForClosure"), _day("conference_on", "DateOfInitialCPC"),
        _c("nfa", "ReferralNFA", Holds.YES_NO),
    ),
    _table(
        "assessments", "Assessments", LA_CHILD,
        _day("started_on", "AssessmentActualStartDate", needed=True),
        _day("authorised_on", "AssessmentAuthorisationDate"),
    ),
    _table(
        "plans", "Plans for children in need", LA_CHILD,
        _day("started_on", "CINPlanStartDate", needed=True), _day("ended_on", "CINPlanEndDate"),
    ),
    _table(
        "enquiries", "Section 47 enquiries", LA_CHILD,
        _day("started_on", "S47ActualStartDate", needed=True),
        _day("conference_due_on", "InitialCPCtarget"), _day("conference_on", "DateOfInitialCPC"),
        _c("conference_unneeded", "ICPCnotRequired", Holds.YES_NO),
    ),
    _table(
        "protection", "Child protection plans", LA_CHILD,
        _day("started_on", "CPPstartDate", needed=True), _day("ended_on", "CPPendDate"),
        _c("category", "LatestCategoryOfAbuse"),
    ),
    _table(
        "reviews", "Reviews of child protection plans", LA_CHILD,
        _day("held_on", "CPPreviewDate", needed=True),
    ),
)  # fmt: skip
# table of a snapshot -> (table of the return, what the return leaves unsaid)
GOES: dict[str, dict[str, tuple[tuple[str, dict[str, str]], ...]]] = {
    "ssda903": {
        "cases": (("header", {}),),
        "placements": (("episodes", {}),),
        "legal_statuses": (("episodes", {}),),
        "reviews": (("reviews", {"review_type": "Looked-after review"}),),
        "missing": (("missing", {}),),
        "leavers": (("oc3", {}),),
    },
    "cin": {
        "cases": (("children", {}),),
        "referrals": (("episodes", {}),),
        "assessments": (("assessments", {"assessment_type": "Child and family assessment"}),),
        "plans": (("plans", {"plan_type": "CIN"}), ("protection", {"plan_type": "CP"})),
        "enquiries": (("enquiries", {}),),
        "reviews": (("reviews", {"review_type": "Review child protection conference"}),),
    },
}
