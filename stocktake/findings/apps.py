"""The room as a Django app."""

from django.apps import AppConfig


class FindingsConfig(AppConfig):
    name = "stocktake.findings"
    label = "findings"
    default_auto_field = "django.db.models.BigAutoField"
