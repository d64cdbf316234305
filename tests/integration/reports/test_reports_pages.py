"""The pages of a report, each for those who may, and what the public is given."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from django.conf import settings
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from stocktake.core.capacity import Capacity
from stocktake.core.disclosure import RecordText
from stocktake.core.thread import Person
from stocktake.reports import acts, queries
from stocktake.reports.compose import gather
from stocktake.reports.domain.checking import Known
from tests.cast import make_person, sign_in
from tests.round_facts import HEADING, finished_round

AT = datetime(2027, 1, 29, 9, 0, tzinfo=UTC)
NOTE = "She sat on the stairs and said nothing at all to anyone."
P = "finding-relationships"
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


@pytest.fixture(autouse=True)
def _round(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The round of these reports is plain values; its names and notes are these."""
    known = Known(records=[RecordText("note:1", NOTE)])
    monkeypatch.setattr(gather, "known", lambda _: known)
    monkeypatch.setattr(gather, "certificate", lambda _: {})
    settings.HOME.set_demonstration_time(AT)
    yield
    (settings.HOME.path / "clock").unlink()


@pytest.fixture
def report(nadia: Person) -> str:
    return acts.draft(
        facts=finished_round(), preset="city-of-london-2022", heading=HEADING, by=nadia, at=AT
    )


def text_of(report: str, block: str = P) -> str:
    found = queries.stands(report).report.block(block)
    assert found is not None
    assert found.kind == "paragraph"
    return found.text


def edit(nadia: Person, report: str, text: str, seen: str | None = None, reason: str = ""):  # type: ignore[no-untyped-def]
    said = {"text": text, "seen": text_of(report) if seen is None else seen, "reason": reason}
    return sign_in(nadia).post(f"/reports/{report}/edit/{P}/", said)


def words(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_the_list_and_the_workspace(nadia: Person, report: str) -> None:
    assert "Practice assurance stocktake" in words(sign_in(nadia), "/reports/")
    page = words(sign_in(nadia), f"/reports/{report}/")
    assert "Relationships are warm, honest and lasting." in page
    assert "Outline" in page


def test_an_edit_is_saved_and_its_earlier_words_shown(nadia: Person, report: str) -> None:
    assert edit(nadia, report, "Relationships are honest.").status_code == 302
    page = words(sign_in(nadia), f"/reports/{report}/edit/{P}/")
    assert "Relationships are honest." in page
    assert "Relationships are warm" in page


def test_a_stale_tab_shows_both_texts(nadia: Person, report: str) -> None:
    seen = text_of(report)
    edit(nadia, report, "Relationships are honest.")
    page = edit(nadia, report, "My other words.", seen=seen).content.decode()
    assert "Relationships are honest." in page
    assert "My other words." in page
    assert text_of(report) == "Relationships are honest."


def test_a_small_cell_typed_into_a_table_is_flagged(nadia: Person, report: str) -> None:
    client = sign_in(nadia)
    table = queries.stands(report).report.block("themes")
    said: dict[str, str] = {}
    for r, row in enumerate(table.rows):  # type: ignore[union-attr]
        for c, cell in enumerate(row.cells):
            said[f"seen-{r}-{c}"] = said[f"cell-{r}-{c}"] = cell
    said["cell-0-3"] = "4"
    assert client.post(f"/reports/{report}/edit/themes/", said).status_code == 302
    client.post(f"/reports/{report}/check/")
    page = words(client, f"/reports/{report}/check/")
    assert "Table 2" in page
    assert "row 1, To develop" in page


def test_ivy_sees_where_a_flag_is_and_not_the_words(
    nadia: Person, ivy: Person, report: str
) -> None:
    edit(nadia, report, "We read: she sat on the stairs and said nothing at all.")
    sign_in(nadia).post(f"/reports/{report}/check/")
    assert "sat on the stairs" in words(sign_in(nadia), f"/reports/{report}/check/")
    page = words(sign_in(ivy), f"/reports/{report}/approve/")
    assert "Paragraph 6" in page
    assert "Record text" in page
    assert "stairs" not in page
    assert sign_in(ivy).get(f"/reports/{report}/preview/").status_code == 404


def test_a_flag_is_justified_with_a_reason(nadia: Person, ada: Person, report: str) -> None:
    edit(nadia, report, "Both carers of each home are met.")
    client = sign_in(nadia)
    client.post(f"/reports/{report}/check/")
    assert "Say why" in client.post(f"/reports/{report}/check/0/", {}).content.decode()
    client.post(f"/reports/{report}/check/0/", {"reason": "Carers of any home."})
    assert "Carers of any home." in words(sign_in(ada), f"/reports/{report}/approve/")


def test_two_approve_and_nadia_publishes(
    nadia: Person, ivy: Person, ada: Person, report: str
) -> None:
    client = sign_in(nadia)
    client.post(f"/reports/{report}/check/")
    assert "st-button--off" in words(client, f"/reports/{report}/publish/")
    for approver in (ivy, ada):
        assert sign_in(approver).post(f"/reports/{report}/approve/", {"read": "on"}).status_code
    assert client.post(f"/reports/{report}/publish/", {"sure": "on"}).status_code == 302
    assert queries.stands(report).status == "published"
    assert "/published/2026-10/" in words(client, f"/reports/{report}/publish/")


@pytest.fixture
def published(report: str, nadia: Person, ivy: Person, ada: Person) -> str:
    acts.check(report_id=report, by=nadia, at=AT)
    acts.approve(report_id=report, by=ivy, at=AT)
    acts.approve(report_id=report, by=ada, at=AT)
    acts.publish(report_id=report, by=nadia, at=AT)
    return queries.stands(report).slug


def test_anyone_reads_it_without_signing_in_or_a_database(
    published: str, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    mel = Client()
    with django_assert_num_queries(0):
        assert published in words(mel, "/published/")
        page = words(mel, f"/published/{published}/")
        assert words(mel, f"/published/{published}/report.css")
    assert "What we found and what we did" in page
    assert "Published 29 January 2027" in page
    assert mel.get(f"/published/{published}").status_code == 302
    kinds = {"docx": "attachment", "pdf": ""}
    for kind, said in kinds.items():
        answer = mel.get(f"/published/{published}/committee-report.{kind}")
        assert said in answer.headers.get("Content-Disposition", "")


@pytest.mark.parametrize(
    "path", ["../stocktake.sqlite3", "../home.json", ".2026-10/index.html", "no/index.html"]
)
def test_nothing_else_of_the_home_is_served(published: str, path: str) -> None:
    assert Client().get(f"/published/{path}").status_code in (302, 404)
    assert Client().get(f"/published/{published}/{path}").status_code == 404


def test_why_leads_down_to_the_round(nadia: Person, report: str) -> None:
    page = words(sign_in(nadia), f"/reports/{report}/why/{P}/")
    assert "finding 1" in page
    assert "22 or more" in page


def test_strangers_are_refused(report: str) -> None:
    mel = sign_in(make_person("mel.member", Capacity.MEMBER))
    sam = sign_in(make_person("sam.sw", Capacity.WORKER))
    for address in (
        "",
        f"{report}/",
        f"{report}/check/",
        f"{report}/why/{P}/",
        f"{report}/preview/",
    ):
        assert mel.get(f"/reports/{address}").status_code == 403
        assert sam.get(f"/reports/{address}").status_code == 403
    assert Client().get(f"/reports/{report}/").status_code == 302


def test_approvers_do_not_write(ivy: Person, report: str) -> None:
    assert sign_in(ivy).get(f"/reports/{report}/").headers["Location"].endswith("/approve/")
    for part in (f"edit/{P}/", "check/", "publish/"):
        assert sign_in(ivy).get(f"/reports/{report}/{part}").status_code == 403
