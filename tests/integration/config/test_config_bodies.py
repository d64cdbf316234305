"""What is too long is refused before it is read, and what waits to be read waits in the home."""

from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict
from django.test import Client

from stocktake.config import serving
from stocktake.config.cli import main
from stocktake.core.capacity import Capacity
from stocktake.people.bodies import without_nul
from stocktake.record.home import Home, close_to_others
from tests.cast import make_person, sign_in

pytestmark = pytest.mark.django_db


def sent(client: Client, size: int, path: str = "/account/login/") -> int:
    file = SimpleUploadedFile("a.csv", b"x" * size)
    return client.post(path, {"files": file, "as_of": "2026-10-19"}).status_code


@pytest.fixture
def narrow(settings: Any) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE, settings.LARGEST_UPLOAD = 2_000, 9_000


@pytest.mark.usefixtures("narrow")
def test_a_strangers_large_file_is_not_read() -> None:
    assert sent(Client(), 3_000) == 413
    assert sent(Client(), 100) != 413


@pytest.mark.usefixtures("narrow")
def test_an_analyst_may_send_more_and_not_without_end() -> None:
    dana = sign_in(make_person("dana.data", Capacity.DATA_ANALYST))
    owen = sign_in(make_person("owen.auditor", Capacity.REVIEWER))
    assert sent(dana, 3_000, "/import/case-list/") == 200
    assert sent(dana, 12_000, "/import/case-list/") == 413
    assert sent(owen, 3_000, "/import/case-list/") == 413


def test_a_form_that_is_too_long_is_one_plain_sentence(settings: Any) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 2_000
    client = Client(raise_request_exception=False)
    typed = "application/x-www-form-urlencoded"
    answer = client.post("/account/login/", f"login={'x' * 3_000}", content_type=typed)
    assert answer.status_code == 400
    assert "could not be read" in answer.content.decode()


def test_uploads_wait_in_the_home_for_its_owner_alone() -> None:
    folder = Path(settings.FILE_UPLOAD_TEMP_DIR or "")
    assert folder.is_relative_to(settings.HOME.path)
    assert folder.stat().st_mode & 0o077 == 0


def test_what_the_program_writes_is_for_its_owner_alone(tmp_path: Path) -> None:
    with pytest.raises(SystemExit):
        main(["--version"])
    written = tmp_path / "export.csv"
    written.write_text("a child's name")
    assert written.stat().st_mode & 0o077 == 0


def test_what_an_earlier_version_left_open_is_closed(tmp_path: Path) -> None:
    home = Home(tmp_path)
    (tmp_path / "mail").mkdir(mode=0o755)
    files = (tmp_path / "stocktake.sqlite3", tmp_path / "mail" / "one.log")
    for file in files:
        file.write_text("")
        file.chmod(0o644)
    close_to_others(home)
    assert {file.stat().st_mode & 0o777 for file in files} == {0o600}
    assert (tmp_path / "mail").stat().st_mode & 0o777 == 0o700


def test_a_refused_address_is_in_no_log_file(caplog: pytest.LogCaptureFixture) -> None:
    sign_in(make_person("mel.member", Capacity.MEMBER)).get("/timeliness/cases/child-1/")
    assert "child-1" not in caplog.text


def test_a_page_shown_to_nobody_is_kept_by_no_cache() -> None:
    assert Client().post("/reviews/").headers["Cache-Control"] == "no-store"


def test_no_header_of_a_visitor_takes_the_place_of_the_path() -> None:
    options = serving._options("127.0.0.1", 8000, 1, 1)
    assert options["forwarder_headers"] == ""
    server = serving.Server(options)
    assert server.cfg.forwarder_headers == []


@pytest.mark.parametrize("path", ["/reviews/a%00b/", "/published/%00", "/search/?q=%00", "/?%00=1"])
def test_a_nul_in_an_address_is_refused_before_anything_is_looked_for(path: str) -> None:
    owen = sign_in(make_person("owen.auditor", Capacity.REVIEWER))
    assert owen.get(path).status_code == 400
    assert owen.get(path.replace("%00", "x")).status_code in (200, 404)


def test_a_nul_that_was_pasted_into_a_form_is_lost_alone() -> None:
    sent = without_nul(QueryDict("a=one%00two&a=three&b=four"))
    assert (sent.getlist("a"), sent["b"]) == (["onetwo", "three"], "four")
    assert without_nul(QueryDict("a=one"))["a"] == "one"


def test_a_public_address_that_no_file_can_have_is_not_found() -> None:
    assert Client().get(f"/published/{'x' * 300}").status_code == 404
    assert Client().get("/published/../home.json").status_code == 404
