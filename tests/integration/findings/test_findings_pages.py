"""The pages of findings: heat map to cell to quote, making a finding, judging the baseline."""

from dataclasses import replace

import pytest
from django.test import Client

from stocktake.core.thread import Person
from stocktake.findings import queries
from stocktake.people.models import Account
from stocktake.rounds import queries as rounds
from tests.certificate_facts import PLAN, attempt
from tests.gathered_desk import Desk, make_desk

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(monkeypatch: pytest.MonkeyPatch) -> Desk:
    return make_desk(monkeypatch)


def signed_in(who: Person) -> Client:
    client = Client()
    client.force_login(Account.objects.get(key=who.id))
    return client


def text(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


def test_from_the_heat_map_to_the_judgements(desk: Desk) -> None:
    desk.judge("supervision", "good")
    nadia = signed_in(desk.nadia)
    assert 'href="/rounds/1/themes/supervision/CIN/"' in text(nadia, "/rounds/1/themes/")
    assert "TH-1001" in text(nadia, "/rounds/1/themes/supervision/CIN/")


def test_the_file_has_the_numbers_of_the_table(desk: Desk) -> None:
    desk.judge("supervision", "good")
    answer = signed_in(desk.nadia).get("/rounds/1/themes/?as=csv")
    assert "Supervision,1 of 1,1 of 1" in answer.content.decode("utf-8-sig")


def test_the_page_says_what_the_sample_can_say_of_all_children(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = attempt(1, PLAN)
    monkeypatch.setattr(rounds, "attempts", lambda _: (made,))
    monkeypatch.setattr(rounds, "rounds", lambda: ())
    desk.judge("supervision", "good")
    child = next(d for d in made.standing.drawn if d.stratum == "EH")
    ref = made.refs[child.child_id]
    desk.rows[0] = replace(desk.rows[0], ref=ref, stratum="EH")
    page = text(signed_in(desk.nadia), "/rounds/1/themes/")
    assert "What these reviews can say of all" in page
    assert "One review cannot say how common this is" in page
    assert "Says nothing of child protection." in page
    assert "What these reviews" not in text(
        signed_in(desk.nadia), "/rounds/1/themes/?depth=lighter"
    )


def test_a_head_of_service_sees_counts_and_opens_no_cell(desk: Desk) -> None:
    desk.judge("supervision", "good")
    hari = signed_in(desk.hari)
    assert "/themes/supervision/CIN/" not in text(hari, "/rounds/1/themes/")
    assert hari.get("/rounds/1/themes/supervision/CIN/").status_code == 403


@pytest.mark.parametrize("path", ["themes/", "findings/", "findings/new/", "baseline/"])
def test_the_stranger_is_refused(desk: Desk, path: str) -> None:
    assert signed_in(desk.sam).get(f"/rounds/1/{path}").status_code == 403


def test_nothing_is_at_an_unknown_address(desk: Desk) -> None:
    nadia = signed_in(desk.nadia)
    for path in ("/rounds/9/themes/", "/rounds/1/themes/nothing/CIN/", "/findings/9/"):
        assert nadia.get(path).status_code == 404


def test_a_finding_is_made_from_a_draft_in_ones_own_words(desk: Desk) -> None:
    refs = [desk.judge("supervision", "inadequate") for _ in range(3)]
    nadia = signed_in(desk.nadia)
    assert "3 of 3 reviews" in text(nadia, "/rounds/1/findings/")
    form = text(nadia, "/rounds/1/findings/new/?theme=supervision&kind=develop")
    assert form.count(" checked") == 4  # the kind, and three judgements
    said = {"kind": "develop", "text": "Late.", "rests_on": refs}
    path = "/rounds/1/findings/new/?theme=supervision"
    refused = nadia.post(path, said).content.decode()
    assert "Say what in the system helped or hindered" in refused
    assert "Late." in refused
    nadia.post(path, {**said, "system": "One laptop"})
    assert [f.text for f in queries.findings("1")] == ["Late."]
    assert "One laptop" in text(nadia, f"/findings/{queries.findings('1')[0].id}/")


def test_a_theme_is_chosen_first(desk: Desk) -> None:
    desk.judge("supervision", "inadequate")
    chosen = text(signed_in(desk.nadia), "/rounds/1/findings/new/")
    assert 'href="/rounds/1/findings/new/?theme=supervision">Supervision</a>' in chosen
    assert "0 of 1 strong" in chosen


def test_a_finding_is_withdrawn_with_a_reason(desk: Desk) -> None:
    desk.find(desk.judge("supervision", "inadequate"))
    path, prue = f"/findings/{queries.findings('1')[0].id}/", signed_in(desk.prue)
    prue.post(path, {"reason": "Too early"})
    assert "Withdrawn: Too early" in text(prue, path)


def test_the_baseline_is_judged_on_the_page(desk: Desk) -> None:
    refs = [desk.judge("supervision", "good"), desk.judge("supervision", "good")]
    prue = signed_in(desk.prue)
    assert "not judged yet" in text(prue, "/rounds/1/baseline/")
    said = {"verdict": "embedded", "why": "Everywhere.", "rests_on": refs[:1]}
    assert "two pieces" in prue.post("/rounds/1/baseline/AFI-4/", said).content.decode()
    other = text(prue, "/rounds/1/baseline/AFI-4/?theme=visits")
    assert "TH-1001" not in other  # judgements of another theme are offered when asked for
    prue.post("/rounds/1/baseline/AFI-4/", {**said, "rests_on": refs})
    assert "embedded" in text(prue, "/rounds/1/baseline/")
