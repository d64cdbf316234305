"""Addresses of the board."""

from django.urls import path

from stocktake.board import pages
from stocktake.ui.navigation import NavItem

app_name = "board"
urlpatterns = [
    path("board/", pages.meetings, name="list"),
    path("board/call/", pages.call, name="call"),
    path("board/<str:meeting_id>/", pages.meeting, name="meeting"),
    path("board/<str:meeting_id>/paper/", pages.paper, name="paper"),
    path("board/<str:meeting_id>/hold/", pages.hold, name="hold"),
    path("board/<str:meeting_id>/agree/", pages.agree, name="agree"),
    path("board/<str:meeting_id>/items/<str:item_id>/", pages.minute, name="minute"),
]
NAV = (NavItem("Board", "board:list", pages.SEERS),)
