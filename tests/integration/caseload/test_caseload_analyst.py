"""As an analyst would: a dirty workbook, from upload by way of columns and values to a snapshot."""

import shutil
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from stocktake.caseload import queries
from stocktake.core.capacity import Capacity
from tests.cast import make_person, sign_in
from tests.import_desk import UPLOAD, choices, dirty, page, upload
from tests.mutated import CENSUS

pytestmark = pytest.mark.django_db
COLUMNS, VALUES, CHECK = (UPLOAD + p for p in ("columns/", "values/", "check/"))


@pytest.fixture
def dana() -> Client:
    shutil.rmtree(settings.HOME.folder("staging"))
    return sign_in(make_person("dana.data", Capacity.DATA_ANALYST))


def test_a_dirty_workbook_becomes_a_snapshot_without_a_manual(dana: Client, tmp_path: Path) -> None:
    assert upload(dana, dirty(tmp_path / "cin.xlsx")).url == COLUMNS
    said = choices(page(dana, COLUMNS))
    assert [said[f"6-{i}"] for i in (1, 3, 4)] == ["sex", "opened_on", "need"]
    ours = ("child_id", "sex", "date_of_birth", "opened_on", "need", "case_status",
            "allocated_team", "allocated_worker")  # fmt: skip
    answer = dana.post(COLUMNS, {f"6-{i}": c for i, c in enumerate(ours)})
    assert answer.url == VALUES, "a value is on no list, so it is asked"
    html = page(dana, VALUES)
    assert html.count("Tier 9") == 1, "ten rows, one question"
    assert dana.post(VALUES, {"value-0": "N9: Cases other than children in need"}).url == CHECK
    check = page(dana, CHECK)
    assert "5 rejected rows" in check
    assert "Care leavers" in check
    assert "No further action" not in check, "a group of referrals is no group of open cases"
    assert "This is not a date that can be read" in check
    made = queries.snapshots()
    assert made == ()
    dana.post(CHECK)
    (one,) = queries.snapshots()
    cases = queries.table(one.hash, "cases")
    assert (one.cases, one.rejected) == (95, 5)
    assert cases.filter(need="N9: Cases other than children in need").height == 10
    assert cases["child_id"].to_list()[0] == "000", "identifiers are text"


def test_values_may_wait_and_are_asked_again(dana: Client, tmp_path: Path) -> None:
    upload(dana, dirty(tmp_path / "cin.xlsx"))
    dana.post(COLUMNS, choices(page(dana, COLUMNS)) | {"6-0": "child_id", "6-5": "case_status"})
    assert dana.post(VALUES, {"value-0": ""}).url == CHECK
    assert "Tier 9" in page(dana, VALUES)
    refused = dana.post(VALUES, {"value-0": "no such need"})
    assert refused.status_code == 200


def test_a_stranger_sees_no_values() -> None:
    nadia = sign_in(make_person("nadia.qa", Capacity.QA_MANAGER))
    assert nadia.get(VALUES).status_code == 403
    assert Client().get(VALUES).status_code == 302


def test_two_files_of_one_name_are_a_sentence(dana: Client) -> None:
    files = [SimpleUploadedFile("cases.csv", b"child_id,stratum\n1,CIN\n") for _ in range(2)]
    answer = dana.post(UPLOAD, {"files": files, "as_of": "19 October 2026"})
    assert "cases.csv twice" in answer.content.decode()


def test_an_export_of_a_recording_system_needs_only_its_name(dana: Client) -> None:
    files = [
        SimpleUploadedFile(
            "case_list.csv",
            b"DIM_PERSON_ID,STATUS,BIRTH_DTTM\n7,Child Protection,2015-03-01 00:00:00\n",
        )
    ]
    facts = {"files": files, "as_of": "19 October 2026", "system": "liquidlogic"}
    assert dana.post(UPLOAD, facts).url == COLUMNS
    said = choices(page(dana, COLUMNS))
    assert [said["cases-0"], said["cases-1"]] == ["child_id", "stratum"]


SSD = {
    "ssd_person.csv": b"pers_person_id,pers_dob\n1,2015-02-03\n",
    "ssd_cin_episodes.csv": b"cine_person_id,cine_referral_date,cine_referral_nfa\n1,2026-01-05,N\n",
}
RETURN = {
    "header.csv": b"CHILD,SEX,DOB\n1,1,03/02/2015\n",
    "episodes.csv": b"CHILD,DECOM,LS,PLACE\n1,05/01/2026,C2,U6\n",
}


@pytest.mark.parametrize(
    ("files", "layout"),
    [
        (SSD, "Standard Safeguarding Dataset"),
        (RETURN, "SSDA903 return"),
        ({"episodes.csv": RETURN["episodes.csv"]}, "SSDA903 return"),
        ({"census.xml": CENSUS.encode()}, "CIN census"),
    ],
)
def test_what_it_is_is_told_by_its_names_and_headers(
    dana: Client, files: dict[str, bytes], layout: str
) -> None:
    sent = [SimpleUploadedFile(n, b) for n, b in files.items()]
    assert dana.post(UPLOAD, {"files": sent, "as_of": "19 October 2026"}).url == COLUMNS
    assert layout in page(dana, COLUMNS)
    dana.post(COLUMNS, choices(page(dana, COLUMNS)))
    dana.post(CHECK)
    (one,) = queries.snapshots()
    assert (one.source_title, one.rejected) == (layout, 0)
