"""Evidence: reading, quoting and pointing; a quote rests on the version of the note it came from."""

from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    name = "stocktake.evidence"
    label = "evidence"
    default_auto_field = "django.db.models.BigAutoField"
