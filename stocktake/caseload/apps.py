"""Caseload: extracts read safely, mapped, checked, and kept as snapshots that never change."""

from django.apps import AppConfig


class CaseloadConfig(AppConfig):
    name = "stocktake.caseload"
    label = "caseload"
    default_auto_field = "django.db.models.BigAutoField"
