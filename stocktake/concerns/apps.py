"""Urgent safeguarding concerns with a clock, and further exploration with a head of service."""

from django.apps import AppConfig


class ConcernsConfig(AppConfig):
    name = "stocktake.concerns"
    label = "concerns"
    default_auto_field = "django.db.models.BigAutoField"
