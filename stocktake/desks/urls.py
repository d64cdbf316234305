"""Addresses of the desks."""

from django.urls import path

from stocktake.desks import pages
from stocktake.people.door import SIGNED_IN
from stocktake.ui.navigation import FIRST, NavItem

app_name = "desks"
urlpatterns = [
    path("", pages.home, name="home"),
    path("rounds/<str:round_id>/pictures/<str:name>.csv", pages.picture_file, name="picture"),
]
NAV = (NavItem("My work", "desks:home", SIGNED_IN, place=FIRST),)
