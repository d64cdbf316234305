"""Notices: what somebody should know now, in the service and by e-mail without case detail."""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "stocktake.notices"
    label = "notices"
    default_auto_field = "django.db.models.BigAutoField"
