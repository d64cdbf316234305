"""Rating cases by the foreign instrument: gates, forced answers, checks, overrides, thresholds."""

from itertools import product
from typing import Any

import pytest

from stocktake.frameworks.domain.instrument.rating import Judged, Rated, rate
from stocktake.frameworks.domain.instrument.showing import answers_facts, case_facts
from stocktake.frameworks.domain.instrument.thresholds import meets
from tests.osri import tied

DONE = tied()
FACE = {
    "G": "foster", "I": "2026-01-05", "J": "2026-02-01", "K": "na",
    "F1": [{"name": "Ade", "target": "yes", "in-care": "yes"}],
}  # fmt: skip
WINDOW = {"from": "2026-04-20", "to": "2026-10-19"}
FOUR = {"A1": [], "C1": []}
GOALS = {"A1": "yes", "B1": [{"goal": "adoption", "on": "2026-03-01"}]}


def case(items: dict[str, Any], **more: Any) -> Rated:
    face = {**FACE, **more.pop("face", {})}
    return rate(DONE, {"face": face, "window": WINDOW, "items": items, **more})


def one(item: str, answers: dict[str, Any], **more: Any) -> Judged:
    return case({item: answers}, **more).judged[item]


def test_a_rating_names_the_rule_that_gave_it() -> None:
    judged = one("4", {**FOUR, "A": 2, "B": "yes", "C": "yes"})
    assert (judged.rating, judged.way and judged.way.id) == ("strength", "strength.2")
    facts = case_facts(DONE, case({"4": {**FOUR, "A": 2, "B": "yes", "C": "yes"}}))
    assert facts["items"]["4"]["because"] == "A is more than 1 and B is yes and C is yes"


def test_a_closed_gate_gives_not_applicable_with_its_reason() -> None:
    judged = one("4", {}, face={"G": "in-home"})
    assert (judged.status, judged.rating) == ("not_applicable", "na")
    assert judged.because == "The child was not in foster care."


def test_screened_out_reports_leave_item_1_not_applicable() -> None:
    reports = [{"received": "2026-05-01", "accepted": "no"}]
    assert one("1", {"A1": reports}).status == "not_applicable"
    assert one("1", {"A1": [{"received": "2026-05-01", "accepted": "yes"}]}).status == "incomplete"


def test_incomplete_until_everything_is_answered() -> None:
    judged = one("4", {**FOUR, "A": 2, "B": "yes"})
    assert (judged.status, judged.rating, judged.missing) == ("incomplete", None, ("4.C",))


@pytest.mark.parametrize(("a", "b", "c"), list(product((1, 2), ("yes", "no", "na"), ("yes", "no"))))
def test_every_combination_that_item_4_bars_is_refused_with_a_reason(
    a: int, b: str, c: str
) -> None:
    judged = one("4", {**FOUR, "A": a, "B": b, "C": c})
    if (a == 1) == (b == "na"):
        assert judged.status == "rated"
    else:
        assert judged.status == "refused"
        assert judged.rating is None
        assert judged.refused[0].because.startswith("There was ")


def test_every_combination_of_item_5_is_rated_or_refused_with_a_reason() -> None:
    three, two = ("yes", "no", "na"), ("yes", "no")
    found = {"rated": 0, "refused": 0}
    for c, d, e, f, g in product(two, two, three, three, three):
        fitting = {"B": "yes", "C": c, "D": d, "E": e, "F": f, "G": g, "G1": []}
        judged = one("5", {"H": "yes", "goals": {**GOALS, "A2": "yes"}, "fitting": fitting})
        found[judged.status] += 1
        part = case({"5": {"H": "yes", "fitting": fitting}}).judged["5.fitting"]
        assert judged.status == "rated" or all(r.because for r in part.refused)
    assert found == {"rated": 14, "refused": 94}  # 2 of C, by 7 lawful patterns of D to G


def test_a_forced_answer_is_filled_in_and_said() -> None:
    judged = one("4", {**FOUR, "A": 1, "C": "yes"})
    assert judged.rating == "strength"
    assert [(s.path, s.answer) for s in judged.settled] == [("4.B", "na")]


def test_a_tick_forces_an_answer() -> None:
    judged = one("4", {"A1": [], "A": 1, "C1": ["c3"], "C": "yes"})
    assert [r.because for r in judged.refused] == ["One of the listed things threatens it."]


def test_elapsed_days_bar_an_answer() -> None:
    early = {"J": "2026-09-01"}
    goals = {**GOALS, "A2": "na"}
    assert case({"5": {"H": "yes", "goals": goals}}).judged["5.goals"].refused
    assert not case({"5": {"H": "yes", "goals": goals}}, face=early).judged["5.goals"].refused


def test_a_case_open_too_short_without_a_goal_is_not_applicable() -> None:
    judged = one("5", {"H": "no"}, face={"J": "2026-09-01"})
    assert judged.status == "not_applicable"
    assert "less than 60 days" in judged.because


def test_no_rule_is_a_result_and_keeps_the_case_open() -> None:
    rated = case(
        {
            "8": {
                "P": "yes",
                "Q": "no",
                **dict.fromkeys(["A1", "A", "B1", "B", "C", "D", "E1", "E", "F"], "na"),
            }
        }
    )
    assert rated.judged["8"].status == "no_rule"
    assert rated.judged["8"].rating is None
    assert "8: no rule fits the answers." in case_facts(DONE, rated)["open"]


def test_pickers_never_count() -> None:
    answers = {
        "P": "yes",
        "Q": "yes",
        "A": "yes",
        "B": "na",
        "C": "na",
        "D": "na",
        "E": "na",
        "F": "na",
    }
    for often in ("weekly", "never"):
        assert one("8", {**answers, "A1": often, "B1": often, "E1": often}).rating == "strength"


def test_a_cross_check_compares_an_item_with_the_face_sheet() -> None:
    rated = case({"6": {"A3": "2026-02-02", "A6": "na"}, "5": {"H": "yes", "goals": GOALS}})
    assert [id_ for id_, _ in rated.failed] == ["entry"]
    assert not rated.final


def test_an_override_stands_beside_the_computed_rating() -> None:
    answers = {"4": {**FOUR, "A": 1, "C": "yes"}}
    made = {
        "rating": "ani",
        "by": "Site lead",
        "second": "QA lead",
        "reason": "The foster home closes in May.",
    }
    judged = case(answers, overrides={"4": made}).judged["4"]
    assert (judged.rating, judged.computed) == ("ani", "strength")
    assert (
        case(answers).judged["4"].rating == "strength"
    )  # clearing it brings the computed one back


@pytest.mark.parametrize("lacking", ["by", "second", "reason"])
def test_an_override_needs_a_reason_and_a_second_person(lacking: str) -> None:
    made = {"rating": "ani", "by": "Site lead", "second": "QA lead", "reason": "x", lacking: ""}
    rated = case({"4": {**FOUR, "A": 1, "C": "yes"}}, overrides={"4": made})
    assert rated.judged["4"].rating == "strength"
    assert "second person" in rated.barred[0].because


def test_nobody_is_their_own_second_person() -> None:
    made = {"rating": "ani", "by": "Site lead", "second": "site lead ", "reason": "x"}
    rated = case({"4": {**FOUR, "A": 1, "C": "yes"}}, overrides={"4": made})
    assert rated.barred[0].because == "The second person must be somebody else."


def test_a_main_reason_is_needed_beside_the_rating() -> None:
    answers = {"A1": [{"received": "2026-05-01", "accepted": "yes"}], "A": 0, "B": 0, "C": "na"}
    judged = one("1", answers)
    assert (judged.rating, judged.needs, judged.final) == ("strength", ("reason", "sources"), False)
    whole = {**answers, "reason": "All were seen within a day.", "sources": ["file", "mother"]}
    assert one("1", whole).final


@pytest.mark.parametrize(
    ("item", "answers", "said"),
    [
        ("4", {"Z": "yes"}, "There is no question with this id."),
        ("4", {"A": "two"}, "“two” is not a number."),
        ("4", {"A": 0}, "0 is less than 1."),
        ("4", {"C": "maybe"}, "“maybe” is not one of: yes, no."),
        ("4", {"C1": ["c9"]}, "“c9” is not one of: c1, c2, c3, c4, c5."),
        ("4", {"A1": [{"begn": "2026-01-01"}]}, "Row 1: there is no column “begn”."),
        ("6", {"A3": "1 May"}, "“1 May” is not a date such as 2026-04-20."),
        ("99", {}, "There is no item with this id."),
    ],
)
def test_an_answer_that_does_not_fit_is_refused(
    item: str, answers: dict[str, Any], said: str
) -> None:
    assert said in [r.because for r in case({item: answers}).barred]


def round_of(sa: int, applicable: int, in_all: int) -> dict[str, Any]:
    """Cases of which `applicable` have items 2 and 3 rated, `sa` of them Strength in both."""
    good, bad = {"2": "strength", "3": "strength"}, {"2": "ani", "3": "ani"}
    cases = [{"ratings": good if i < sa else bad} for i in range(applicable)]
    cases += [{"ratings": {"1": "na"}}] * (in_all - applicable)
    return {"cases": cases, "round": {"indicators-met": "yes"}}


@pytest.mark.parametrize(
    ("applicable", "sa", "met"),
    [(40, 38, True), (40, 37, False), (65, 62, True), (65, 61, False)],
)
def test_a_round_meets_its_threshold_by_whole_numbers(applicable: int, sa: int, met: bool) -> None:
    facts, _ = answers_facts(DONE, round_of(sa, applicable, 65))
    found = next(t for t in facts["thresholds"] if t["id"] == "safety-2-conforms")
    assert (found["counted"], found["applicable"], found["met"]) == (sa, applicable, met)


def test_no_applicable_case_is_no_judgement_and_never_a_pass() -> None:
    facts, _ = answers_facts(DONE, round_of(0, 0, 40))
    found = next(t for t in facts["thresholds"] if t["id"] == "safety-1-conforms")
    assert (found["applicable"], found["met"], found["share"]) == (0, None, None)


def test_a_further_condition_of_the_round_is_needed() -> None:
    cases = [{"ratings": {"1": "strength"}}] * 40
    for said, met in (("yes", True), ("no", False), (None, None)):
        facts, _ = answers_facts(DONE, {"cases": cases, "round": {"indicators-met": said}})
        assert facts["thresholds"][0]["met"] is met


def test_shares_are_never_rounded() -> None:
    assert meets(18_999, 20_000, "95") is False  # 94.995 %, which a rounded share would pass
    assert meets(185, 200, "92.5") is True
