"""Addresses of reports, and of what is published."""

from django.urls import path

from stocktake.reports.pages import gate, public, writing
from stocktake.ui.navigation import NavItem

app_name = "reports"
NAV = (NavItem("Reports", "reports:list", writing.READERS),)

urlpatterns = [
    path("reports/", writing.list_, name="list"),
    path("reports/new/", writing.new, name="new"),
    path("reports/<str:report_id>/", writing.one, name="one"),
    path("reports/<str:report_id>/edit/<str:block_id>/", writing.edit, name="edit"),
    path("reports/<str:report_id>/why/<str:block_id>/", writing.why, name="why"),
    path("reports/<str:report_id>/check/", gate.check, name="check"),
    path("reports/<str:report_id>/check/<int:flag>/", gate.justify, name="justify"),
    path("reports/<str:report_id>/approve/", gate.approve, name="approve"),
    path("reports/<str:report_id>/publish/", gate.publish, name="publish"),
    path("reports/<str:report_id>/preview/", gate.preview, name="preview"),
    path("reports/<str:report_id>/preview/<path:name>", gate.preview, name="preview_file"),
    path("published/", public.published, name="published"),
    path("published/<path:path>", public.published, name="published_file"),
]
