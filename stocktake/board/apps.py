"""The room as a Django app."""

from django.apps import AppConfig


class BoardConfig(AppConfig):
    name = "stocktake.board"
    label = "board"
    default_auto_field = "django.db.models.BigAutoField"
