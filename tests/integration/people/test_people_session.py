"""A session lives half an hour after its last use, and a page read again at once writes nothing."""

import pytest
import time_machine
from django.conf import settings
from django.contrib.sessions.models import Session

from stocktake.core.capacity import Capacity
from tests.cast import make_person, sign_in

pytestmark = pytest.mark.django_db
NOON = "2026-11-25 12:00:00+00:00"


def test_use_within_the_half_hour_keeps_it_and_silence_ends_it() -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        nadia = sign_in(make_person("nadia.qa", Capacity.QA_MANAGER))
        for _ in range(4):
            clock.shift(29 * 60)
            assert nadia.get("/account/").status_code == 200
        clock.shift(31 * 60)
        assert nadia.get("/account/").status_code == 302


def test_a_page_read_twice_in_a_minute_writes_the_session_once() -> None:
    with time_machine.travel(NOON, tick=False):
        nadia = sign_in(make_person("nadia.qa", Capacity.QA_MANAGER))
        nadia.get("/account/")
        key = nadia.cookies[settings.SESSION_COOKIE_NAME].value
        before = Session.objects.get(session_key=key)
        nadia.get("/account/")
        assert Session.objects.get(session_key=key).expire_date == before.expire_date
    assert settings.SESSION_SAVE_EVERY_REQUEST is False
