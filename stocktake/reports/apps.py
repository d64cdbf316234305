"""Reports: the committee report as one document, checked, approved by two, and published."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "stocktake.reports"
    label = "reports"
    default_auto_field = "django.db.models.BigAutoField"
