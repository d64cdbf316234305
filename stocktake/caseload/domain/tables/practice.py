"""What was done: notes, visits, supervision, reviews, assessments, plans, Regulation 44 reports."""

from stocktake.caseload.domain import meanings
from stocktake.caseload.domain.columns import (
    CHILD,
    Column,
    Holds,
    Table,
    coded,
    day,
    id_,
    one_of,
    text,
    yes_no,
)

NOTES = Table(
    name="notes",
    about="Case notes, for councils that let reviewers read inside Stocktake.",
    key=("note_id",),
    in_order=("child_id", "happened_at", "note_id"),
    columns=(
        id_("note_id", "Identifier of the note", needed=True),
        CHILD,
        Column(
            name="happened_at", holds=Holds.MOMENT, about="When the event happened", needed=True
        ),
        Column(name="recorded_at", holds=Holds.MOMENT, about="When the note was written up"),
        text("note_type", "Home visit, Telephone call, Supervision, …"),
        Column(name="title", holds=Holds.TEXT, about="Title of the note", apart=True),
        id_("author_id", "Worker identifier of the author"),
        text("author", "Name of the author"),
        Column(name="body", holds=Holds.WORDS, about="The note itself, as plain text"),
    ),
)

VISITS = Table(
    name="visits",
    about="Visits, attempted visits, and contacts of personal advisers.",
    in_order=("child_id", "happened_on"),
    columns=(
        CHILD,
        day("happened_on", "Day of the visit", needed=True),
        day("recorded_on", "Day it was written up"),
        coded(
            "visit_type",
            "Under which duty. “Statutory visit” is the duty that the child is under that day; "
            "“Last seen” may have been any",
            "Early help visit", "CIN visit", "CP visit", "Looked-after visit",
            "Leaving care visit", "Adoption visit", "Private fostering visit", "Statutory visit",
            "Last seen", "Reviewing officer visit", "Other visit",
        ),
        one_of("mode", "How it was made", "in_person", "video", "phone", also=meanings.MODE),
        one_of(
            "outcome", "Whether the visit took place; empty means it did", "visit", "attempt",
            also=meanings.OUTCOME,
        ),
        yes_no("seen", "The child was seen"),
        yes_no("seen_alone", "The child was seen alone"),
        id_("worker_id", "Who visited"),
        text("mode_reason", "Why not in person"),
        text("engaged", "How the child or young person engaged"),
        text("life_event", "A life event that the visit marked"),
        text(
            "alone_reason",
            "Why seeing the child alone was not appropriate (a baby, the child's own wish)",
        ),
        yes_no("bedroom_seen", "The child's bedroom was seen"),
    ),
)  # fmt: skip

SUPERVISIONS = Table(
    name="supervisions",
    about="Case supervision and management oversight.",
    in_order=("child_id", "held_on"),
    columns=(
        CHILD,
        day("held_on", "Day it was held", needed=True),
        day("recorded_on", "Day it was written up"),
        one_of("kind", "Which of the two", "supervision", "management oversight"),
        id_("worker_id", "Who was supervised"),
        id_("supervisor_id", "Who supervised"),
    ),
)

REVIEWS = Table(
    name="reviews",
    about="Statutory and other reviews, conferences and core groups.",
    in_order=("child_id", "held_on", "due_on"),
    columns=(
        CHILD,
        coded(
            "review_type", "Which review",
            "Initial child protection conference", "Review child protection conference",
            "Core group", "Looked-after review", "CIN review", "Pathway plan review",
            "PEP review", "EHC annual review", "Adoption review", "Team around the family",
            "Private fostering review", "Other review",
            needed=True,
        ),
        day("held_on", "Day it was held; empty when not held yet"),
        day("due_on", "Day by which it was due", ahead=True),
    ),
)  # fmt: skip

ASSESSMENTS = Table(
    name="assessments",
    about="Assessments, open ones included.",
    in_order=("child_id", "started_on"),
    of_open_cases=False,
    periods=(("started_on", "authorised_on"),),
    columns=(
        CHILD,
        coded(
            "assessment_type", "Which assessment",
            "Child and family assessment", "Early help assessment", "Pathway assessment",
            "EHC assessment", "Private fostering assessment", "Other assessment",
        ),
        day("started_on", "Day it started", needed=True),
        day("authorised_on", "Day a manager authorised it; empty while open"),
        text("extension_reason", "Why it took longer than the standard"),
        day("referred_on", "Day of the referral it answers, from which the standard counts"),
        yes_no("seen", "The child was seen during it"),
        text("outcome", "What it concluded"),
        text("team", "Team that assessed"),
        id_("worker_id", "Who assessed"),
    ),
)  # fmt: skip

PLANS = Table(
    name="plans",
    about="Plans and their latest reviews. Earlier reviews stand in reviews.csv.",
    in_order=("child_id", "started_on"),
    periods=(("started_on", "ended_on"), ("started_on", "reviewed_on")),
    columns=(
        CHILD,
        one_of(
            "plan_type", "Which plan",
            "CIN", "CP", "care", "PEP", "EHC", "pathway", "EH",
            needed=True,
        ),
        day("started_on", "Day it started; of an EHC plan the day it was issued"),
        day("reviewed_on", "Day it was last reviewed"),
        day("ended_on", "Day it ended; empty while current"),
        day("requested_on", "Day an EHC assessment was requested"),
        day("decided_on", "Day it was decided whether to assess"),
        yes_no("agreed", "The decision was to assess"),
        text("category", "Category of a child protection plan"),
        id_("school_id", "School or setting that a PEP or EHC plan names"),
    ),
)  # fmt: skip

REG44 = Table(
    name="reg44",
    title="Regulation 44",
    about="Regulation 44 reports of independent visitors to children's homes.",
    key=("setting_id", "month"),
    in_order=("setting_id", "month"),
    of_open_cases=False,
    periods=(("visited_on", "received_on"),),
    columns=(
        id_("setting_id", "Identifier of the home, as in placements.csv", needed=True),
        text("setting_name", "Name of the home"),
        Column(name="month", holds=Holds.MONTH, about="Month of the visit", needed=True),
        day("visited_on", "Day of the visit"),
        day("received_on", "Day the report reached the council"),
        yes_no("placing_authority_copy", "Sent to the placing authority", default="no"),
        Column(name="summary", holds=Holds.WORDS, about="What the report says, in short"),
    ),
)
