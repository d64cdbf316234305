"""Addresses of people, and of the gallery: `ui` stands above and cannot declare who may open it."""

from django.urls import path

from stocktake.core.capacity import Capacity
from stocktake.people.door import SIGNED_IN, page
from stocktake.people.pages import demonstration, own, roles
from stocktake.ui.navigation import LAST, NavItem
from stocktake.ui.pages import gallery

app_name = "people"

urlpatterns = [
    path("accessibility/", own.accessibility, name="accessibility"),
    path("account/", own.account, name="account"),
    path("demonstration/sign-in/", demonstration.sign_in, name="demonstration_sign_in"),
    path("settings/roles/", roles.roles, name="roles"),
    path("settings/roles/new/", roles.new, name="role_new"),
    path("settings/roles/<str:key>/", roles.one, name="role"),
    path("settings/roles/<str:key>/end/", roles.end, name="role_end"),
    path("settings/roles/<str:key>/link/", roles.link, name="role_link"),
    path("gallery/", page(may=SIGNED_IN)(gallery), name="gallery"),
]

NAV = (NavItem("Roles", "people:roles", frozenset({Capacity.IG_OFFICER}), place=LAST),)
