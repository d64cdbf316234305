"""People: who signs in, in which capacities, whose cases they may read and until when."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "stocktake.people"
    label = "people"
    default_auto_field = "django.db.models.BigAutoField"
