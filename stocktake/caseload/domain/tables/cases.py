"""Who is open and who works with them: cases, workers, involvements, earlier reviews."""

from stocktake.caseload.domain import meanings
from stocktake.caseload.domain.columns import (
    CHILD,
    Column,
    Holds,
    Table,
    day,
    id_,
    one_of,
    text,
    yes_no,
)

CASES = Table(
    name="cases",
    about=(
        "One row for each open case: the frame from which a sample is selected. Cases closed in "
        "the last six months may stand in it too, with the day they closed: they are in no "
        "sample of open cases, but what was done in them is still measured."
    ),
    key=("child_id",),
    in_order=("child_id",),
    of_open_cases=False,
    columns=(
        CHILD,
        text("case_ref", "Reference that people use for the case; the child_id when empty"),
        one_of(
            "stratum",
            "Where the case is held",
            "EH",
            "CIN",
            "CP",
            "CLA",
            "CL",
            needed=True,
            also=meanings.STRATUM,
        ),
        day("date_of_birth", "Date of birth, or the expected date", ahead=True),
        Column(name="age", holds=Holds.COUNT, about="Age at last birthday; -1 for an unborn child"),
        text("sex", "As recorded: male, female, …"),
        text("ethnicity", "Code or words"),
        text("disability", "yes, no or unknown"),
        text("need", "Primary need"),
        day("opened_on", "When this episode opened"),
        text("allocated_team", "Team that holds the case"),
        id_("allocated_worker_id", "Identifier of the allocated worker, the same in every table"),
        text("allocated_worker", "Name of the allocated worker"),
        yes_no(
            "restricted", "Restricted record: left out of the sample with a reason", default="no"
        ),
        yes_no("in_complaint", "A complaint about the case is open", default="no"),
        id_("household_id", "The same for brothers and sisters in one household or family"),
        day("closed_on", "Day the case closed; empty while open"),
        text("closed_reason", "Why it closed"),
        one_of("stepped_to", "Where a closed case stepped down to", "EH", "CIN", "CP", "CL"),
        yes_no("exploitation", "Exploitation or harm outside the home is a known concern"),
    ),
    periods=(("opened_on", "closed_on"),),
    closes="closed_on",
)

WORKERS = Table(
    name="workers",
    about="Workers and their managers: who supervises whom.",
    key=("worker_id",),
    in_order=("worker_id",),
    of_open_cases=False,
    columns=(
        id_("worker_id", "Identifier, as in the other tables", needed=True),
        text("name", "Name"),
        text("role", "Social worker, team manager, …"),
        text("team", "Team"),
        id_("manager_id", "Worker identifier of their manager"),
        yes_no("newly_qualified", "In the assessed and supported year", default="no"),
    ),
)

INVOLVEMENTS = Table(
    name="involvements",
    about="Who was allocated to the child when: a count of changes of worker comes from it.",
    in_order=("child_id", "started_on"),
    periods=(("started_on", "ended_on"),),
    columns=(
        CHILD,
        id_("worker_id", "Identifier of the worker", needed=True),
        text("role", "Social worker, personal adviser, reviewing officer, …"),
        text("team", "Team at the time"),
        day("started_on", "Day the involvement began", needed=True),
        day("ended_on", "Day it ended; empty while current"),
        text("end_reason", "Why it ended"),
    ),
)

PREVIOUS_AUDITS = Table(
    name="previous_audits",
    about="Earlier reviews of these children, so that the same families are not always chosen.",
    in_order=("child_id", "audited_on"),
    of_open_cases=False,
    columns=(
        CHILD,
        day("audited_on", "Day of the review", needed=True),
        text("round", "Which round it belonged to"),
        text("depth", "in depth, lighter"),
    ),
)
