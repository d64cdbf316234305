"""Signing in as one of the invented people: in a demonstration home, and nowhere else."""

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import redirect

from stocktake.people import queries
from stocktake.people.door import ANYONE, Request, page
from stocktake.people.signing_in import sign_in_as


@page(may=ANYONE)
def sign_in(request: Request) -> HttpResponse:
    """POST the login; anything else shows the sign-in page."""
    if not settings.HOME.demonstration:
        raise Http404
    if request.method != "POST":
        return redirect("account_login")
    person = queries.person_by_login(request.POST.get("login", ""))
    if person is None or not person.capacities:
        raise Http404
    sign_in_as(request, person.id)
    return redirect("/")
