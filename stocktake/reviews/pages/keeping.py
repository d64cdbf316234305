"""Keeping what is typed on a long page that is no part of a review's own form."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect

from stocktake.core.numbers import whole_number
from stocktake.core.thread import NotTheirs, Refused
from stocktake.people.door import Request
from stocktake.record import clock
from stocktake.reviews.acts import Save, Stale
from stocktake.reviews.queries import DraftView


def kept(request: Request, keep: Callable[[Save], DraftView], back: str) -> HttpResponse:
    """Keep a draft: a script is answered in JSON, a form goes back to the page it came from."""
    if request.method != "POST":
        raise NotTheirs
    typed = {k: v for k, v in request.POST.items() if isinstance(v, str)}
    script = "application/json" in request.headers.get("Accept", "")
    save = Save(
        item="",
        fields=typed,
        based_on=whole_number(typed.get("based_on", "")) if script else None,
        id=typed.get("save_id", "")[:64],
        after=tuple(typed.get("after", "").split()),
    )
    try:
        draft = keep(save)
    except Stale:
        sentence = "This was changed in another window. Open the page again to see what is kept."
        return JsonResponse({"sentence": sentence}, status=422)
    except Refused as no:
        if script:
            return JsonResponse({"sentence": no.sentence}, status=422)
        raise
    at = clock.local(draft.at or clock.now())
    if script:
        return JsonResponse({"version": draft.version, "saved": f"Saved at {at:%H:%M}"})
    messages.success(request, f"Saved at {at:%H:%M}.")
    return redirect(back)
