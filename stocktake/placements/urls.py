"""Addresses of placements."""

from django.urls import path

from stocktake.placements import pages, queries
from stocktake.ui.navigation import NavItem

app_name = "placements"
urlpatterns = [
    path("placements/", pages.inbox, name="inbox"),
    path("placements/homes/", pages.homes, name="homes"),
    path("placements/homes/<path:setting_id>/", pages.home, name="home"),
    path("placements/reports/receive/", pages.receive, name="receive"),
    path("placements/reports/log/", pages.log, name="log"),
    path("placements/reports/send/", pages.send, name="send"),
    path("placements/reports/<str:key>/", pages.report, name="report"),
]
NAV = (NavItem("Placements", "placements:inbox", pages.SEERS, count=queries.waiting),)
