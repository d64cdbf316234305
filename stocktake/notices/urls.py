"""Addresses of notices, and their place in the menu with the number unread."""

from django.urls import path

from stocktake.core.capacity import Capacity
from stocktake.notices import pages, queries
from stocktake.ui.navigation import NavItem

app_name = "notices"
urlpatterns = [
    path("notices/", pages.all_notices, name="list"),
    path("notices/<str:key>/open/", pages.open_notice, name="open"),
]
NAV = (
    NavItem("Notices", "notices:list", frozenset(Capacity), place=80, count=queries.unread_count),
)
