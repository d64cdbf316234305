"""From a finalised review to the board, nothing answered from memory: three clicks from the heat map
to the quote, and a minute that walks down to it."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from stocktake.actions import acts as actions
from stocktake.actions.domain.recommendations import DraftRecommendation
from stocktake.board import acts, queries
from stocktake.board.domain.meetings import CallMeeting
from stocktake.core.capacity import Capacity
from stocktake.findings import acts as findings
from stocktake.findings import queries as gathered
from stocktake.people.models import Account
from stocktake.record import queries as record
from stocktake.reviews import acts as reviews
from tests.cast import make_person
from tests.review_desk import LATER, WORDS, Cast, make_round, shared

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(tmp_path: Path) -> Iterator[Cast]:
    """Owen's review of TH-1034 is finalised without a reply."""
    clock = settings.HOME.path / "clock"
    cast = make_round(tmp_path)
    key = shared(cast)
    settings.HOME.set_demonstration_time(LATER)
    reviews.finalise(review_id=key, by=cast.owen, at=LATER)
    yield cast
    clock.unlink(missing_ok=True)


def client(cast: Cast) -> Client:
    found = Client()
    found.force_login(Account.objects.get(key=cast.nadia.id))
    return found


def follow(browser: Client, path: str, pattern: str) -> str:
    """The address of the first link on the page that fits."""
    found = re.search(pattern, browser.get(path).content.decode())
    assert found, path
    return found.group(1)


def test_three_clicks_from_the_heat_map_to_the_source(cast: Cast) -> None:
    browser = client(cast)
    themes = f"/rounds/{cast.round_id}/themes/"
    quoted = next(j for j in gathered.judgement_refs(cast.round_id).values() if _quoted(j.ref))
    cell = follow(browser, themes, rf'href="({themes}{quoted.row.theme}/CP/)"')
    source = follow(browser, cell, r'href="(/quotes/\d+/)"')
    assert WORDS.replace("'", "&#39;") in browser.get(source).content.decode()


def test_a_minute_walks_down_to_the_quote_and_owen_is_its_reviewer(cast: Cast) -> None:
    refs = [ref for ref in gathered.judgement_refs(cast.round_id) if _quoted(ref)]
    key = _recommended(cast, refs)
    ada = make_person("ada.ad", Capacity.ASSISTANT_DIRECTOR)
    what = CallMeeting(
        held_on=LATER.date(), chair=cast.prue.id, other_chair=ada.id, rounds=(cast.round_id,)
    )
    meeting = acts.call(what=what, by=cast.nadia, at=LATER)
    acts.hold(meeting_id=meeting, present=[cast.prue.id], by=cast.nadia, at=LATER)
    item = next(i for i in queries.items(meeting) if i.about == f"recommendation:{key}")
    assert [p.name for p in item.interest] == ["Owen"]
    walk = record.walk([f"entry:{queries.item_entry(item.id)}"])
    assert any(step.basis.startswith("quote:") for step in walk)


def _quoted(ref: str) -> bool:
    entry = record.entry(int(ref.removeprefix("entry:")))
    return entry is not None and any(r.startswith("quote:") for r in entry.rests_on)


def _recommended(cast: Cast, refs: list[str]) -> str:
    made = findings.make_finding(
        round_id=cast.round_id,
        theme="visits",
        strength=True,
        text="Children are heard on visits.",
        rests_on=refs,
        by=cast.nadia,
        at=LATER,
    )
    what = DraftRecommendation(
        round_id=cast.round_id,
        level="area for improvement",
        theme="visits",
        text="Keep two visits a month alone with the child.",
        owner=cast.tess.id,
        due=date(2026, 12, 18),
        measure="The December report",
        rests_on=(gathered.finding(made).ref,),
    )
    return actions.draft(what=what, by=cast.nadia, at=LATER)
