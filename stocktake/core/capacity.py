"""The capacities in which people act. What each may do stands in the rooms' MOVES tables and pages;
who holds which, and in what words, in `stocktake/people/capacities.py`."""

from enum import StrEnum


class Capacity(StrEnum):
    IG_OFFICER = "ig_officer"  # IT and information governance: settings, roles, log; no narrative
    DATA_ANALYST = "data_analyst"  # imports and exports; no note bodies
    QA_MANAGER = "qa_manager"  # runs the round
    REVIEWER = "reviewer"  # independent; assigned cases only, until the commission ends
    BOARD_CHAIR = "board_chair"  # chairs the Achieving Excellence Board; sees all reviews
    WORKER = "worker"  # allocated social worker or early-help practitioner
    TEAM_MANAGER = "team_manager"  # manages the allocated workers of a team
    HEAD_OF_SERVICE = "head_of_service"  # urgent concerns, verification
    ASSISTANT_DIRECTOR = "assistant_director"  # approves scope and report
    COMMISSIONING_OFFICER = "commissioning_officer"  # placements and Regulation 44; no notes
    MEMBER = "member"  # committee member; published items only
    LOCAL_OPERATOR = "local_operator"  # the command line of this home; never reads narrative
