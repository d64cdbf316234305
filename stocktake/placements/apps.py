"""The room as a Django app."""

from django.apps import AppConfig


class PlacementsConfig(AppConfig):
    name = "stocktake.placements"
    label = "placements"
    default_auto_field = "django.db.models.BigAutoField"
