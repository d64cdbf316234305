"""Verdicts as a practitioner would give them, case by case."""

from datetime import date
from typing import Any

import pytest

from stocktake.indicators.domain.coverage import Coverage, Held, Told
from tests.timeliness import AS_OF, case, judged, plan, visit

CP = plan("CP", date(2026, 3, 2))
IN, OUT, UNSURE = "in timescale", "out of timescale", "cannot tell"
NOT_DUE, NONE = "not due", "not applicable or declined"


def test_a_child_never_visited_is_out_of_timescale_and_not_absent() -> None:
    found = judged(cases=[case("CP")], plans=[CP], visits=[])["1", "cp-visit"]
    assert (found["verdict"], found["due_on"]) == (OUT, date(2026, 3, 16))
    assert (found["judged_on"], found["days_over"]) == (None, (AS_OF - date(2026, 3, 16)).days)


def test_a_child_not_visited_since_before_the_rule_is_not_outside_it() -> None:
    long_ago = date(2009, 3, 2)
    mine = [case("CP", date_of_birth=date(2008, 5, 5))]
    found = judged(cases=mine, plans=[plan("CP", long_ago)], visits=[])["1", "cp-visit"]
    assert (found["verdict"], found["due_on"]) == (OUT, date(2010, 4, 19)), "from its first day"


def test_without_any_table_of_visits_nobody_can_tell() -> None:
    found = judged(cases=[case("CP")], plans=[CP])["1", "cp-visit"]
    assert (found["verdict"], found["reason"]) == (UNSURE, "the extract does not tell of this")


def test_the_open_gap_and_the_gap_at_the_windows_start_count() -> None:
    edge = judged(
        cases=[case("CP")], plans=[CP], visits=[visit(date(2026, 4, 30)), *_fortnightly()]
    )
    assert (edge["1", "cp-visit"]["verdict"], edge["1", "cp-visit"]["late"]) == (OUT, 1)
    still = judged(cases=[case("CP")], plans=[CP], visits=[visit(date(2026, 3, 9))])
    assert still["1", "cp-visit"]["now"] == OUT
    assert still["1", "cp-visit"]["longest_gap"] == (AS_OF - date(2026, 3, 9)).days


def _fortnightly() -> list[object]:
    days = [date.fromordinal(date(2026, 5, 5).toordinal() + 12 * n) for n in range(14)]
    return [visit(d) for d in days if d <= AS_OF]  # type: ignore[misc]


def test_an_attempt_and_a_visit_without_the_child_are_no_visits() -> None:
    attempt = visit(date(2026, 10, 12), outcome="attempt", seen=None)
    unseen = visit(date(2026, 10, 13), seen=False)
    found = judged(cases=[case("CP")], plans=[CP], visits=[attempt, unseen])["1", "cp-visit"]
    assert (found["verdict"], found["judged_on"]) == (OUT, None)


@pytest.mark.parametrize(
    ("facts", "verdict"),
    [
        ({}, IN),
        ({"visit_type": ""}, IN),
        ({"mode": None}, IN),
        ({"visit_type": "CIN visit"}, OUT),
        ({"visit_type": "STVC"}, UNSURE),
        ({"visit_type": "Last seen"}, UNSURE),
        ({"mode": "video", "mode_reason": "covid"}, OUT),
    ],
)
def test_which_visits_count_for_child_protection(facts: dict[str, str], verdict: str) -> None:
    new = plan("CP", date(2026, 9, 28))
    found = judged(cases=[case("CP")], plans=[new], visits=[visit(date(2026, 10, 9), **facts)])
    assert found["1", "cp-visit"]["verdict"] == verdict


def test_seen_alone_not_appropriate_is_declined_and_not_recorded_cannot_tell() -> None:
    new = plan("CP", date(2026, 9, 14))

    def alone(**facts: object) -> str:
        made = visit(date(2026, 10, 9), **facts)
        found = judged(cases=[case("CP")], plans=[new], visits=[made])
        return str(found["1", "cp-seen-alone"]["verdict"])

    assert alone(seen_alone=True) == IN
    assert alone(seen_alone=False, alone_reason="a baby") == NONE
    assert alone(seen_alone=None) == UNSURE
    assert alone(seen_alone=False) == OUT


def test_before_birth_nobody_is_visited() -> None:
    unborn = case("CP", date_of_birth=date(2026, 12, 1))
    found = judged(cases=[unborn], plans=[CP], visits=[])["1", "cp-visit"]
    assert (found["verdict"], found["reason"]) == (NONE, "before birth")
    born = case("CP", date_of_birth=date(2026, 10, 12))
    found = judged(cases=[born], plans=[CP], visits=[])["1", "cp-visit"]
    assert (found["verdict"], found["due_on"]) == (NOT_DUE, date(2026, 10, 26))


def _assessed(**facts: object) -> dict[str, object]:
    usual = {"assessment_type": "Child and family assessment", "referred_on": date(2026, 6, 1)}
    row = {"child_id": "1", "started_on": date(2026, 6, 3), "authorised_on": None, **usual, **facts}
    return judged(cases=[case("CIN")], assessments=[row])["1", "single-assessment"]


def test_an_extended_assessment_is_out_of_timescale_with_the_reason_beside_it() -> None:
    late = _assessed(authorised_on=date(2026, 9, 1), extension_reason="Police enquiry ran on")
    assert (late["verdict"], late["due_on"]) == (OUT, date(2026, 8, 3))
    assert late["reason"] == "extended: Police enquiry ran on"
    assert late["days_over"] == 29


def test_an_assessment_counts_from_the_referral_and_says_when_it_cannot() -> None:
    assert _assessed(authorised_on=date(2026, 8, 3))["verdict"] == IN
    assert _assessed(authorised_on=None)["verdict"] == OUT
    alone = _assessed(referred_on=None, authorised_on=date(2026, 8, 5))
    assert alone["verdict"] == IN
    assert "no referral is recorded" in str(alone["reason"])


def test_a_conference_counts_from_the_strategy_discussion_and_may_not_be_needed() -> None:
    def verdict(**facts: object) -> str:
        row = {"child_id": "1", "started_on": date(2026, 9, 1), **facts}
        return str(judged(cases=[case("CIN")], enquiries=[row])["1", "icpc"]["verdict"])

    assert verdict(conference_on=date(2026, 9, 22)) == IN
    assert verdict(conference_on=date(2026, 9, 23)) == OUT
    assert verdict(conference_on=date(2026, 11, 23)) == OUT
    assert verdict(conference_on=None, conference_unneeded=True) == NONE
    assert verdict(conference_on=None, ended_on=date(2026, 9, 30)) == NONE


def test_a_return_interview_may_be_declined_but_not_offered_late() -> None:
    def verdict(**facts: object) -> str:
        back = {"started_at": date(2026, 9, 1), "ended_at": date(2026, 9, 2)}
        row = {"child_id": "1", **back, "interview_held_on": None, **facts}
        return str(judged(cases=[case("CP")], missing=[row])["1", "return-interview"]["verdict"])

    assert verdict(interview_held_on=date(2026, 9, 5)) == IN
    assert verdict(interview_held_on=date(2026, 9, 6)) == OUT
    assert verdict(interview_accepted=False, interview_offered_on=date(2026, 9, 3)) == NONE
    assert verdict(interview_accepted=False, interview_offered_on=date(2026, 9, 9)) == OUT
    assert verdict(ended_at=None) == NOT_DUE


def test_health_may_be_refused_and_depends_on_age() -> None:
    care = {"child_id": "1", "kind": "CLA", "started_on": date(2025, 1, 6), "ended_on": None}
    initial = {"child_id": "1", "kind": "Initial health assessment", "outcome": "held"}
    first = {**initial, "held_on": date(2025, 1, 20)}

    def verdict(born: date, *more: dict[str, object]) -> str:
        found = judged(
            cases=[case("CLA", date_of_birth=born)], episodes=[care], health=[first, *more]
        )
        return str(found["1", "health-assessment"]["verdict"])

    assert verdict(date(2023, 1, 1)) == OUT
    assert verdict(date(2015, 1, 1), {**first, "held_on": date(2026, 1, 20)}) == NOT_DUE
    refused = {**first, "held_on": date(2026, 5, 5), "outcome": "refused"}
    assert verdict(date(2015, 1, 1), refused) == OUT
    assert verdict(date(2015, 1, 1), {**refused, "held_on": date(2026, 1, 20)}) == NOT_DUE


def test_an_adviser_not_wanted_at_21_is_declined() -> None:
    def verdict(born: date, wanted: bool | None) -> str:
        leaver = {"child_id": "1", "eligible_on": date(2024, 1, 1), "adviser_wanted": wanted}
        found = judged(cases=[case("CL", date_of_birth=born)], leavers=[leaver], visits=[])
        return str(found["1", "adviser-contact"]["verdict"])

    assert verdict(date(2004, 1, 1), False) == NONE
    assert verdict(date(2004, 1, 1), None) == UNSURE
    assert verdict(date(2004, 1, 1), True) == OUT
    assert verdict(date(2007, 1, 1), None) == OUT


@pytest.mark.parametrize(
    ("facts", "verdict"),
    [
        ({"children_home": True, "in_england": True}, OUT),
        ({"children_home": True, "in_england": False}, NONE),
        ({"children_home": True, "setting_id": ""}, UNSURE),
        ({"children_home": False}, None),
        ({"placement_type": "Foster care"}, None),
        ({"placement_type": "r) K2: Children's home"}, OUT),
    ],
)
def test_regulation_44_is_for_childrens_homes_in_england(
    facts: dict[str, object], verdict: str | None
) -> None:
    home = {"child_id": "1", "started_on": date(2026, 8, 3), "ended_on": None, "setting_id": "S1"}
    seen = [{"setting_id": "S1", "month": "2026-08", "visited_on": date(2026, 8, 20)}]
    found = judged(cases=[case("CLA")], placements=[{**home, **facts}], reg44=seen)
    assert found.get(("1", "reg44"), {}).get("verdict") == verdict


def test_months_before_the_first_report_of_the_extract_are_nobodys_to_judge() -> None:
    home = {
        "child_id": "1", "started_on": date(2025, 12, 3), "ended_on": None, "setting_id": "S1",
        "children_home": True,
    }  # fmt: skip
    months = [date(2026, n, 20) for n in range(5, 11)]
    seen = [{"setting_id": "S1", "month": f"{d:%Y-%m}", "visited_on": d} for d in months]
    judged_on = {"cases": [case("CLA")], "placements": [home]}
    found = judged(**judged_on, reg44=seen)["1", "reg44"]
    assert (found["verdict"], found["late"]) == (IN, 0)
    without_july = [r for r in seen if r["month"] != "2026-07"]
    missed = judged(**judged_on, reg44=without_july)["1", "reg44"]
    assert (missed["verdict"], missed["late"]) == (OUT, 1)


def test_a_newly_qualified_workers_cases_are_discussed_more_often() -> None:
    workers = [{"worker_id": "w", "newly_qualified": True}]
    held = [{"child_id": "1", "held_on": date(2026, 10, 1), "kind": "supervision"}]
    mine = [case("CIN", allocated_worker_id="w")]
    assert judged(cases=mine, supervisions=held, workers=workers)["1", "supervision"]["now"] == OUT
    assert judged(cases=mine, supervisions=held)["1", "supervision"]["now"] == NOT_DUE


def test_a_plan_without_a_start_is_judged_by_the_visits_there_are() -> None:
    found = judged(cases=[case("CP")], visits=[visit(date(2026, 10, 12))])
    assert found["1", "cp-visit"]["verdict"] == NOT_DUE
    assert found["1", "review-conference"]["verdict"] == UNSURE


def core_group(children: int, reviews: list[Any]) -> str:
    ids = [f"{n:02}" for n in range(children)]
    found = judged(
        cases=[case("CP", i) for i in ids],
        plans=[plan("CP", date(2026, 3, 2), i) for i in ids],
        reviews=reviews,
    )
    return str(found["01", "core-group"]["verdict"])


def test_ten_children_without_any_review_say_that_the_extract_has_none() -> None:
    assert (core_group(9, []), core_group(10, [])) == (OUT, UNSURE)


def review(kind: str, day: date | None, child_id: str = "1") -> dict[str, Any]:
    return {"child_id": child_id, "held_on": day, "review_type": kind}


def in_care(day: date, child_id: str = "1") -> dict[str, Any]:
    return {"child_id": child_id, "kind": "CLA", "started_on": day, "ended_on": None}


def test_reviews_of_one_kind_do_not_make_another_kind_never_held() -> None:
    others = [review("CIN review", date(2026, 5, 5), "00")]
    assert core_group(2, others) == UNSURE
    mine = [*others, review("Core group", date(2026, 3, 10), "00")]
    assert core_group(2, mine) == OUT, "core groups are in the extract, and this child had none"


def test_each_kind_of_review_begins_on_its_own_day() -> None:
    ids = [f"{n:02}" for n in range(12)]
    old = date(2024, 1, 8)
    cases = [case("CLA", i, opened_on=old) for i in ids]
    care = [in_care(old, i) for i in ids]
    recent = [review("Looked-after review", date(2026, 9, 7), i) for i in ids[1:]]
    long_known = [review("CIN review", date(2023, 5, 5), "99")]
    row = judged(cases=cases, episodes=care, reviews=[*recent, *long_known])["00", "cla-review"]
    assert (row["verdict"], row["reason"]) == (UNSURE, "earlier events are not in the extract")


def test_plans_of_one_kind_do_not_make_another_kind_never_made() -> None:
    def verdict(kind: str) -> str:
        held = plan(kind, date(2026, 1, 12), "2")
        care = [in_care(date(2026, 5, 4))]
        found = judged(cases=[case("CLA")], episodes=care, plans=[held])
        return str(found["1", "care-plan"]["verdict"])

    assert (verdict("CP"), verdict("care")) == (UNSURE, OUT)


def test_an_extract_that_begins_later_than_its_plans_accuses_nobody_of_the_gap_before() -> None:
    ids = [f"{n:02}" for n in range(12)]
    old = [plan("CP", date(2025, 1, 6), i) for i in ids]
    days = [date.fromordinal(date(2026, 4, 20).toordinal() + 10 * n) for n in range(19)]
    visits = [visit(d, i) for i in ids[1:] for d in days]
    found = judged(cases=[case("CP", i, opened_on=None) for i in ids], plans=old, visits=visits)
    assert found["01", "cp-visit"]["verdict"] == IN
    never = found["00", "cp-visit"]
    assert (never["verdict"], never["due_on"]) == (OUT, date(2026, 5, 5))


def _annex_a(last: date, *, alone: bool | None) -> dict[str, object]:
    told = Coverage({("visits", "cp visit"): Told(Held.LATEST)})
    seen = visit(last, visit_type="CP visit", seen_alone=alone)
    old = plan("CP", date(2024, 1, 8))
    return judged(coverage=told, cases=[case("CP")], plans=[old], visits=[seen])[
        "1", "cp-seen-alone"
    ]


def test_where_only_the_latest_visit_is_known_the_ones_before_may_have_been_alone() -> None:
    recent, old = date(2026, 10, 12), date(2026, 8, 3)
    assert _annex_a(recent, alone=True)["verdict"] == NOT_DUE
    assert _annex_a(recent, alone=False)["reason"] == "earlier events are not in the extract"
    assert _annex_a(recent, alone=None)["verdict"] == UNSURE
    late = _annex_a(old, alone=False)
    assert (late["verdict"], late["due_on"]) == (OUT, date(2026, 9, 1))


def test_what_was_late_before_the_window_even_with_a_doubtful_visit_is_out_of_timescale() -> None:
    """Found by the agreement with the reference: the doubtful visit came a day too late as well."""
    seen = [visit(date(2026, 3, 7)), visit(date(2026, 4, 19), visit_type="Last seen")]
    found = judged(cases=[case("CLA", closed_on=date(2026, 5, 31))], visits=seen)
    row = found["1", "cla-visit"]
    assert (row["verdict"], row["due_on"], row["days_over"]) == (OUT, date(2026, 4, 18), 43)
