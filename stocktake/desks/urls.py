"""Addresses of the desks."""

from django.urls import path

from stocktake.core.capacity import Capacity
from stocktake.desks.pages import homes, settings
from stocktake.people.door import SIGNED_IN
from stocktake.ui.navigation import FIRST, LAST, NavItem

app_name = "desks"
urlpatterns = [
    path("", homes.home, name="home"),
    path("settings/", settings.council, name="settings"),
    path("rounds/<str:round_id>/pictures/<str:name>.csv", homes.picture_file, name="picture"),
]
NAV = (
    NavItem("My work", "desks:home", SIGNED_IN, place=FIRST),
    NavItem("Settings", "desks:settings", frozenset({Capacity.IG_OFFICER}), place=LAST),
)
