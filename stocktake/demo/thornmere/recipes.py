"""What each kind of note is made of: sections with headings, weights, and lengths in words."""

from dataclasses import dataclass

Section = tuple[str, str, float]  # section, heading, share of the note


@dataclass(frozen=True)
class Recipe:
    """Median and spread of the length (words, log-normal), and the sections in order.

    A section called "fact" marks where the story's own fact is told.
    """

    type: str
    title: str
    median: int
    sigma: float
    sections: tuple[Section, ...]


VISIT = (
    ("arrival", "Who was there", 0.1), ("fact", "", 0.0), ("seen", "What I saw", 0.18),
    ("words", "Child's words", 0.2), ("carer", "Conversation with parent or carer", 0.2),
    ("partner", "From others", 0.06), ("analysis", "Analysis", 0.16), ("next", "Next steps", 0.1),
)  # fmt: skip
TO_CHILD = (
    ("fact", "", 0.0), ("to_child", "", 0.5), ("seen", "", 0.12), ("carer", "", 0.16),
    ("analysis", "For the record", 0.12), ("next", "Next", 0.1),
)  # fmt: skip
MEETING = (
    ("meet_open", "Present", 0.14), ("fact", "", 0.0), ("progress", "Progress on the plan", 0.34),
    ("meet_view", "Family's views", 0.18), ("carer", "", 0.1), ("decide", "Decisions", 0.24),
)  # fmt: skip
FULL = (
    ("since", "Since last time", 0.14), ("fact", "", 0.0), ("sup_child", "Child's days", 0.12),
    ("sup_working", "Working", 0.12), ("worry", "Worried, unknown", 0.16),
    ("sup_hypothesis", "Hypotheses", 0.2), ("sup_self", "Worker", 0.08),
    ("sup_decide", "Decisions and reasons", 0.14), ("sup_sign", "", 0.04),
)  # fmt: skip
FAIR = (
    ("since", "Update", 0.24), ("fact", "", 0.0), ("worry", "Worries", 0.3),
    ("sup_decide", "Actions", 0.4), ("sup_sign", "", 0.06),
)  # fmt: skip
THIN = (("sup_thin", "", 1.0), ("fact", "", 0.0))
LONG = (
    ("ass_history", "History", 0.1), ("seen", "What I saw", 0.08), ("ass_child", "The child", 0.1),
    ("words", "In the child's words", 0.12), ("ass_parenting", "Parenting", 0.1),
    ("carer", "Parents' and carers' views", 0.12), ("ass_family", "Family and environment", 0.08),
    ("progress", "What others say", 0.12), ("analysis", "Analysis", 0.1),
    ("ass_conclusion", "Conclusion", 0.08),
)  # fmt: skip

RECIPES = {
    "visit": Recipe("Home visit", "", 320, 0.62, VISIT),
    "virtual": Recipe("Virtual visit", "Video call", 180, 0.5, (("virtual", "", 0.3), *VISIT[1:])),
    "unsuccessful": Recipe("Unsuccessful visit", "No reply", 35, 0.2, (("unsuccessful", "", 1.0),)),
    "call": Recipe("Telephone call", "", 45, 0.75, (
        ("call_open", "", 0.3), ("fact", "", 0.0), ("call", "", 0.5), ("call_close", "", 0.2))),
    "email": Recipe("E-mail", "", 60, 0.85, (
        ("email_open", "", 0.3), ("fact", "", 0.0), ("email", "", 0.5), ("email_close", "", 0.2))),
    "text": Recipe("Text message", "Texts", 22, 0.3, (
        ("text_in", "", 0.5), ("fact", "", 0.0), ("text_out", "", 0.5))),
    "meeting": Recipe("Meeting", "", 420, 0.35, MEETING),
    "core": Recipe("Core group", "Core group", 450, 0.3, MEETING),
    "conference": Recipe("Review conference", "Review child protection conference", 620, 0.25, (
        *MEETING, ("analysis", "Analysis", 0.1))),
    "strategy": Recipe("Strategy discussion", "Strategy discussion", 240, 0.3, MEETING),
    "marac": Recipe("MARAC", "Risk conference", 140, 0.3, MEETING),
    "review": Recipe("Review", "", 700, 0.25, (
        *MEETING, ("words", "In the young person's words", 0.12), ("analysis", "", 0.1))),
    "pep": Recipe("PEP meeting", "Personal education plan", 260, 0.3, (
        ("meet_open", "Present", 0.15), ("fact", "", 0.0), ("pep", "Targets", 0.5),
        ("progress", "School", 0.2), ("decide", "Actions", 0.15))),
    "health": Recipe("Health assessment", "Health assessment", 110, 0.3, (
        ("fact", "", 0.0), ("health", "", 0.5), ("partner", "", 0.2), ("next", "", 0.3))),
    "supervision": Recipe("Supervision", "Supervision", 180, 0.6, FAIR),
    "oversight": Recipe("Management oversight", "Management oversight", 62, 0.3, (
        ("fact", "", 0.0), ("oversight", "", 1.0))),
    "summary": Recipe("Case summary", "Case summary", 350, 0.2, (
        ("summary", "", 0.7), ("analysis", "", 0.15), ("words", "", 0.15))),
    "assessment": Recipe("Assessment", "Child and family assessment", 3500, 0.25, LONG),
    "family_time": Recipe("Family time", "Family time", 130, 0.45, (
        ("seen", "", 0.4), ("words", "", 0.35), ("partner", "", 0.25))),
    "direct": Recipe("Direct work", "Direct work", 260, 0.3, (
        ("fact", "", 0.0), ("words", "", 0.6), ("analysis", "", 0.4))),
    "missing": Recipe("Missing notification", "Missing notification", 60, 0.2, (("fact", "", 0.0),)),
    "court": Recipe("Court hearing", "Court", 90, 0.3, (("fact", "", 0.0), ("analysis", "", 1.0))),
    "sibling": Recipe("School visit", "School visit", 70, 0.2, (("fact", "", 0.0),)),
    "other": Recipe("Case note", "Case note", 70, 0.4, (
        ("fact", "", 0.0), ("partner", "", 0.5), ("next", "", 0.5))),
}  # fmt: skip

MOST = {  # sections that a person writes once or twice, however long the note
    "call_open": 1, "call_close": 2, "email_open": 2, "email_close": 1, "sup_sign": 1,
    "sup_thin": 1, "arrival": 2, "unsuccessful": 2, "sup_self": 1, "meet_open": 4, "virtual": 2,
    "since": 2, "text_in": 2, "text_out": 2, "next": 4, "to_child": 6, "sup_hypothesis": 3,
}  # fmt: skip

TYPES = {  # what the kind is called where the stratum has its own word
    ("visit", "CLA"): "Looked-after visit", ("visit", "CL"): "Leaving care visit",
    ("meeting", "EH"): "Team around the family", ("meeting", "CIN"): "Child in need review",
    ("review", "CLA"): "Looked-after review", ("review", "CL"): "Pathway plan review",
    ("assessment", "CIN"): "Child and family assessment",
}  # fmt: skip
