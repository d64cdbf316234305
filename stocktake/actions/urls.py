"""Addresses of actions."""

from django.urls import path

from stocktake.actions import queries
from stocktake.actions.pages import drafting, tracker, turns
from stocktake.ui.navigation import NavItem

app_name = "actions"
urlpatterns = [
    path("actions/", tracker.tracker, name="list"),
    path("actions/agree/", tracker.agree_many, name="agree_many"),
    path("actions/draft/", drafting.draft, name="draft"),
    path("rounds/<str:round_id>/actions/", tracker.of_round, name="of_round"),
    path("actions/<str:key>/", turns.one, name="one"),
    path("actions/<str:key>/agree/", turns.agree, name="agree"),
    path("actions/<str:key>/start/", turns.start, name="start"),
    path("actions/<str:key>/evidence/", turns.evidence, name="evidence"),
    path("actions/<str:key>/verify/", turns.verify, name="verify"),
    path("actions/<str:key>/withdraw/", turns.withdraw, name="withdraw"),
]
NAV = (NavItem("Actions", "actions:list", tracker.SEERS, count=queries.waiting),)
ROUND_TABS = (NavItem("Recommendations", "actions:of_round", tracker.SEERS),)
