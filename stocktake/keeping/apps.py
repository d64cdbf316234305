"""The room as a Django app."""

from django.apps import AppConfig


class KeepingConfig(AppConfig):
    name = "stocktake.keeping"
    label = "keeping"
    default_auto_field = "django.db.models.BigAutoField"
