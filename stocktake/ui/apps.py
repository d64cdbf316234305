"""The base page, components, charts with their tables, and the component gallery."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "stocktake.ui"
    label = "ui"
    default_auto_field = "django.db.models.BigAutoField"
