"""Import > Case list in a browser without scripts: upload, columns, check answers, import."""

import shutil
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from stocktake.caseload import queries
from stocktake.core.capacity import Capacity
from stocktake.record import queries as record
from tests.cast import make_person, sign_in
from tests.extracts import NOTES, write_folder, write_workbook
from tests.import_desk import UPLOAD, choices, page, upload

pytestmark = pytest.mark.django_db
COLUMNS, CHECK = (UPLOAD + p for p in ("columns/", "check/"))
BAD = {"note_id": "n9", "child_id": "99", "happened_at": "2026-09-01", "body": "secret words"}


@pytest.fixture
def dana() -> Client:
    """Dana's browser, with nothing waiting from another test."""
    shutil.rmtree(settings.HOME.folder("staging"))
    return sign_in(make_person("dana.data", Capacity.DATA_ANALYST))


def folder(tmp_path: Path) -> list[Path]:
    """The extract of the walkthrough in small: "Worker" for the allocated worker, a bad note."""
    path = write_folder(tmp_path / "in", notes=[*NOTES, BAD])
    (path / "cases.csv").write_text("child_id,stratum,Worker\n0007,CP,Sam\n1,EH,Tess\n")
    return sorted(path.glob("*.csv"))


def test_from_upload_to_snapshot(dana: Client, tmp_path: Path) -> None:
    assert upload(dana, *folder(tmp_path)).url == COLUMNS
    said = choices(page(dana, COLUMNS))
    assert said["cases-2"] == "", "Worker is only similar, so somebody must say what it is"
    refused = dana.post(COLUMNS, said).content.decode()
    assert "Choose what “Worker” is, or leave it out" in refused
    assert dana.post(COLUMNS, said | {"cases-2": "allocated_worker"}).url == CHECK
    check = page(dana, CHECK)
    assert "This child is not in cases.csv" in check
    assert "1 rejected row" in check
    done = dana.post(CHECK)
    made = queries.snapshots()[0]
    assert done.url == f"/snapshots/{made.hash}/"
    assert queries.frame(made.hash)[0].worker_name == "Sam"
    assert "Imported 2 open cases. 1 row was rejected." in page(dana, done.url)
    assert record.last_entry("snapshot", made.hash, "import.completed")


def test_uploads_are_deleted_when_read_and_the_rest_after_the_import(
    dana: Client, tmp_path: Path
) -> None:
    upload(dana, *folder(tmp_path))
    staging = settings.HOME.folder("staging")
    assert [p.name for p in staging.rglob("*.csv")] == []
    dana.post(COLUMNS, choices(page(dana, COLUMNS)) | {"cases-2": "-"})
    dana.post(CHECK)
    assert list(staging.iterdir()) == []


def test_narrative_is_masked_and_markup_is_text(dana: Client, tmp_path: Path) -> None:
    upload(dana, *folder(tmp_path))
    html = page(dana, COLUMNS)
    assert "text, 10 words" in html
    assert "quieter" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html
    assert "<script>alert(1)" not in html


def test_narrative_is_masked_also_where_the_column_is_not_known(
    dana: Client, tmp_path: Path
) -> None:
    path = write_folder(tmp_path / "in")
    (path / "notes.csv").write_text("note_id,child_id,happened_at,Qq\nn1,1,2026-09-01,He is sad\n")
    upload(dana, *path.glob("*.csv"))
    assert "He is sad" not in page(dana, COLUMNS)


def test_rejected_rows_come_as_csv_and_excel_without_narrative(
    dana: Client, tmp_path: Path
) -> None:
    upload(dana, *folder(tmp_path))
    dana.post(COLUMNS, choices(page(dana, COLUMNS)) | {"cases-2": "-"})
    sheet = dana.get("/import/case-list/rejected.csv")
    assert sheet.content.decode("utf-8-sig").splitlines()[1].startswith("notes,5,Child ID,")
    assert b"secret" not in sheet.content
    assert dana.get("/import/case-list/rejected.xlsx").content.startswith(b"PK")
    assert dana.get("/import/case-list/rejected.pdf").status_code == 404


def test_the_columns_are_remembered(dana: Client, tmp_path: Path) -> None:
    files = folder(tmp_path)
    upload(dana, *files)
    dana.post(COLUMNS, choices(page(dana, COLUMNS)) | {"cases-2": "allocated_worker"})
    dana.post(CHECK)
    upload(dana, *files)
    assert choices(page(dana, COLUMNS))["cases-2"] == "allocated_worker"
    dana.post(COLUMNS, choices(page(dana, COLUMNS)))
    assert "Nothing changed" in dana.post(CHECK, follow=True).content.decode()


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"cases-2": "child_id"}, "Two columns are taken for “Child ID” of cases.csv"),
        ({"cases-2": "-", "cases-1": "-"}, "Choose the column that holds “Stratum” of cases.csv"),
    ],
)
def test_columns_that_cannot_be(
    dana: Client, tmp_path: Path, change: dict[str, str], sentence: str
) -> None:
    upload(dana, *folder(tmp_path))
    answer = dana.post(COLUMNS, choices(page(dana, COLUMNS)) | change)
    assert sentence in answer.content.decode()


def test_a_workbook_comes_the_same_way(dana: Client, tmp_path: Path) -> None:
    row = {"child_id": "1", "opened_on": "01/02/2026", "case_status": "c) Child in need plan"}
    upload(dana, write_workbook(tmp_path / "annex.xlsx", list_6=[row]))
    dana.post(COLUMNS, choices(page(dana, COLUMNS)))
    dana.post(CHECK)
    assert queries.snapshots()[0].source == "annex-a"


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("report.pdf", b"%PDF", "neither a workbook, .csv, .parquet"),
        ("cases.xlsx", b"PK\x03\x04 cut", "damaged or cut short"),
        ("notes.csv", b"note_id\n1\n", "There is no cases.csv"),
    ],
)
def test_what_cannot_be_read_is_said_on_the_same_page(
    dana: Client, tmp_path: Path, name: str, content: bytes, sentence: str
) -> None:
    (tmp_path / name).write_bytes(content)
    answer = upload(dana, tmp_path / name)
    assert answer.status_code == 200
    assert sentence in answer.content.decode()
    assert list(settings.HOME.folder("staging").iterdir()) == []


def test_an_upload_can_be_thrown_away(dana: Client, tmp_path: Path) -> None:
    upload(dana, *folder(tmp_path))
    assert "waiting" in page(dana, "/import/")
    dana.post("/import/case-list/abandon/")
    assert list(settings.HOME.folder("staging").iterdir()) == []
    assert dana.get(CHECK).url == UPLOAD


def test_another_person_does_not_find_the_upload(dana: Client, tmp_path: Path) -> None:
    upload(dana, *folder(tmp_path))
    other = sign_in(make_person("dan.data", Capacity.DATA_ANALYST))
    assert other.get(COLUMNS).url == UPLOAD


@pytest.mark.parametrize("address", ["/import/", UPLOAD, COLUMNS, CHECK])
def test_importing_is_not_for_the_stranger(address: str) -> None:
    nadia = sign_in(make_person("nadia.qa", Capacity.QA_MANAGER))
    assert nadia.get(address).status_code == 403
    assert Client().get(address).status_code == 302
