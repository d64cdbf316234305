"""My notices: read, opened and cleared by their reader alone."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from stocktake.core.thread import NotTheirs
from stocktake.notices import acts, queries
from stocktake.people.door import SIGNED_IN, Request, page
from stocktake.record import clock


@page(may=SIGNED_IN)
def all_notices(request: Request) -> HttpResponse:
    """Unread first. Posting marks all of them read."""
    if request.method == "POST":
        acts.mark_read(keys=None, by=request.person, at=clock.now())
        messages.success(request, "All notices are marked as read.")
        return redirect("notices:list")
    cards = queries.notices(request.person)
    values = {"cards": cards, "unread": sum(card.unread for card in cards)}
    return render(request, "notices/list.html", values)


@page(may=SIGNED_IN)
def open_notice(request: Request, key: str) -> HttpResponse:
    """Mark one as read and go where it leads; a plain visit shows the list."""
    if request.method != "POST":
        return redirect("notices:list")
    card = queries.notice(key, request.person)
    if card is None:
        raise NotTheirs
    acts.mark_read(keys=[key], by=request.person, at=clock.now())
    return redirect(card.url)
