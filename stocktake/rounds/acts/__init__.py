"""Writes of rounds: commission, design, select, swap, freeze, close."""

from stocktake.rounds.acts.agreeing import TERMS, agree_terms
from stocktake.rounds.acts.commissioning import begin_moves, close_round, commission
from stocktake.rounds.acts.designing import (
    ask_to_leave_out,
    decide_leave_out,
    design,
    give_authority,
    mark_relative,
    withdraw_leave_out,
)
from stocktake.rounds.acts.programming import (
    ASSURANCE,
    PLANNED,
    adopt_framework,
    draft_framework,
    drop_planned,
    lay_out_year,
    move_planned,
    plan_round,
    take_up,
)
from stocktake.rounds.acts.sampling import (
    estimate_chances,
    freeze_sample,
    select_sample,
    swap_case,
)
from stocktake.rounds.acts.subjects import ROUND

__all__ = [
    "ASSURANCE",
    "PLANNED",
    "ROUND",
    "TERMS",
    "adopt_framework",
    "agree_terms",
    "ask_to_leave_out",
    "begin_moves",
    "close_round",
    "commission",
    "decide_leave_out",
    "design",
    "draft_framework",
    "drop_planned",
    "estimate_chances",
    "freeze_sample",
    "give_authority",
    "lay_out_year",
    "mark_relative",
    "move_planned",
    "plan_round",
    "select_sample",
    "swap_case",
    "take_up",
    "withdraw_leave_out",
]
