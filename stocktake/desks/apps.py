"""Desks: pages that read many rooms and own nothing."""

from django.apps import AppConfig


class DesksConfig(AppConfig):
    name = "stocktake.desks"
    label = "desks"
    default_auto_field = "django.db.models.BigAutoField"
