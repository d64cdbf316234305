"""Designing on the pages, leaving out by approval, swapping, replays; and who is refused."""

from typing import Any

import pytest

from stocktake.core.capacity import Capacity
from stocktake.core.thread import Person, Refused
from stocktake.record import outbox
from stocktake.rounds import acts, jobs, queries
from stocktake.rounds.acts.sampling import REPLAYS
from tests.cast import AT, make_person, sign_in

FILLED: dict[str, Any] = {
    **{f"{s}-in-depth": "1" for s in ("EH", "CIN", "CP", "CLA", "CL")},
    **{f"{s}-lighter": "1" for s in ("EH", "CIN", "CP", "CLA", "CL")},
    "spread": ["sex", "age"],
    "recent_months": "6",
    "recent_part": "1/2",
    "reserves": "2",
}


@pytest.fixture
def ada(db: None) -> Person:
    return make_person("ada.ad", Capacity.ASSISTANT_DIRECTOR)


def test_a_design_is_kept_from_the_page(commissioned: str, nadia: Person) -> None:
    prue = make_person("prue.chair", Capacity.REVIEWER)
    said = {**FILLED, "worker_most": "3", "certain": "TH-1003", "in complaint": prue.id}
    answer = sign_in(nadia).post(f"/rounds/{commissioned}/design/", said)
    assert answer.status_code == 302
    about = queries.round_(commissioned)
    assert (about.plan.spread, about.plan.limits.worker_most) == (("sex", "age"), 3)
    assert about.exceptions.routes == {"in complaint": prue.id}
    attempt = acts.select_sample(round_id=commissioned, by=nadia, at=AT)
    assert "TH-1003" in {attempt.refs[d.child_id] for d in attempt.sample.drawn if d.certain}


def test_wishes_that_clash_are_said_on_the_page_and_nothing_is_kept(
    commissioned: str, nadia: Person
) -> None:
    said = {**FILLED, "worker_most": "1"}
    page = sign_in(nadia).post(f"/rounds/{commissioned}/design/", said).content.decode()
    assert "Two wishes clash: at most 1 for a worker, and 10 reviews as planned" in page
    assert queries.round_(commissioned).plan.limits.worker_most is None


def test_a_child_is_left_out_once_the_assistant_director_approves(
    commissioned: str, nadia: Person, ada: Person
) -> None:
    url = f"/rounds/{commissioned}/left-out/"
    said = {"word": "ask", "ref": "TH-1002", "code": "safety", "words": "Told by the team."}
    sign_in(nadia).post(url, said)
    with pytest.raises(Refused, match="One child waits for the assistant director"):
        acts.select_sample(round_id=commissioned, by=nadia, at=AT)
    (asked,) = queries.round_(commissioned).exceptions.waiting
    assert "TH-1002" in sign_in(ada).get(url).content.decode()
    sign_in(ada).post(url, {"word": "approve", "child": asked.child_id})
    attempt = acts.select_sample(round_id=commissioned, by=nadia, at=AT)
    assert [(x.ref, x.decided_by) for x in attempt.left_out] == [("TH-1002", ada.id)]
    assert attempt.sample.strata[0].eligible == 8
    page = sign_in(nadia).get(f"/rounds/{commissioned}/certificate/").content.decode()
    assert "Reading could put somebody at risk" in page


def test_the_qa_manager_does_not_approve_and_a_change_needs_another_selection(
    commissioned: str, nadia: Person, ada: Person
) -> None:
    acts.select_sample(round_id=commissioned, by=nadia, at=AT)
    acts.ask_to_leave_out(round_id=commissioned, ref="TH-1002", code="safety", by=nadia, at=AT)
    with pytest.raises(Refused, match="Only the assistant director"):
        acts.decide_leave_out(round_id=commissioned, child_id="c002", approve=True, by=nadia, at=AT)
    acts.decide_leave_out(round_id=commissioned, child_id="c002", approve=True, by=ada, at=AT)
    with pytest.raises(Refused, match="The design was changed after"):
        acts.freeze_sample(round_id=commissioned, by=nadia, at=AT)


def test_a_swap_takes_the_next_in_order_and_none_is_possible_after_the_freeze(
    commissioned: str, nadia: Person
) -> None:
    attempt = acts.select_sample(round_id=commissioned, by=nadia, at=AT)
    out = next(d for d in attempt.sample.drawn if d.stratum == "EH")
    coming = next(d for d in attempt.sample.reserves if d.stratum == "EH")
    ref = attempt.refs[out.child_id]
    said = {"ref": ref, "code": "closed", "words": "Moved away in September."}
    browser, url = sign_in(nadia), f"/rounds/{commissioned}/swap/"
    assert "There is a problem" in browser.post(url, {**said, "code": ""}).content.decode()
    browser.post(url, said)
    page = browser.get(f"/rounds/{commissioned}/certificate/").content.decode()
    assert f"<s>{ref}</s>" in page
    assert "Moved away in September." in page
    cases = acts.freeze_sample(round_id=commissioned, by=nadia, at=AT)
    assert coming.child_id in {c.child_id for c in cases}
    assert out.child_id not in {c.child_id for c in cases}
    with pytest.raises(Refused, match="frozen"):
        acts.swap_case(round_id=commissioned, ref=cases[0].ref, code="closed", by=nadia, at=AT)


def test_replays_wait_are_made_and_stand_on_the_certificate(
    commissioned: str, nadia: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs, "RUNS", 20)
    sign_in(nadia).post(f"/rounds/{commissioned}/design/", {**FILLED, "worker_most": "3"})
    acts.select_sample(round_id=commissioned, by=nadia, at=AT)
    assert len(outbox.waiting(REPLAYS)) == 1
    jobs.tick()
    assert outbox.waiting(REPLAYS) == ()
    estimate = queries.attempts(commissioned)[-1].estimate
    assert estimate is not None
    assert (estimate.runs, sum(estimate.counts.values())) == (20, 200)
    page = sign_in(nadia).get(f"/rounds/{commissioned}/certificate/").content.decode()
    assert "Chances under the limits" in page


@pytest.mark.parametrize("path", ["design/", "left-out/", "swap/"])
def test_a_stranger_designs_nothing(commissioned: str, sam: Person, path: str) -> None:
    assert sign_in(sam).get(f"/rounds/{commissioned}/{path}").status_code == 403
    assert sign_in(sam).post(f"/rounds/{commissioned}/{path}").status_code == 403


def test_numbers_are_worked_out_shown_and_only_then_kept(commissioned: str, nadia: Person) -> None:
    asked = {**FILLED, "rule": "equal", "reviews": "15", "deep": "5", "whole": "0"}
    browser, url = sign_in(nadia), f"/rounds/{commissioned}/design/"
    before = queries.round_(commissioned).plan
    page = browser.post(url, {**asked, "work": "1"}).content.decode()
    assert 'name="EH-lighter" value="2"' in page
    assert queries.round_(commissioned).plan == before
    strata = ("EH", "CIN", "CP", "CLA", "CL")
    numbers = {f"{s}-in-depth": "1" for s in strata} | {f"{s}-lighter": "2" for s in strata}
    browser.post(url, {**asked, **numbers})
    assert queries.round_(commissioned).plan.rule.startswith("the same number from each group")
    browser.post(url, {**asked, **numbers, "EH-lighter": "1"})
    assert queries.round_(commissioned).plan.rule == "fixed"


def test_numbers_that_cannot_be_worked_out_say_why(commissioned: str, nadia: Person) -> None:
    asked = {**FILLED, "rule": "equal", "reviews": "3", "deep": "1", "work": "1"}
    page = sign_in(nadia).post(f"/rounds/{commissioned}/design/", asked).content.decode()
    assert "3 reviews are too few for at least one in each group." in page


def test_the_power_page_tells_what_size_shows_what_change(commissioned: str, nadia: Person) -> None:
    browser, url = sign_in(nadia), f"/rounds/{commissioned}/power/"
    page = browser.get(url).content.decode()
    assert ", as planned now" in page
    assert "31, every child" in page
    assert "To 80" in browser.get(url, {"share": "70"}).content.decode()
    assert "There is a problem" in browser.get(url, {"share": "many"}).content.decode()
    sam = make_person("sam.sw", Capacity.WORKER)
    assert sign_in(sam).get(url).status_code == 403
