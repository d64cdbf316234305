"""What is blank in a form, and what a judgement keeps when a scale is left out."""

from dataclasses import replace

from stocktake.core.strata import Depth
from stocktake.frameworks.domain.content import Form, Item, SafeAnswer, SafeNow
from stocktake.reviews.domain.answering import blank_safety, blanks, blanks_to_share, said_of

SAFETY = SafeNow(question="Safe?", help="", basis="", answers=(SafeAnswer(id="yes", label="Yes"),))
VISITS = Item(id="visits", theme="visits", label="Visits", question="?", help="")
SUPERVISION = Item(id="sup", theme="supervision", label="Supervision", question="?", help="")
FORM = Form(
    key="in-depth", title="In depth", depth=Depth.IN_DEPTH, graded=True, overall="Overall?",
    safe_now=SAFETY, items=(VISITS, SUPERVISION),
)  # fmt: skip
DONE = {"grade": "good", "record_depth": "3", "working": "Seen often."}


def needs(fields: dict[str, str], evidence: int = 1, form: Form = FORM) -> list[str]:
    answers = {"visits": fields, "sup": DONE}
    return [b.in_words for b in blanks(form, "CP", answers, {"visits": evidence, "sup": 1})]


def test_two_blank_items_are_both_named() -> None:
    found = [b.item for b in blanks(FORM, "CP", {}, {})]
    assert found == ["visits", "sup"]


def test_a_whole_judgement_is_not_blank() -> None:
    assert needs(DONE) == []


def test_in_depth_needs_evidence_or_a_reason() -> None:
    assert needs(DONE, evidence=0) == ["Visits: add evidence, or say why there is none"]
    assert needs({**DONE, "reason": "The file is empty."}, evidence=0) == []


def test_what_to_develop_asks_what_helped_or_hindered() -> None:
    assert "helped or hindered" in needs({**DONE, "develop": "Seen alone too seldom."})[0]


def test_not_seen_is_not_the_same_as_not_applicable() -> None:
    unseen, apart = (
        said_of(VISITS, {"left_out": "not seen on file"}),
        {"left_out": "not applicable"},
    )
    assert needs(apart, evidence=0) == needs({"left_out": "not seen on file"}, evidence=0) == []
    assert unseen.is_finding
    assert not said_of(VISITS, apart).is_finding


def test_a_form_without_grades_asks_for_the_narrative() -> None:
    plain = replace(FORM, graded=False)
    told = {"record_depth": "3", "working": "Rowan talks to her."}
    assert needs(told, form=plain) == []
    assert "what is working" in needs({"record_depth": "3"}, form=plain)[0]
    assert blanks_to_share(plain, {}) == ()


def test_sharing_asks_for_the_grade_of_the_whole() -> None:
    assert [b.item for b in blanks_to_share(FORM, {})] == ["overall"]
    assert blanks_to_share(FORM, {"overall": {"grade": "good"}}) == ()


def test_the_gap_is_discussion_less_record() -> None:
    said = said_of(VISITS, {"record_depth": "2", "discussion_depth": "4", "grade": "good"})
    assert said.gap == 2
    assert said_of(VISITS, {"record_depth": "2", "left_out": "not applicable"}).gap is None


def test_the_answer_about_safety_needs_its_basis() -> None:
    assert str(blank_safety({}) and blank_safety({}).needs) == "choose an answer"  # type: ignore[union-attr]
    assert blank_safety({"answer": "yes", "basis": "Seen on 2 October."}) is None


def test_a_grade_that_is_not_on_the_scale_is_no_grade() -> None:
    """A browser can send any words; none but the four are ever judged with, or counted."""
    assert said_of(VISITS, {"grade": "excellent"}).grade == ""
    assert said_of(VISITS, {"grade": "good"}).grade == "good"
    assert [b.item for b in blanks_to_share(FORM, {"overall": {"grade": "<b>best</b>"}})] == [
        "overall"
    ]
    assert blank_safety({"answer": "surely", "basis": "Seen."}) is not None
