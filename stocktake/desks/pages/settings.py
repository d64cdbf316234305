"""Settings: what the council decides for itself, each change an entry in the record."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from stocktake.core.capacity import Capacity
from stocktake.desks.forms import SettingsForm
from stocktake.desks.queries import settings
from stocktake.people import acts
from stocktake.people.door import Request, page
from stocktake.record import clock


@page(may={Capacity.IG_OFFICER})
def council(request: Request) -> HttpResponse:
    """Every setting under its heading; saving tells which changed."""
    data = request.POST if request.method == "POST" else None
    form = SettingsForm(data, known=settings.KNOWN, now=settings.shown)
    changed: list[str] = []
    if form.is_valid() and form.did(lambda: changed.extend(_change(request, form))):
        if changed:
            messages.success(request, f"Changed, and written in the record: {'; '.join(changed)}.")
        else:
            messages.info(request, "Nothing was changed.")
        return redirect("desks:settings")
    values = {"form": form.shown(), "groups": settings.groups()}
    return render(request, "desks/settings.html", values)


def _change(request: Request, form: SettingsForm) -> tuple[str, ...]:
    return acts.change_settings(
        typed=form.cleaned_data, known=settings.KNOWN, by=request.person, at=clock.now()
    )
