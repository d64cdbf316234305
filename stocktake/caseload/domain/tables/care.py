"""Children looked after and care leavers: placements, legal statuses, health, going missing."""

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

MISSING = Table(
    name="missing",
    before_birth=0,
    about="Episodes of going missing, and the return home interviews.",
    in_order=("child_id", "started_at"),
    periods=(("started_at", "ended_at"),),
    columns=(
        CHILD,
        Column(
            name="started_at", holds=Holds.MOMENT, about="When the child went missing", needed=True
        ),
        Column(name="ended_at", holds=Holds.MOMENT, about="When found; empty while missing"),
        day("interview_offered_on", "Day a return home interview was offered"),
        yes_no("interview_accepted", "The child accepted it; “no” is a declined interview"),
        day("interview_held_on", "Day it was held"),
        one_of("category", "Missing, or away without authorisation", "missing", "away"),
        yes_no("interview_offered", "It was offered, where no day is recorded"),
    ),
)

PLACEMENTS = Table(
    name="placements",
    before_birth=0,
    about="Placements of looked-after children and care leavers.",
    in_order=("child_id", "started_on"),
    periods=(("started_on", "ended_on"),),
    columns=(
        CHILD,
        id_("placement_id", "Identifier of the placement"),
        day("started_on", "Day it started", needed=True),
        day("ended_on", "Day it ended; empty while current"),
        text("placement_type", "Foster care, children's home, supported accommodation, …"),
        text("provider", "Who provides it"),
        id_("setting_id", "Identifier of the home (its Ofsted URN where it has one)"),
        text("setting_name", "Name of the home"),
        yes_no("in_area", "Inside the council's area"),
        text("placement_code", "Code of the looked-after children return: U4, K2, R1, …"),
        one_of(
            "arrangement",
            "Arrangements that change how often the child is visited (regulation 28)",
            "with_parents_unassessed", "with_parents_full_order", "with_parents_interim_order",
            "connected_temporary", "long_term_foster", "placed_for_adoption", "short_breaks",
        ),
        yes_no("until_18", "Meant to last until the child is 18"),
        yes_no("children_home", "The setting is a registered children's home"),
        yes_no("in_england", "The setting is in England"),
    ),
)  # fmt: skip

LEGAL_STATUSES = Table(
    name="legal_statuses",
    before_birth=0,
    about="Legal statuses of looked-after children, and deprivation of liberty orders.",
    in_order=("child_id", "started_on"),
    periods=(("started_on", "ended_on"),),
    columns=(
        CHILD,
        text(
            "legal_status",
            "Code and words: C2, V2, E1, …; “DoL” for a deprivation of liberty order",
            needed=True,
        ),
        day("started_on", "Day it began", needed=True),
        day("ended_on", "Day it ended; empty while current"),
    ),
)

HEALTH = Table(
    name="health",
    before_birth=0,
    about="Health assessments and dental checks of looked-after children.",
    in_order=("child_id", "kind", "held_on"),
    columns=(
        CHILD,
        coded(
            "kind", "What it was",
            "Initial health assessment", "Review health assessment", "Health assessment",
            "Dental check", "Strengths and difficulties questionnaire", "Eye test", "Immunisations",
            needed=True,
        ),
        day("held_on", "Day it was done, or refused; empty when not done yet"),
        day("due_on", "Day by which it was due", ahead=True),
        one_of("outcome", "What came of it; empty means held", "held", "refused", "not_attended"),
    ),
)  # fmt: skip

LEAVERS = Table(
    name="leavers",
    about="What is known of young people who leave or have left care.",
    key=("child_id",),
    in_order=("child_id",),
    columns=(
        CHILD,
        coded(
            "eligibility", "Category of entitlement",
            "Eligible child", "Relevant child", "Former relevant child", "Qualifying care leaver",
        ),
        day("eligible_on", "Day they became eligible, from which the first pathway plan counts"),
        id_("adviser_id", "Identifier of the personal adviser"),
        text("adviser", "Name of the personal adviser"),
        yes_no("adviser_wanted", "At 21 or over: they want an adviser's support"),
        text("in_touch", "Whether the council is in touch"),
        day("moved_on", "Day they moved to their present accommodation"),
        text("accommodation", "Kind of accommodation"),
        coded("suitability", "Whether it is suitable", "Suitable", "Unsuitable"),
        text("activity", "Education, employment or training"),
    ),
)  # fmt: skip
