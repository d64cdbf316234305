"""The list of snapshots and one of them; who may see and who may delete."""

import re
from datetime import timedelta
from pathlib import Path

import pytest

from stocktake.caseload import acts, queries
from stocktake.caseload.domain.layouts import CIN_CENSUS
from stocktake.core.capacity import Capacity
from stocktake.people.queries import operator
from stocktake.record.models import Access
from tests.cast import AT, make_person, sign_in
from tests.extracts import CASES, NOTES, write_folder
from tests.mutated import CENSUS

pytestmark = pytest.mark.django_db


@pytest.fixture
def made(tmp_path: Path) -> str:
    bad = {"note_id": "n9", "child_id": "=1+1", "happened_at": "2026-09-01", "body": "secret"}
    path = write_folder(tmp_path / "in", notes=[*NOTES, bad])
    return acts.import_folder(path=path, by=operator("tests"), at=AT).snapshot


def test_a_snapshot_shows_counts_and_rejected_rows(made: str) -> None:
    nadia = sign_in(make_person("nadia.qa", Capacity.QA_MANAGER))
    assert made[:12] in nadia.get("/snapshots/").content.decode()
    html = nadia.get(f"/snapshots/{made}/").content.decode()
    assert "Child protection" in html
    assert "This child is not in cases.csv" in html
    assert "Download" not in html
    assert "quieter" not in html


def test_what_changed_is_told_list_by_list(made: str, tmp_path: Path) -> None:
    cases = [dict(c) for c in CASES[:-1]]
    cases[0]["sex"] = "male"
    path = write_folder(tmp_path / "later", cases=cases)
    later = AT + timedelta(days=1)
    now = acts.import_folder(path=path, by=operator("tests"), at=later).snapshot
    html = sign_in(make_person("nadia.qa", Capacity.QA_MANAGER)).get(f"/snapshots/{now}/")
    told = html.content.decode().split("Accepted rows that differ")[1].split("</table>")[0]
    cells = re.findall(r">([^<>]+)</t[hd]>", told)
    at = cells.index(queries.changes_of(now).lists[0].title)  # type: ignore[union-attr]
    assert cells[at + 1 : at + 4] == ["0", "1", "1"], "one child left, one is written otherwise"


def test_a_return_is_history_and_no_frame(tmp_path: Path) -> None:
    (tmp_path / "census.xml").write_text(CENSUS)
    made = acts.import_extract(
        layout=CIN_CENSUS, path=tmp_path / "census.xml", by=operator("tests"), at=AT
    )
    nadia = sign_in(make_person("nadia.qa", Capacity.QA_MANAGER))
    html = nadia.get(f"/snapshots/{made.snapshot}/").content.decode()
    assert "history only" in html
    assert "by stratum" not in html


def test_a_download_is_defused_and_logged(made: str) -> None:
    dana = sign_in(make_person("dana.data", Capacity.DATA_ANALYST))
    sheet = dana.get(f"/snapshots/{made}/rejected.csv").content.decode("utf-8-sig")
    assert ",'=1+1," in sheet
    assert ",=1+1" not in sheet
    assert Access.objects.filter(event="export").count() == 1


def test_deleting_asks_for_a_reason(made: str) -> None:
    ivy = sign_in(make_person("ivy.ig", Capacity.IG_OFFICER))
    address = f"/snapshots/{made}/delete/"
    assert "There is a problem" in ivy.post(address, {"reason": ""}).content.decode()
    assert ivy.post(address, {"reason": "Wrong file"}).url == "/snapshots/"
    assert queries.snapshots() == ()
    assert ivy.get(f"/snapshots/{made}/").status_code == 404


def test_the_stranger_sees_no_snapshot(made: str) -> None:
    mel = sign_in(make_person("mel.member", Capacity.MEMBER))
    nadia = sign_in(make_person("nadia.qa", Capacity.QA_MANAGER))
    for address in ("/snapshots/", f"/snapshots/{made}/", f"/snapshots/{made}/rejected.csv"):
        assert mel.get(address).status_code == 403
    assert nadia.get(f"/snapshots/{made}/rejected.csv").status_code == 403
    assert nadia.get(f"/snapshots/{made}/delete/").status_code == 403
