"""Commission a round; select, freeze and certify its sample."""

from django.apps import AppConfig


class RoundsConfig(AppConfig):
    name = "stocktake.rounds"
    label = "rounds"
    default_auto_field = "django.db.models.BigAutoField"
