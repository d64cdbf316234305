"""Addresses of people, and of the gallery: `ui` stands above and cannot declare who may open it."""

from django.urls import path

from stocktake.people.door import SIGNED_IN, page
from stocktake.people.pages import demonstration, own
from stocktake.ui.pages import gallery

app_name = "people"

urlpatterns = [
    path("accessibility/", own.accessibility, name="accessibility"),
    path("account/", own.account, name="account"),
    path("demonstration/sign-in/", demonstration.sign_in, name="demonstration_sign_in"),
    path("gallery/", page(may=SIGNED_IN)(gallery), name="gallery"),
]
