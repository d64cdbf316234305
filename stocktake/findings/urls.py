"""Addresses of findings; a round's own page leads here."""

from django.urls import path

from stocktake.findings.pages import baseline, findings, themes, voices
from stocktake.findings.pages.places import SEERS
from stocktake.ui.navigation import NavItem

app_name = "findings"
urlpatterns = [
    path("rounds/<str:round_id>/themes/", themes.themes, name="themes"),
    path("rounds/<str:round_id>/themes/<str:theme>/<str:stratum>/", themes.cell, name="cell"),
    path("rounds/<str:round_id>/findings/voices/", voices.voices, name="voices"),
    path("rounds/<str:round_id>/findings/", findings.listed, name="list"),
    path("rounds/<str:round_id>/findings/new/", findings.make, name="make"),
    path("rounds/<str:round_id>/baseline/", baseline.listed, name="baseline"),
    path("rounds/<str:round_id>/baseline/<str:statement_id>/", baseline.judge, name="judge"),
    path("findings/<str:finding_id>/", findings.one, name="one"),
]
ROUND_TABS = (
    NavItem("Themes", "findings:themes", SEERS),
    NavItem("Findings", "findings:list", SEERS),
    NavItem("Baseline", "findings:baseline", SEERS),
)
