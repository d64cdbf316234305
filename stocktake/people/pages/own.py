"""What everybody may open: their own account, and the accessibility statement."""

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render

from stocktake.people import queries
from stocktake.people.capacities import CAPACITIES
from stocktake.people.door import ANYONE, SIGNED_IN, Request, page


@page(may=SIGNED_IN)
def account(request: Request) -> HttpResponse:
    """What I hold, and the places where I change my password and second factor."""
    held = [CAPACITIES[c] for c in CAPACITIES if request.person.holds(c)]
    values = {
        "card": queries.card(request.person.id),
        "held": held,
        "teams": sorted(request.person.teams),
        "workers": sorted(request.person.worker_ids),
        "second_factor_needed": not settings.HOME.demonstration,
    }
    return render(request, "people/account.html", values)


@page(may=ANYONE)
def accessibility(request: Request) -> HttpResponse:
    """The accessibility statement, open to anybody."""
    return render(request, "people/accessibility.html", {})
