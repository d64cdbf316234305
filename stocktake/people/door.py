"""The door of every page: who is asking, may they, and what a refusal looks like.

Everything is refused unless allowed: a view without `@page` (third-party sign-in pages aside)
answers 404, whatever it would have done. Capacities are read afresh on every request.
"""

from collections.abc import Callable, Collection
from contextlib import nullcontext
from functools import wraps
from time import time
from typing import Any, TypeVar, cast
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from stocktake.core.capacity import Capacity
from stocktake.core.lifecycle import CAPACITY_WORDS
from stocktake.core.once import kept_while_read
from stocktake.core.thread import NotTheirs, Person, Refused
from stocktake.people import queries
from stocktake.people.bodies import garbled, too_much, without_nul
from stocktake.people.signing_in import needs_second_factor
from stocktake.people.typed import typed_words
from stocktake.record import access

ANYONE = frozenset[Capacity]()  # no sign-in needed
SIGNED_IN = frozenset(Capacity)

# Third-party views: sign-in itself, and the front-end files.
_OTHERS = ("allauth.", "django.contrib.staticfiles.", "django.views.static")

View = TypeVar("View", bound=Callable[..., HttpResponse])


class Request(HttpRequest):
    """A request that came through the door: `person` is who asks, `who` their name and job."""

    person: Person
    who: Callable[[], str]  # asked only by a page that shows its frame


def page(*, may: Collection[Capacity]) -> Callable[[View], View]:
    """Declare who may open a view. `may` lists capacities, or is SIGNED_IN or ANYONE."""

    def declare(view: View) -> View:
        @wraps(view)
        def opened(request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
            return view(request, *args, **kwargs)

        opened.may = frozenset(may)  # type: ignore[attr-defined]
        return cast(View, opened)

    return declare


class DoorMiddleware:
    """Asks, for every request, who it is and whether the view is open to them."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        asked = cast(Request, request)
        asked.person = _person(request)
        asked.who = lambda: queries.card_of(request.user).name_and_job
        if request.user.is_authenticated:
            _keep_alive(request)
        if sentence := too_much(asked, asked.person):
            return _unread(asked, sentence)
        reads = request.method in ("GET", "HEAD")  # such a page changes no leave and no state
        with kept_while_read() if reads else nullcontext():
            response = self.get_response(request)
        # Whoever is signed out is shown what they had typed: no page is kept unless it says so.
        response.headers.setdefault("Cache-Control", "no-store")
        return response

    def process_view(
        self, request: Request, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        if garbled(request):
            return unreadable(request)
        if request.method == "POST":
            request.POST = without_nul(request.POST)  # type: ignore[assignment]  # stubs know no setter
        if view.__module__.startswith(_OTHERS):
            return None
        may = getattr(view, "may", None)
        if may is None:
            return not_found(request)
        if may == ANYONE:
            return None
        if not request.user.is_authenticated:
            return _to_sign_in(request)
        if needs_second_factor(request):
            return redirect("mfa_activate_totp")
        if request.person.holds(*may):
            return None
        return _refuse_page(request, may)

    def process_exception(self, request: Request, error: Exception) -> HttpResponse | None:
        if isinstance(error, NotTheirs):
            access.note_denied(by=request.person, what=request.path)
            return not_found(request)
        if isinstance(error, Refused):
            return forbidden(request, sentence=error.sentence)
        return None


def forbidden(
    request: HttpRequest, exception: Exception | None = None, *, sentence: str = ""
) -> HttpResponse:
    """403: one plain sentence, one link."""
    said = sentence or "You cannot open this page."
    return render(request, "ui/refused.html", {"sentence": said}, status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: also where the existence of the thing is not theirs to know."""
    return render(request, "ui/not_found.html", {}, status=404)


def stale(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form sent from a page that was open across a sign-in or sign-out."""
    said = "This page was open before you signed in again. Go back, reload it and send once more."
    if typed := typed_words(request):
        own = "This page was open before you signed in again."
        values = {"sentence": own, "typed": typed}
        return render(request, "people/typed.html", values, status=403)
    return render(request, "ui/refused.html", {"sentence": said}, status=403)


def unreadable(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: a request that no page of ours sends, or one that is longer than any page needs."""
    said = "This could not be read. Go back, reload the page and send it once more."
    values = {"sentence": said, "after_a_fault": True}
    return render(request, "ui/refused.html", values, status=400)


def broken(request: HttpRequest) -> HttpResponse:
    """500: says that nothing was half done."""
    return render(request, "ui/broken.html", {"after_a_fault": True}, status=500)


def _unread(request: Request, sentence: str) -> HttpResponse:
    if request.person.id:
        access.note_denied(by=request.person, what=request.path, why=sentence)
    values = {"sentence": sentence, "after_a_fault": True}
    return render(request, "ui/refused.html", values, status=413)


def _refuse_page(request: Request, may: frozenset[Capacity]) -> HttpResponse:
    access.note_denied(by=request.person, what=request.path)
    if not request.person.capacities:
        return forbidden(
            request,
            sentence="Your account has no open role. Ask the information-governance officer.",
        )
    who = sorted(CAPACITY_WORDS[c] for c in may if c is not Capacity.LOCAL_OPERATOR)
    return forbidden(
        request, sentence=f"This page is for {', '.join(who)}. Ask them if you need it."
    )


def _to_sign_in(request: Request) -> HttpResponse:
    """To the sign-in page and back here afterwards; says so when a session ran out, and shows what
    was typed meanwhile."""
    if typed := typed_words(request):
        values = {"sentence": "You have been signed out.", "typed": typed}
        return render(request, "people/typed.html", values, status=403)
    asked = {"next": request.get_full_path()} if request.method == "GET" else {}
    if settings.SESSION_COOKIE_NAME in request.COOKIES:
        asked["ended"] = "1"
    return redirect(f"{reverse('account_login')}?{urlencode(asked)}")


def _person(request: HttpRequest) -> Person:
    if request.user.is_authenticated:
        return queries.signed_in(request.user)
    return Person(id="", name="", capacities=frozenset())


def _keep_alive(request: HttpRequest) -> None:
    """A session ends half an hour after its last minute of use; each minute is one write."""
    minute = int(time() // 60)
    if request.session.get("minute") != minute:
        request.session["minute"] = minute


def demonstration() -> bool:
    """Whether this home was made as a demonstration."""
    return bool(settings.HOME.demonstration)
