"""Addresses of the caseload."""

from django.urls import path

from stocktake.caseload import pages
from stocktake.core.capacity import Capacity
from stocktake.ui.navigation import NavItem

app_name = "caseload"
urlpatterns = [
    path("import/", pages.home, name="home"),
    path("import/case-list/", pages.case_list, name="case_list"),
    path("import/case-list/columns/", pages.columns, name="columns"),
    path("import/case-list/values/", pages.values, name="values"),
    path("import/case-list/check/", pages.check_answers, name="check_answers"),
    path("import/case-list/rejected.<str:form>", pages.staged_rejected, name="staged_rejected"),
    path("import/case-list/abandon/", pages.abandon, name="abandon"),
    path("snapshots/", pages.listed, name="listed"),
    path("snapshots/<str:name>/", pages.one, name="one"),
    path("snapshots/<str:name>/rejected.<str:form>", pages.rejected, name="rejected"),
    path("snapshots/<str:name>/delete/", pages.delete, name="delete"),
]
NAV = (
    NavItem("Import", "caseload:home", frozenset({Capacity.DATA_ANALYST})),
    NavItem("Snapshots", "caseload:listed", frozenset(pages.SEES)),
)
