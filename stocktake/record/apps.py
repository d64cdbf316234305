"""The record: the thread as stored, and the one door through which anything is written."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class RecordConfig(AppConfig):
    name = "stocktake.record"
    label = "record"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from stocktake.record import triggers

        # A migration that remakes a table loses its SQLite triggers, so every migrate ends here.
        post_migrate.connect(triggers.install_after_migrate, sender=self)
