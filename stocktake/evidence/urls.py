"""Addresses of evidence."""

from django.urls import path

from stocktake.core.capacity import Capacity
from stocktake.evidence.pages import (
    chronology,
    pointing,
    quoting,
    reading,
    record_errors,
    refreshing,
    searching,
)
from stocktake.ui.navigation import NavItem

app_name = "evidence"

_OFFICE = frozenset({Capacity.IG_OFFICER})
NAV = (
    NavItem("Search", "evidence:search", frozenset({Capacity.REVIEWER})),
    NavItem("Record errors", "evidence:record_errors", _OFFICE),
)

urlpatterns = [
    path("cases/<str:case_id>/refresh/", refreshing.refresh, name="refresh"),
    path("search/", searching.search, name="search"),
    path("cases/<str:case_id>/record-error/", record_errors.report, name="report_error"),
    path("record-errors/", record_errors.listed, name="record_errors"),
    path("record-errors/<str:error_id>/", record_errors.one, name="record_error"),
    path("cases/<str:case_id>/record/", reading.record, name="record"),
    path("cases/<str:case_id>/chronology/", chronology.chronology, name="chronology"),
    path("cases/<str:case_id>/chronology/add/", chronology.promote, name="promote"),
    path("cases/<str:case_id>/timeline/", reading.timeline, name="timeline"),
    path("cases/<str:case_id>/read/", reading.mark, name="mark"),
    path("cases/<str:case_id>/sentences/", quoting.sentences, name="sentences"),
    path("cases/<str:case_id>/quotes/", quoting.add, name="add_quote"),
    path("cases/<str:case_id>/pointers/", pointing.add, name="add_pointer"),
    path("quotes/<str:quote_id>/", quoting.quote, name="quote"),
    path("quotes/<str:quote_id>/drop/", quoting.drop, name="drop_quote"),
    path("pointers/<str:pointer_id>/", pointing.pointer, name="pointer"),
    path("pointers/<str:pointer_id>/drop/", pointing.drop, name="drop_pointer"),
    path("account/reading/", reading.preferences, name="preferences"),
]
