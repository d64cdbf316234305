"""Who may do what, in words that a service manager can review.

The names are `core.capacity.Capacity`. What each capacity may *do* stands in the rooms' MOVES
tables (`docs/lifecycle/`); what it may *open* in the hand-written matrix of the tests.
"""

from dataclasses import dataclass

from stocktake.core.capacity import Capacity


@dataclass(frozen=True, slots=True)
class InWords:
    """A capacity as shown to people, and whether its grant needs a team."""

    title: str
    sees: str
    does: str
    by_team: bool = False


CAPACITIES: dict[Capacity, InWords] = {
    Capacity.IG_OFFICER: InWords(
        "IT and information governance",
        "Settings, roles, the record of acts and the access log. No narrative about a child.",
        "Makes accounts, grants capacities, runs retention, approves that a report is safe.",
    ),
    Capacity.DATA_ANALYST: InWords(
        "Data analyst",
        "Imports, rejected rows, exports and counts. No note text.",
        "Imports extracts, confirms columns, exports tables.",
    ),
    Capacity.QA_MANAGER: InWords(
        "QA manager",
        "All reviews of the rounds, except what blindness hides.",
        "Commissions rounds, selects and freezes samples, allocates, drafts the report.",
    ),
    Capacity.REVIEWER: InWords(
        "Reviewer",
        "The cases allocated to them, until their commission ends.",
        "Reads, judges, holds discussions, shares, answers challenges, raises urgent concerns.",
    ),
    Capacity.BOARD_CHAIR: InWords(
        "Chair of the board",
        "All reviews, except what blindness hides.",
        "Chairs meetings, judges practice against the last inspection.",
    ),
    Capacity.WORKER: InWords(
        "Allocated worker",
        "The shared reviews of their own cases.",
        "Replies to findings in their own words, gives evidence of actions.",
    ),
    Capacity.TEAM_MANAGER: InWords(
        "Team manager",
        "The shared reviews of their own team's cases.",
        "Replies beside the worker, records that a child was seen.",
        by_team=True,
    ),
    Capacity.HEAD_OF_SERVICE: InWords(
        "Head of service",
        "Urgent safeguarding concerns, recommendations and their evidence.",
        "Acknowledges and decides concerns, verifies evidence of actions.",
    ),
    Capacity.ASSISTANT_DIRECTOR: InWords(
        "Assistant director",
        "Rounds, recommendations and reports; concerns that nobody acknowledged.",
        "Approves the scope and the report.",
    ),
    Capacity.COMMISSIONING_OFFICER: InWords(
        "Commissioning officer",
        "Placements and Regulation 44 reports. No case notes.",
        "Reads Regulation 44 reports and says what follows.",
    ),
    Capacity.MEMBER: InWords("Committee member", "What is published.", "Reads."),
    Capacity.LOCAL_OPERATOR: InWords(
        "Operator of this home",
        "Lists and counts, on the command line of the machine itself. Never narrative.",
        "Imports, re-runs, verifies and lists.",
    ),
}
