"""Values that are on no list: listed once by frequency, mapped, remembered."""

from datetime import timedelta
from pathlib import Path

import pytest

from stocktake.caseload import acts, queries
from stocktake.caseload.domain.said import Said
from stocktake.core.capacity import Capacity
from stocktake.core.thread import Person
from tests.cast import AT, make_person
from tests.extracts import write_folder, write_workbook

pytestmark = pytest.mark.django_db
OPEN = {"opened_on": "01/02/2026", "case_status": "CIN Plan"}
NEEDS = ["PSRMEM - memory", "PSRMEM - memory", "N1 - Abuse or Neglect", "??"]


@pytest.fixture
def dana() -> Person:
    return make_person("dana.data", Capacity.DATA_ANALYST)


def book(tmp_path: Path, **more: str) -> Path:
    rows = [{"child_id": str(i), **OPEN, "need": n, **more} for i, n in enumerate(NEEDS)]
    return write_workbook(tmp_path / "a.xlsx", list_6=rows)


def test_unknown_values_are_listed_once_the_most_frequent_first(
    dana: Person, tmp_path: Path
) -> None:
    made = acts.import_annex_a(path=book(tmp_path), by=dana, at=AT)
    assert [(u.value, u.rows) for u in made.unknown] == [("PSRMEM - memory", 2), ("??", 1)]
    assert [r.questioned for r in made.lists if r.list == "6"] == [3]


def test_a_value_is_mapped_and_another_left_as_it_is(dana: Person, tmp_path: Path) -> None:
    meanings = {"PSRMEM - memory": "N9: Cases other than children in need", "??": None}
    said = Said(values={"6": {"need": meanings}})
    made = acts.import_annex_a(path=book(tmp_path), by=dana, at=AT, said=said)
    assert made.unknown == ()
    needs = [row.need for row in queries.frame(made.snapshot)]
    assert needs[0] == needs[1] == "N9: Cases other than children in need"
    assert (needs[2], needs[3]) == ("N1: Abuse or neglect", "??")


def test_what_was_said_of_values_is_remembered(dana: Person, tmp_path: Path) -> None:
    said = Said(values={"6": {"need": {"PSRMEM - memory": "N0: Not stated"}}})
    acts.import_annex_a(path=book(tmp_path), by=dana, at=AT, said=said)
    later = AT + timedelta(days=7)
    made = acts.import_annex_a(path=book(tmp_path, allocated_team="New"), by=dana, at=later)
    assert queries.frame(made.snapshot)[0].need == "N0: Not stated"


def test_a_needed_value_returns_its_rows_until_it_has_a_meaning(
    dana: Person, tmp_path: Path
) -> None:
    cases = [{"child_id": "1", "stratum": "CIN"}, {"child_id": "2", "stratum": "Tier 9"}]
    folder = write_folder(tmp_path / "in", cases=cases, notes=[])
    made = acts.import_folder(path=folder, by=dana, at=AT)
    assert (made.cases, made.unknown[0].value, made.unknown[0].needed) == (1, "Tier 9", True)
    said = Said(values={"cases": {"stratum": {"tier  9": "CLA"}}})
    assert acts.import_folder(path=folder, by=dana, at=AT, said=said).cases == 2


def test_a_preset_reads_an_export_under_its_own_names(dana: Person, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "case_list.csv").write_text(
        "DIM_PERSON_ID,STATUS,BIRTH_DTTM\n7,Child Protection,2015-03-01 00:00:00\n"
    )
    (tmp_path / "in" / "FACT_CASENOTES.csv").write_text(
        "FACT_CASENOTE_ID,DIM_PERSON_ID,DIM_LOOKUP_CASNT_TYPE_ID_CODE,EVENT_DTTM,SEEN_FLAG\n"
        "1,7,STVC,2026-10-01 09:30:00,Y\n"
    )
    said = queries.preset("liquidlogic")
    made = acts.import_folder(path=tmp_path / "in", by=dana, at=AT, said=said)
    visits = queries.table(made.snapshot, "visits").to_dicts()
    assert (visits[0]["visit_type"], visits[0]["seen"]) == ("CP visit", True)
