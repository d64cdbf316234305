"""Addresses of keeping."""

from django.urls import path

from stocktake.core.capacity import Capacity
from stocktake.keeping import pages
from stocktake.ui.navigation import LAST, NavItem

app_name = "keeping"
urlpatterns = [path("settings/retention/", pages.retention, name="retention")]
NAV = (NavItem("Retention", "keeping:retention", frozenset({Capacity.IG_OFFICER}), place=LAST),)
