"""Addresses of keeping."""

from django.urls import path

from stocktake.core.capacity import Capacity
from stocktake.keeping.pages import record, retention
from stocktake.ui.navigation import LAST, NavItem

app_name = "keeping"
urlpatterns = [
    path("settings/retention/", retention.retention, name="retention"),
    path("record/", record.entries, name="record"),
    path("record/verify/", record.verify, name="verify"),
    path("record/access/", record.access_log, name="access"),
    path("record/<int:number>/", record.entry, name="entry"),
]
NAV = (
    NavItem("Record", "keeping:record", record.RECORD_READERS, place=LAST),
    NavItem("Retention", "keeping:retention", frozenset({Capacity.IG_OFFICER}), place=LAST),
)
