"""The pages of a round: commission, select, freeze, certificate; and who is refused."""

import json
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader

from stocktake.core.capacity import Capacity
from stocktake.core.thread import Person
from stocktake.record.queries import access_log
from stocktake.rounds import acts, queries
from stocktake.rounds.domain.selection import proposed
from tests.cast import AT, make_person, sign_in


def typed(snapshot: str, **changes: str) -> dict[str, str]:
    numbers = {f"{s}-{d}": "1" for s in ("EH", "CIN", "CP", "CLA", "CL") for d in ("in-depth",)}
    numbers |= {f"{s}-lighter": "0" for s in ("EH", "CIN", "CP", "CLA", "CL")}
    return {
        "title": "October 2026 stocktake",
        "purpose": "To see whether practice has held since the inspection",
        "window_end": "19 October 2026",
        "baseline": "thornmere-2024",
        "snapshot": snapshot,
        "form_in_depth": "in-depth",
        "form_lighter": "lighter",
        "records": "notes",
        "strand0-name": "Quarterly audit",
        "strand0-commissioner": "the auditing firm",
        **numbers,
        **changes,
    }


def test_the_new_round_page_fills_in_window_and_plan(snapshot: str, nadia: Person) -> None:
    page = sign_in(nadia).get("/rounds/new/").content.decode()
    assert "six months" in page
    assert 'name="EH-in-depth" value="3"' in page
    assert 'name="CLA-lighter" value="2"' in page, "6 are open: 4 in depth leave 2"


def test_update_works_out_the_window_and_saves_nothing(snapshot: str, nadia: Person) -> None:
    said = typed(snapshot, title="", window_end="31 December 2026", update="1")
    page = sign_in(nadia).post("/rounds/new/", said).content.decode()
    assert "1 July 2026 to 31 December 2026" in page
    assert "There is a problem" not in page
    assert queries.rounds() == ()


def test_the_window_fragment(snapshot: str, nadia: Person) -> None:
    page = sign_in(nadia).get("/rounds/new/window/", {"window_end": "19/10/2026"})
    assert "20 April 2026 to 19 October 2026" in page.content.decode()
    assert sign_in(nadia).get("/rounds/new/window/", {"window_end": "x"}).status_code == 200


def test_a_round_is_commissioned_from_the_page(snapshot: str, nadia: Person) -> None:
    answer = sign_in(nadia).post("/rounds/new/", typed(snapshot))
    (made,) = queries.rounds()
    assert answer.headers["Location"] == f"/rounds/{made.id}/"
    assert (made.plan.wanted, made.strands[0].commissioner) == (5, "the auditing firm")


def test_typed_numbers_keep_the_proposed_spread_and_the_lower_chance_of_recent_reviews(
    snapshot: str, nadia: Person
) -> None:
    sign_in(nadia).post("/rounds/new/", typed(snapshot))
    (made,) = queries.rounds()
    offered = proposed({})
    assert made.plan.spread == offered.spread != ()
    assert made.plan.recent == offered.recent is not None


def test_mistakes_are_told_and_the_text_stays(snapshot: str, nadia: Person) -> None:
    said = typed(snapshot, title="", **{"CP-in-depth": "many", "strand1-name": "Stocktake"})
    page = sign_in(nadia).post("/rounds/new/", said).content.decode()
    for words in ("There is a problem", "Enter title", "enter a whole number", "who commissioned"):
        assert words in page
    assert "practice has held since" in page


def test_too_large_a_plan_is_refused_on_the_page(snapshot: str, nadia: Person) -> None:
    said = typed(snapshot, **{"CP-in-depth": "5"})
    page = sign_in(nadia).post("/rounds/new/", said).content.decode()
    assert "5 reviews are planned in child protection, and the frame has 4 children there." in page


def test_before_there_is_anything_the_page_says_whom_to_ask(db: None, nadia: Person) -> None:
    page = sign_in(nadia).get("/rounds/new/").content.decode()
    assert "Ask the data analyst" in page


def test_select_look_and_freeze(commissioned: str, nadia: Person) -> None:
    browser, url = sign_in(nadia), f"/rounds/{commissioned}/"
    assert "Select sample" in browser.get(url).content.decode()
    browser.post(f"{url}select/")
    page = browser.get(url).content.decode()
    assert "Who the sample covers" in page
    assert queries.attempts(commissioned)[0].seed[:8] in page
    assert "can be changed after this" in browser.get(f"{url}freeze/").content.decode()
    browser.post(f"{url}freeze/")
    page = browser.get(url).content.decode()
    assert "The 10 cases" in page
    assert "Select again" not in page


def test_selecting_again_asks_why(commissioned: str, nadia: Person) -> None:
    browser, url = sign_in(nadia), f"/rounds/{commissioned}/"
    browser.post(f"{url}select/")
    assert "There is a problem" in browser.post(f"{url}select/", {"reason": ""}).content.decode()
    browser.post(f"{url}select/", {"reason": "Extract amended"})
    assert len(queries.attempts(commissioned)) == 2
    assert "Extract amended" in browser.get(f"{url}certificate/").content.decode()


def test_the_certificate_shows_the_references_and_its_file(
    commissioned: str, nadia: Person
) -> None:
    acts.select_sample(round_id=commissioned, by=nadia, at=AT)
    browser, url = sign_in(nadia), f"/rounds/{commissioned}/"
    certificate = queries.certificate(commissioned)
    page = browser.get(f"{url}certificate/").content.decode()
    assert all(certificate.ref(child) in page for child in certificate.sample.drawn)
    told = json.loads(browser.get(f"{url}certificate.json").content)
    assert told["seed"] == certificate.last.seed
    assert access_log(person=nadia.id)[0].event == "export"


def test_the_certificate_on_paper_is_tagged_titled_and_tells_every_reference(
    commissioned: str, nadia: Person
) -> None:
    acts.select_sample(round_id=commissioned, by=nadia, at=AT)
    answer = sign_in(nadia).get(f"/rounds/{commissioned}/certificate.pdf")
    paper = PdfReader(BytesIO(answer.content))
    words = "".join(page.extract_text() for page in paper.pages)
    certificate = queries.certificate(commissioned)
    assert certificate.last.seed in words
    assert all(certificate.ref(child) in words for child in certificate.sample.drawn)
    assert paper.metadata is not None
    assert str(paper.metadata.title).startswith("Certificate of the sample selection")
    assert b"/StructTreeRoot" in answer.content
    assert access_log(person=nadia.id)[0].event == "export"


def test_the_picture_and_its_file_have_the_same_numbers(commissioned: str, nadia: Person) -> None:
    acts.select_sample(round_id=commissioned, by=nadia, at=AT)
    lines = sign_in(nadia).get(f"/rounds/{commissioned}/coverage.csv").content.decode().split()
    strata = queries.certificate(commissioned).coverage[0]
    assert lines[0] == "characteristic,value,open,sample"
    assert f"Group,Early help,{strata.lines[0].open},{strata.lines[0].drawn}" in " ".join(
        sign_in(nadia).get(f"/rounds/{commissioned}/coverage.csv").content.decode().splitlines()
    )


def test_no_certificate_before_a_selection(commissioned: str, nadia: Person) -> None:
    page = sign_in(nadia).get(f"/rounds/{commissioned}/certificate/")
    assert page.status_code == 403
    assert "select a sample first" in page.content.decode()


@pytest.mark.parametrize(
    "capacity", [Capacity.BOARD_CHAIR, Capacity.ASSISTANT_DIRECTOR, Capacity.DATA_ANALYST]
)
def test_those_who_only_look(commissioned: str, capacity: Capacity) -> None:
    browser, url = sign_in(make_person("prue.chair", capacity)), f"/rounds/{commissioned}/"
    assert "Select sample" not in browser.get(url).content.decode()
    assert browser.get("/rounds/").status_code == 200
    assert [
        browser.post(f"{url}{word}/").status_code for word in ("select", "freeze", "close")
    ] == [403] * 3


@pytest.mark.parametrize(
    "path",
    [
        "",
        "certificate/",
        "certificate.json",
        "certificate.pdf",
        "sealed-frame.json",
        "coverage.csv",
    ],
)
def test_a_stranger_reaches_nothing(commissioned: str, sam: Person, path: str) -> None:
    assert sign_in(sam).get(f"/rounds/{commissioned}/{path}").status_code == 403


def test_a_round_that_is_not_there_is_lost(nadia: Person) -> None:
    assert sign_in(nadia).get("/rounds/99/").status_code == 404


def test_text_from_outside_stays_text(facts: dict[str, Any], nadia: Person) -> None:
    round_id = acts.commission(**{**facts, "title": "<script>x</script>"}, by=nadia, at=AT)
    page = sign_in(nadia).get(f"/rounds/{round_id}/").content.decode()
    assert "<script>x" not in page
    assert "&lt;script&gt;x" in page
