"""The room as a Django app."""

from django.apps import AppConfig


class ActionsConfig(AppConfig):
    name = "stocktake.actions"
    label = "actions"
    default_auto_field = "django.db.models.BigAutoField"
