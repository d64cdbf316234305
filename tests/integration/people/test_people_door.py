"""The door of pages: refused unless allowed, asked afresh on every request."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import resolve

from stocktake.core.capacity import Capacity
from stocktake.core.thread import NotTheirs, Person
from stocktake.people.door import ANYONE, SIGNED_IN, DoorMiddleware, page
from stocktake.people.models import Account
from stocktake.record.home import Home
from stocktake.record.models import Access
from tests.cast import make_person

pytestmark = pytest.mark.django_db
View = Callable[..., HttpResponse]


def fine(request: Any) -> HttpResponse:
    return HttpResponse("fine")


def knock(view: View, person: Person | None, settings: Any = None) -> HttpResponse:
    """Send one request for this view through the door, as this person or as nobody."""
    request = RequestFactory().get("/anything/")
    request.user = Account.objects.get(key=person.id) if person else AnonymousUser()
    request.session = {}  # type: ignore[assignment]
    request.resolver_match = resolve("/account/login/")
    door = DoorMiddleware(lambda r: door.process_view(r, view, (), {}) or view(r))  # type: ignore[arg-type,return-value]
    return door(request)


def test_who_holds_the_capacity_comes_in() -> None:
    nadia = make_person("nadia.qa", Capacity.QA_MANAGER)
    assert knock(page(may={Capacity.QA_MANAGER})(fine), nadia).content == b"fine"


def test_the_stranger_is_refused_in_words_and_logged() -> None:
    mel = make_person("mel.member", Capacity.MEMBER)
    answer = knock(page(may={Capacity.QA_MANAGER})(fine), mel)
    assert answer.status_code == 403
    assert "QA manager" in answer.content.decode()
    assert Access.objects.get().event == "access.denied"


def test_nobody_signs_in_first() -> None:
    assert knock(page(may=SIGNED_IN)(fine), None).status_code == 302
    assert knock(page(may=ANYONE)(fine), None).content == b"fine"


def test_a_view_that_declares_nothing_is_lost() -> None:
    nadia = make_person("nadia.qa", Capacity.QA_MANAGER, Capacity.IG_OFFICER)
    assert knock(fine, nadia).status_code == 404


def test_an_ended_commission_opens_nothing() -> None:
    owen = make_person("owen.auditor", Capacity.REVIEWER, ends=date(2026, 1, 31))
    answer = knock(page(may=SIGNED_IN)(fine), owen)
    assert answer.status_code == 403
    assert "no open role" in answer.content.decode()


def test_outside_a_demonstration_a_second_factor_comes_first(settings: Any, tmp_path: Path) -> None:
    home = Home(tmp_path)
    home.make()
    settings.HOME = home
    nadia = make_person("nadia.qa", Capacity.QA_MANAGER)
    answer = knock(page(may=SIGNED_IN)(fine), nadia)
    assert (answer.status_code, answer["Location"]) == (302, "/account/2fa/totp/activate/")


def test_what_is_not_theirs_does_not_exist_for_them() -> None:
    owen = make_person("owen.auditor", Capacity.REVIEWER)
    request = RequestFactory().get("/reviews/7/")
    request.user = Account.objects.get(key=owen.id)
    request.session = {}  # type: ignore[assignment]
    door = DoorMiddleware(lambda r: door.process_exception(r, NotTheirs()))  # type: ignore[arg-type,return-value]
    assert door(request).status_code == 404
    assert Access.objects.get().what == "/reviews/7/"
