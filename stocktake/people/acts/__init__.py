"""What changes accounts, capacities and leave to read a case."""

from stocktake.people.acts.accounts import (
    close_account,
    end_capacity,
    grant_capacity,
    make_account,
    make_password_link,
    match_worker,
    unmatch_worker,
)
from stocktake.people.acts.cases import (
    end_case_grant_moves,
    grant_case_moves,
    lift_blindness_moves,
    open_work_moves,
    seal_work_moves,
)
from stocktake.people.acts.council import change_settings

__all__ = [
    "change_settings",
    "close_account",
    "end_capacity",
    "end_case_grant_moves",
    "grant_capacity",
    "grant_case_moves",
    "lift_blindness_moves",
    "make_account",
    "make_password_link",
    "match_worker",
    "open_work_moves",
    "seal_work_moves",
    "unmatch_worker",
]
