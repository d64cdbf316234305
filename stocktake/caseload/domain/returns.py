"""Statutory returns that supplement an extract: SSDA903 CSV files and the CIN census.

Sources: the column names of the looked-after children return, and the census's XML elements. A
column bears the name it has in the tables of a snapshot, so that it goes where that name stands.
"""

from stocktake.caseload.domain.columns import Column, Holds, Table


def _c(name: str, heading: str, holds: Holds = Holds.TEXT, *, needed: bool = False) -> Column:
    return Column(name=name, heading=heading, holds=holds, about=heading, needed=needed)


def _day(name: str, heading: str, *, needed: bool = False) -> Column:
    return _c(name, heading, Holds.DAY, needed=needed)


def _ahead(name: str, heading: str) -> Column:
    return Column(name=name, heading=heading, holds=Holds.DAY, about=heading, may_be_ahead=True)


def _born(heading: str) -> Column:
    return Column(
        name="date_of_birth", heading=heading, holds=Holds.DAY, about=heading, may_be_ahead=True
    )


def _table(
    name: str, title: str, *columns: Column, key: tuple[str, ...] = (), mapped: bool = True
) -> Table:
    return Table(
        name=name, title=title, about=title, columns=columns, key=key, in_order=("row",),
        of_open_cases=False, mapped=mapped,
    )  # fmt: skip


CHILD = _c("child_id", "CHILD", Holds.ID, needed=True)
SSDA903: tuple[Table, ...] = (
    _table(
        "header", "Header", CHILD, _c("sex", "SEX"), _born("DOB"), _c("ethnicity", "ETHNIC"),
        key=("child_id",),
    ),
    _table(
        "episodes", "Episodes", CHILD, _day("started_on", "DECOM", needed=True),
        _c("new_because", "RNE"), _c("legal_status", "LS"), _c("need", "CIN"), _c("placement_code", "PLACE"),
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
    _table("uasc", "Unaccompanied children", CHILD, _born("DOB"), _ahead("status_ends_on", "DUC")),
    _table(
        "oc2", "Health and outcomes over the year", CHILD, _born("DOB"),
        _c("sdq_score", "SDQ_SCORE"), _c("sdq_reason", "SDQ_REASON"), _c("convicted", "CONVICTED"),
        _c("health_check", "HEALTH_CHECK"), _c("immunisations", "IMMUNISATIONS"),
        _c("teeth_check", "TEETH_CHECK"), _c("health_assessment", "HEALTH_ASSESSMENT"),
        _c("substance_misuse", "SUBSTANCE_MISUSE"),
        _c("intervention_received", "INTERVENTION_RECEIVED"),
        _c("intervention_offered", "INTERVENTION_OFFERED"), key=("child_id",),
    ),
    _table(
        "oc3", "Care leavers", CHILD, _born("DOB"), _c("in_touch", "IN_TOUCH"),
        _c("activity", "ACTIV"), _c("accommodation", "ACCOM"), key=("child_id",),
    ),
    _table(
        "sw_episodes", "Social workers", CHILD, _born("DOB"),
        _c("worker_id", "SW_ID", Holds.ID, needed=True),
        _day("started_on", "SW_DECOM", needed=True), _day("ended_on", "SW_DEC"),
        _c("end_reason", "SW_REASON"),
    ),
    _table(
        "dolo", "Deprivation of liberty orders", CHILD, _born("DOB"),
        _day("started_on", "DOLO_START", needed=True), _day("ended_on", "DOLO_END"),
    ),
    # Of adoption and of earlier permanence only the rows are counted: nothing of them is kept.
    _table("ad1", "Adoption", CHILD, mapped=False),
    _table("placed_adoption", "Placed for adoption", CHILD, mapped=False),
    _table("prev_perm", "Earlier permanence", CHILD, mapped=False),
)  # fmt: skip
LA_CHILD = _c("child_id", "LAchildID", Holds.ID, needed=True)
CIN: tuple[Table, ...] = (
    _table(
        "children", "Children", LA_CHILD, _born("PersonBirthDate"), _c("sex", "Sex"),
        _c("ethnicity", "Ethnicity"), _c("disabilities", "Disability"),
        _day("died_on", "PersonDeathDate"), key=("child_id",),
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
        _day("reviewed_on", "AssessmentInternalReviewDate"), _c("factors", "AssessmentFactors"),
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
        _c("initial_category", "InitialCategoryOfAbuse"), _c("category", "LatestCategoryOfAbuse"),
        _c("earlier", "NumberOfPreviousCPP", Holds.COUNT),
    ),
    _table(
        "reviews", "Reviews of child protection plans", LA_CHILD,
        _day("held_on", "CPPreviewDate", needed=True),
    ),
)  # fmt: skip
# Factors of the census that name exploitation: sexual, trafficking, gangs, criminal.
EXPLOITATION = ("11A", "12A", "13A", "24A")
# "care", "placed", "need" and "conferences" are made of the returns' tables by reading/supplements.py.
# table of a snapshot -> (table of the return, what the return leaves unsaid)
GOES: dict[str, dict[str, tuple[tuple[str, dict[str, str]], ...]]] = {
    "ssda903": {
        "cases": (("header", {}),),
        "placements": (("placed", {}),),
        "legal_statuses": (("episodes", {}), ("dolo", {"legal_status": "DoL"})),
        "episodes": (("care", {"kind": "CLA"}),),
        "involvements": (("sw_episodes", {}),),
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
        "episodes": (("need", {"kind": "CIN"}), ("protection", {"kind": "CP"})),
        "reviews": (
            ("reviews", {"review_type": "Review child protection conference"}),
            ("conferences", {"review_type": "Initial child protection conference"}),
        ),
    },
}
