"""Addresses of timeliness."""

from django.urls import path

from stocktake.indicators import pages
from stocktake.indicators.pages.overview import OWN, SERVICE
from stocktake.ui.navigation import NavItem

app_name = "indicators"
urlpatterns = [
    path("timeliness/", pages.service, name="service"),
    path("timeliness/mine/", pages.mine, name="mine"),
    path("timeliness/rules/", pages.intervals, name="intervals"),
    path("timeliness/rules/<str:rule_id>/", pages.interval, name="interval"),
    path("timeliness/trends/<str:key>.csv", pages.trend_file, name="trend_file"),
    path("timeliness/figures/", pages.figures, name="figures"),
    path("timeliness/workers/<path:worker_id>/", pages.worker, name="worker"),
    path("timeliness/teams/<path:name>/", pages.team, name="team"),
    path("timeliness/cases/<path:child_id>/", pages.case, name="case"),
]
NAV = (
    NavItem("Timeliness", "indicators:service", SERVICE),
    NavItem("Timeliness", "indicators:mine", OWN),
)
