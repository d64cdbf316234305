"""A report composed from a real round, nothing answered from memory: down to the quote and out."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command

from stocktake.actions import acts as actions
from stocktake.actions.domain.recommendations import DraftRecommendation
from stocktake.core.capacity import Capacity
from stocktake.core.thread import Person, Refused
from stocktake.findings import acts as findings
from stocktake.findings import queries as gathered
from stocktake.record.queries import reaches_evidence, walk
from stocktake.reports import acts, queries
from stocktake.reports.domain.checking import unsupported
from stocktake.reports.domain.document import Paragraph, Table
from stocktake.reviews import acts as reviews
from tests.cast import make_person
from tests.review_desk import LATER, WORDS, Cast, make_round, shared

PRESET = "city-of-london-2022"
pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(tmp_path: Path) -> Iterator[Cast]:
    """Owen's review of TH-1034 is finalised; Nadia made a finding and Ada agreed an action."""
    cast = make_round(tmp_path)
    key = shared(cast)
    settings.HOME.set_demonstration_time(LATER)
    reviews.finalise(review_id=key, by=cast.owen, at=LATER)
    _recommended(cast)
    yield cast
    (settings.HOME.path / "clock").unlink(missing_ok=True)


def _recommended(cast: Cast) -> None:
    refs = [r for r, b in gathered.judgement_refs(cast.round_id).items() if b.row.theme == "visits"]
    made = findings.make_finding(
        round_id=cast.round_id, theme="visits", strength=False,
        text="Visits could tell more of what children say.", system="No room in which to meet.",
        rests_on=refs, by=cast.nadia, at=LATER,
    )  # fmt: skip
    what = DraftRecommendation(
        round_id=cast.round_id, level="area for improvement", theme="visits",
        text="Each visit is written in the child’s own words.", owner=cast.tess.id,
        due=date(2026, 12, 18), measure="The December audit",
        rests_on=(gathered.finding(made).ref,),
    )  # fmt: skip
    key = actions.draft(what=what, by=cast.nadia, at=LATER)
    actions.agree(ids=[key], by=cast.tess, at=LATER)


def compose(cast: Cast) -> str:
    return acts.compose(round_id=cast.round_id, preset=PRESET, by=cast.nadia, at=LATER)


def approvers() -> tuple[Person, Person]:
    return make_person("ivy.ig", Capacity.IG_OFFICER), make_person(
        "ada.ad", Capacity.ASSISTANT_DIRECTOR
    )


def test_the_draft_says_what_the_round_found(cast: Cast) -> None:
    report = queries.stands(compose(cast)).report
    text = report.block("finding-visits")
    assert isinstance(text, Paragraph)
    assert text.text.startswith("Visits could tell more of what children say.")
    did = report.block("did")
    assert isinstance(did, Table)
    assert did.rows[0].cells[1] == "Each visit is written in the child’s own words."
    assert unsupported(report) == ()


def test_every_sentence_that_rests_on_something_reaches_evidence(cast: Cast) -> None:
    report = queries.stands(compose(cast)).report
    for block in (b for _, b in report.blocks()):
        if isinstance(block, Paragraph):
            for sentence in block.sentences:
                assert sentence.authored or sentence.rests_on, sentence.text
    findings_ = report.block("finding-visits")
    assert isinstance(findings_, Paragraph)
    assert reaches_evidence(findings_.rests_on)


def test_the_walk_from_the_summary_ends_at_the_quote(cast: Cast) -> None:
    report = queries.stands(compose(cast)).report
    refs = [ref for _, b in report.blocks() if isinstance(b, Paragraph) for ref in b.rests_on]
    assert any(step.basis.startswith("quote:") for step in walk(refs))


def test_a_small_round_is_reported_without_a_small_number(cast: Cast) -> None:
    key = compose(cast)
    assert acts.check(report_id=key, by=cast.nadia, at=LATER) == ()


def test_the_words_of_a_note_and_the_name_of_a_worker_are_found(cast: Cast) -> None:
    key = compose(cast)
    block = queries.stands(key).report.block("finding-visits")
    assert isinstance(block, Paragraph)
    text = f"{WORDS} He did not want to say more, Kit wrote of TH-1034."
    acts.edit(report_id=key, block=block.id, seen=block.text, text=text, by=cast.nadia, at=LATER)
    found = {f.rule for f in acts.check(report_id=key, by=cast.nadia, at=LATER)}
    assert found == {"record text", "identifier"}


def test_the_public_certificate_names_no_child(cast: Cast) -> None:
    key, (ivy, ada) = compose(cast), approvers()
    acts.check(report_id=key, by=cast.nadia, at=LATER)
    acts.approve(report_id=key, by=ivy, at=LATER)
    acts.approve(report_id=key, by=ada, at=LATER)
    folder = acts.publish(report_id=key, by=cast.nadia, at=LATER)
    facts = json.loads((folder / "draw-certificate.json").read_text())
    assert facts["seed"]
    for file in folder.rglob("*"):
        if file.suffix in (".json", ".html", ".csv"):
            text = file.read_text("utf-8-sig")
            assert not any(ref in text for ref in ("TH-1034", "TH-1041", "TH-1022", "TH-1090"))
            assert "Sam, social worker" not in text


def test_nothing_to_report_before_a_review_is_finalised(tmp_path: Path) -> None:
    cast = make_round(tmp_path)
    with pytest.raises(Refused, match="finalised"):
        compose(cast)


def test_the_same_from_the_command_line(
    cast: Cast, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    approvers()
    out = tmp_path / "out"
    for login, *words in (
        ("nadia.qa", "build", "2026-10", "--heading", "dated=8 July 2026"),
        ("nadia.qa", "check", "1"),
        ("ivy.ig", "approve", "1"),
        ("ada.ad", "approve", "1"),
        ("nadia.qa", "publish", "1", "--out", str(out)),
    ):
        call_command("report", "--as", login, *words)
    assert "No open flag." in capsys.readouterr().out
    names = {file.name for file in out.iterdir()}
    assert {f"committee-report.{kind}" for kind in ("html", "docx", "pdf")} <= names
    assert "draw-certificate.html" in names
