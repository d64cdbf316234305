"""The gallery: every component with made-up values, so that each can be seen and tested."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from stocktake.ui.gallery import values


def gallery(request: HttpRequest) -> HttpResponse:
    """Every component on one page; opened to signed-in people by `people.urls`."""
    return render(request, "ui/gallery.html", values())
