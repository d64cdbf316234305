"""From the front door to closure: contacts, referrals, enquiries and episodes.

Their children need not be open cases: other frames than the open cases are made from them.
"""

from stocktake.caseload.domain.columns import CHILD, Table, coded, day, id_, one_of, text, yes_no

CONTACTS = Table(
    name="contacts",
    about="Contacts received, whatever became of them.",
    in_order=("child_id", "received_on"),
    of_open_cases=False,
    columns=(
        CHILD,
        day("received_on", "Day it was received", needed=True),
        text("source", "Who made contact"),
        coded(
            "outcome", "What became of it",
            "No further action", "Information and advice", "Early help", "Referral",
        ),
        day("decided_on", "Day that was decided"),
        text("team", "Team that took it"),
        id_("worker_id", "Who took it"),
    ),
    periods=(("received_on", "decided_on"),),
)  # fmt: skip

REFERRALS = Table(
    name="referrals",
    about="Referrals to children's social care.",
    in_order=("child_id", "received_on"),
    of_open_cases=False,
    columns=(
        CHILD,
        day("received_on", "Day it was received", needed=True),
        text("source", "Who referred"),
        yes_no("nfa", "No further action was taken"),
        day("decided_on", "Day a manager decided what to do"),
        text("outcome", "What was decided"),
        text("team", "Team that took it"),
        id_("worker_id", "Who took it"),
    ),
    periods=(("received_on", "decided_on"),),
)

ENQUIRIES = Table(
    name="enquiries",
    about="Section 47 enquiries, and the initial child protection conference that followed.",
    in_order=("child_id", "started_on"),
    of_open_cases=False,
    columns=(
        CHILD,
        day("started_on", "Day of the strategy discussion that started the enquiry", needed=True),
        day("ended_on", "Day the enquiry ended; empty while open"),
        yes_no("conference_unneeded", "It was decided that no initial conference was needed"),
        day("conference_due_on", "Day by which the council says it was due", ahead=True),
        day("conference_on", "Day of the initial conference; may be booked ahead", ahead=True),
        yes_no("plan_made", "The conference made a child protection plan"),
        text("team", "Team that enquired"),
        id_("worker_id", "Who enquired"),
    ),
    periods=(("started_on", "ended_on"),),
)

EPISODES = Table(
    name="episodes",
    about="Periods of help: when each kind began and ended, and what came next.",
    in_order=("child_id", "started_on", "kind"),
    of_open_cases=False,
    columns=(
        CHILD,
        one_of(
            "kind", "What kind of period",
            "EH", "CIN", "CP", "CLA", "CL", "private_fostering", "placed_for_adoption",
            needed=True,
        ),
        day(
            "started_on",
            "Day it began: of CLA the day the child became looked after; of private fostering "
            "the day the council became aware; of CL the day of becoming eligible",
            needed=True,
        ),
        day("ended_on", "Day it ended; empty while it goes on"),
        text("end_reason", "Why it ended"),
        one_of("stepped_to", "Where the case went next", "EH", "CIN", "CP", "CLA", "CL", "closed"),
    ),
    periods=(("started_on", "ended_on"),),
)  # fmt: skip
