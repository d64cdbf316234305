"""A snapshot never changes; narrative nobody selected goes; whole snapshots can be deleted."""

import stat
from pathlib import Path

import polars as pl
import pytest
from django.conf import settings

from stocktake.caseload import acts, queries
from stocktake.core.capacity import Capacity
from stocktake.core.thread import Refused
from stocktake.people.queries import operator
from stocktake.record import queries as record
from stocktake.record.door import perform
from tests.cast import AT, make_person
from tests.extracts import write_folder

pytestmark = pytest.mark.django_db


@pytest.fixture
def made(tmp_path: Path) -> str:
    path = write_folder(tmp_path / "in")
    return acts.import_folder(path=path, by=operator("tests"), at=AT).snapshot


def folder(name: str) -> Path:
    return settings.HOME.folder("snapshots") / name


def test_files_are_the_owners_alone(made: str) -> None:
    assert stat.S_IMODE(folder(made).stat().st_mode) == 0o700
    assert {stat.S_IMODE(f.stat().st_mode) for f in folder(made).iterdir()} == {0o600}


def test_narrative_stands_in_files_of_its_own(made: str) -> None:
    plain = [f for f in folder(made).iterdir() if "narrative" not in f.name]
    assert all(b"quieter now" not in f.read_bytes() for f in plain)
    assert "body" not in pl.read_parquet(folder(made) / "notes.parquet").columns


def test_a_changed_file_is_found(made: str) -> None:
    assert queries.faults(made) == ()
    (folder(made) / "visits.parquet").write_bytes(b"")
    assert queries.faults(made) == ("visits.parquet is not as it was made.",)


def test_words_of_children_not_selected_go(
    made: str, django_capture_on_commit_callbacks: object
) -> None:
    moves = acts.drop_unselected_narrative_moves(snapshot=made, keep={"0007"})
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        perform(moves, by=operator("tests"), at=AT)
    assert len(queries.notes(made, "0007")) == 2
    assert queries.notes(made, "1") == ()
    assert not (folder(made) / "notes-narrative.parquet").exists()
    assert queries.faults(made) == (), "the manifest keeps the old hashes, so the name stands"
    assert record.last_entry("snapshot", made, "narrative.dropped")


def test_words_are_gone_for_readers_before_the_files_are(made: str) -> None:
    """The machine may stop between the entry and the file; then the job finishes."""
    moves = acts.drop_unselected_narrative_moves(snapshot=made, keep={"0007"})
    perform(moves, by=operator("tests"), at=AT)  # the test's transaction never commits
    assert (folder(made) / "notes-narrative.parquet").exists()
    assert queries.notes(made, "1") == ()
    acts.finish_deletions()
    assert not (folder(made) / "notes-narrative.parquet").exists()


def test_dropping_twice_asks_for_nothing_more(made: str) -> None:
    moves = acts.drop_unselected_narrative_moves(snapshot=made, keep={"0007"})
    perform(moves, by=operator("tests"), at=AT)
    assert acts.drop_unselected_narrative_moves(snapshot=made, keep={"1"}) == []


def test_an_analyst_does_not_drop_narrative(made: str) -> None:
    dana = make_person("dana.data", Capacity.DATA_ANALYST)
    moves = acts.drop_unselected_narrative_moves(snapshot=made, keep=set())
    with pytest.raises(Refused, match="QA manager"):
        perform(moves, by=dana, at=AT)


def test_a_deleted_snapshot_is_gone_and_may_come_again(
    made: str, tmp_path: Path, django_capture_on_commit_callbacks: object
) -> None:
    ivy = make_person("ivy.ig", Capacity.IG_OFFICER)
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        acts.delete_snapshot(snapshot=made[:12], reason="Superseded", by=ivy, at=AT)
    assert not folder(made).exists()
    with pytest.raises(LookupError):
        queries.frame(made)
    again = acts.import_folder(path=tmp_path / "in", by=operator("tests"), at=AT)
    assert (again.snapshot, again.unchanged) == (made, False)


def test_deleting_needs_a_reason_and_the_right_person(made: str) -> None:
    nadia = make_person("nadia.qa", Capacity.QA_MANAGER)
    with pytest.raises(Refused, match="Say why"):
        acts.delete_snapshot(snapshot=made, reason=" ", by=operator("tests"), at=AT)
    with pytest.raises(Refused, match="Only"):
        acts.delete_snapshot(snapshot=made, reason="Wrong", by=nadia, at=AT)
    assert folder(made).exists()
