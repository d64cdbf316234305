"""A report drafted, edited, checked, approved by two who did not write it, and published."""

import hashlib
import json
from datetime import UTC, datetime

import pytest

from stocktake.core.capacity import Capacity
from stocktake.core.disclosure import Identifier, RecordText
from stocktake.core.thread import Person, Refused
from stocktake.record.queries import entries_about
from stocktake.reports import acts, publishing, queries
from stocktake.reports.domain.checking import Known
from tests.cast import make_person
from tests.round_facts import HEADING, finished_round

AT = datetime(2027, 1, 29, 9, 0, tzinfo=UTC)
NOTE = "She sat on the stairs and said nothing at all to anyone."
KNOWN = Known(
    identifiers=(Identifier("worker", "Sam Okoro"),), records=[RecordText("note:1", NOTE)]
)
PARAGRAPH = "finding-relationships"
pytestmark = pytest.mark.django_db


@pytest.fixture
def nadia() -> Person:
    return make_person("nadia.qa", Capacity.QA_MANAGER)


@pytest.fixture
def ivy() -> Person:
    return make_person("ivy.ig", Capacity.IG_OFFICER)


@pytest.fixture
def ada() -> Person:
    return make_person("ada.ad", Capacity.ASSISTANT_DIRECTOR)


@pytest.fixture
def report(nadia: Person) -> str:
    return acts.draft(
        facts=finished_round(), preset="city-of-london-2022", heading=HEADING, by=nadia, at=AT
    )


def rewrite(report: str, text: str, by: Person, block: str = PARAGRAPH) -> None:
    found = queries.stands(report).report.block(block)
    assert found is not None
    assert found.kind == "paragraph"
    acts.edit(report_id=report, block=block, seen=found.text, text=text, by=by, at=AT)


def check(report: str, by: Person) -> list[str]:
    return [flag.rule for flag in acts.check(report_id=report, known=KNOWN, by=by, at=AT)]


def approve_both(report: str, ivy: Person, ada: Person) -> None:
    acts.approve(report_id=report, by=ivy, at=AT)
    acts.approve(report_id=report, by=ada, at=AT)


def publish(report: str, by: Person) -> None:
    acts.publish(report_id=report, certificate={}, by=by, at=AT)


def test_a_draft_is_clean_and_every_block_has_its_evidence(report: str, nadia: Person) -> None:
    assert check(report, nadia) == []


def test_an_edit_keeps_what_it_rested_on_and_both_versions(report: str, nadia: Person) -> None:
    before = queries.stands(report)
    rewrite(report, "Relationships are honest.", nadia)
    after = queries.stands(report)
    block = after.report.block(PARAGRAPH)
    assert block is not None
    assert block.kind == "paragraph"
    assert block.rests_on == before.report.block(PARAGRAPH).rests_on  # type: ignore[union-attr]
    texts = [v.text for v in queries.versions(after, PARAGRAPH)]
    assert texts[0] == "Relationships are honest."
    assert texts[1].startswith("Relationships are warm")


def test_a_stale_tab_overwrites_nothing(report: str, nadia: Person) -> None:
    seen = queries.stands(report).report.block(PARAGRAPH).text  # type: ignore[union-attr]
    rewrite(report, "Relationships are honest.", nadia)
    with pytest.raises(Refused, match="after you opened it"):
        acts.edit(report_id=report, block=PARAGRAPH, seen=seen, text="Mine.", by=nadia, at=AT)


def test_the_check_finds_a_small_cell_and_nine_words_of_a_note(report: str, nadia: Person) -> None:
    rewrite(report, "A worker wrote: she sat on the stairs and said nothing at.", nadia)
    table = queries.stands(report).report.block("themes")
    seen = [row.cells for row in table.rows]  # type: ignore[union-attr]
    cells = [["Relationships", "27", "23", "4"], *seen[1:]]
    acts.edit_table(report_id=report, block="themes", seen=seen, cells=cells, by=nadia, at=AT)
    assert set(check(report, nadia)) == {"record text", "small count"}


def test_nothing_is_published_while_a_flag_is_open(report: str, nadia: Person, ivy: Person) -> None:
    rewrite(report, "One child was seen.", nadia)
    assert check(report, nadia) == ["small count"]
    with pytest.raises(Refused, match="open flag"):
        acts.approve(report_id=report, by=ivy, at=AT)
    with pytest.raises(Refused, match="open flag"):
        publish(report, nadia)


def test_a_justified_flag_may_stand_when_two_approve(
    report: str, nadia: Person, ivy: Person, ada: Person
) -> None:
    rewrite(report, "Both carers of each home are met.", nadia)
    check(report, nadia)
    acts.justify(report_id=report, flag=0, reason="It counts carers of any home.", by=nadia, at=AT)
    approve_both(report, ivy, ada)
    assert queries.stands(report).status == "approved"


@pytest.mark.parametrize("missing", ["both", "second"])
def test_publishing_needs_both_approvals(
    report: str, nadia: Person, ivy: Person, missing: str
) -> None:
    check(report, nadia)
    if missing == "second":
        acts.approve(report_id=report, by=ivy, at=AT)
    with pytest.raises(Refused, match="Not approved yet"):
        publish(report, nadia)


def test_one_person_cannot_approve_twice(report: str, nadia: Person) -> None:
    both = make_person("ida.both", Capacity.IG_OFFICER, Capacity.ASSISTANT_DIRECTOR)
    check(report, nadia)
    acts.approve(report_id=report, by=both, at=AT)
    with pytest.raises(Refused, match="second person"):
        acts.approve(report_id=report, by=both, at=AT)


def test_an_author_never_approves() -> None:
    author = make_person("una.all", Capacity.QA_MANAGER, Capacity.ASSISTANT_DIRECTOR)
    facts = finished_round()
    report = acts.draft(
        facts=facts, preset="city-of-london-2022", heading=HEADING, by=author, at=AT
    )
    check(report, author)
    with pytest.raises(Refused, match="author does not approve"):
        acts.approve(report_id=report, by=author, at=AT)


def test_words_changed_after_approval_are_not_published(
    report: str, nadia: Person, ivy: Person, ada: Person
) -> None:
    check(report, nadia)
    approve_both(report, ivy, ada)
    rewrite(report, "Relationships are honest.", nadia)
    with pytest.raises(Refused, match="have not been checked"):
        publish(report, nadia)


def test_publishing_writes_the_folder_and_keeps_its_hashes(
    report: str, nadia: Person, ivy: Person, ada: Person
) -> None:
    check(report, nadia)
    approve_both(report, ivy, ada)
    publish(report, nadia)
    state = queries.stands(report)
    folder = publishing.root() / state.slug
    for name, digest in state.files:
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == digest
    names = {name for name, _ in state.files}
    assert {f"committee-report.{kind}" for kind in ("html", "docx", "pdf")} <= names
    assert json.loads((folder / "about.json").read_text())["title"] == HEADING["subject"]
    assert state.slug in (publishing.root() / "index.html").read_text()
    said = [e.act for e in entries_about("report", report)]
    assert said == [
        "report.drafted",
        "report.checked",
        *["report.approved"] * 2,
        "report.published",
    ]


def test_a_stranger_does_nothing(report: str) -> None:
    mel = make_person("mel.member", Capacity.MEMBER)
    with pytest.raises(Refused, match="Only"):
        rewrite(report, "Mine.", mel)
    with pytest.raises(Refused, match="Only"):
        check(report, mel)
    with pytest.raises(Refused, match="Only"):
        acts.approve(report_id=report, by=mel, at=AT)
    with pytest.raises(Refused, match="Only"):
        publish(report, mel)
