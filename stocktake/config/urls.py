"""Root of the addresses: each room brings its own `urls.py`."""

from importlib import import_module

from django.conf import settings
from django.urls import include, path
from django.utils.module_loading import module_has_submodule

urlpatterns = [path("account/", include("stocktake.people.sign_in_urls"))]

# The rooms where people write all day stand first: an address is looked for in order.
_BUSY = ["reviews", "evidence"]
_demo = ["demo"] if "stocktake.demo.apps.DemoConfig" in settings.INSTALLED_APPS else []
for _room in [*_BUSY, *(r for r in settings.ROOMS if r not in _BUSY), *_demo]:
    _module = import_module(f"stocktake.{_room}")
    if module_has_submodule(_module, "urls"):
        urlpatterns.append(path("", include(f"stocktake.{_room}.urls")))

handler400 = "stocktake.people.door.unreadable"
handler403 = "stocktake.people.door.forbidden"
handler404 = "stocktake.people.door.not_found"
handler500 = "stocktake.people.door.broken"
