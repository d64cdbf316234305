"""Addresses of concerns, and their place in the menu."""

from django.urls import path

from stocktake.concerns import queries
from stocktake.concerns.domain.concern import HEADS
from stocktake.concerns.pages import answering, exploring, raising
from stocktake.ui.navigation import NavItem

app_name = "concerns"


NAV = (NavItem("Urgent concerns", "concerns:list", frozenset(HEADS), count=queries.waiting_for),)

urlpatterns = [
    path("concerns/", answering.listing, name="list"),
    path("concerns/<str:concern_id>/", answering.one, name="one"),
    path("concerns/<str:concern_id>/text/", answering.for_record, name="text"),
    path("cases/<str:case_id>/concern/", raising.raise_, name="raise"),
    path("cases/<str:case_id>/explore/", exploring.ask, name="explore"),
    path("explorations/<str:exploration_id>/", exploring.exploration, name="exploration"),
]
