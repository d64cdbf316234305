"""Addresses of frameworks; the menu reaches them from Rounds."""

from django.urls import path

from stocktake.frameworks import pages

app_name = "frameworks"

urlpatterns = [
    path("frameworks/", pages.list_, name="list"),
    path("frameworks/<str:hash_>/", pages.one, name="one"),
]
