"""Dated frameworks, review forms and baseline inspections, kept as immutable versions."""

from django.apps import AppConfig


class FrameworksConfig(AppConfig):
    name = "stocktake.frameworks"
    label = "frameworks"
    default_auto_field = "django.db.models.BigAutoField"
