"""The demonstration as Django sees it."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "stocktake.demo"
    label = "demo"
