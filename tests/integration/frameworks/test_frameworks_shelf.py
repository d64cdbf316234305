"""The shelf of versions: loaded once, never changed, found by day and by key."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from stocktake.core.capacity import Capacity
from stocktake.core.thread import Person, Refused
from stocktake.frameworks import acts, queries
from stocktake.people.queries import operator
from stocktake.record.models import Entry

AT = datetime(2026, 10, 19, 9, 0, tzinfo=UTC)
SAM = Person(id="p-sam", name="Sam", capacities=frozenset({Capacity.WORKER}))
pytestmark = pytest.mark.django_db


def loaded() -> int:
    return acts.load_library(by=operator("tests"), at=AT)


def own_form(folder: Path, title: str) -> Path:
    file = folder / "own.yaml"
    file.write_text(
        f"kind: form\nkey: our-own\ntitle: {title}\ndepth: lighter\n"
        "graded: false\nbased_on: in-depth\nkeep: [safety]\n"
    )
    return file


def test_the_library_is_loaded_once() -> None:
    assert (loaded(), loaded()) == (11, 0)
    acts_written = set(Entry.objects.values_list("act", flat=True))
    assert acts_written == {"framework.added", "form.added", "baseline.added", "themes.added"}


@pytest.mark.parametrize(
    ("started", "key", "overall"),
    [
        (date(2022, 12, 31), "ilacs-2018", True),
        (date(2026, 3, 13), "ilacs-2023", True),
        (date(2026, 4, 27), "ilacs-2026", False),
    ],
)
def test_the_framework_follows_the_day_an_inspection_starts(
    started: date, key: str, overall: bool
) -> None:
    loaded()
    found = queries.framework_on(started)
    assert (found.key, found.overall) == (key, overall)
    assert queries.framework(found.hash) == found


def test_no_framework_before_the_first() -> None:
    loaded()
    with pytest.raises(KeyError):
        queries.framework_on(date(2017, 1, 1))


def test_a_file_adds_a_form_and_a_changed_file_a_version(tmp_path: Path) -> None:
    loaded()
    first, _ = acts.add_file(path=own_form(tmp_path, "Ours"), by=operator("tests"), at=AT)
    second, new = acts.add_file(path=own_form(tmp_path, "Ours, 2"), by=operator("tests"), at=AT)
    assert new
    assert queries.current_form("our-own").hash == second.hash
    assert queries.form(first.hash).title == "Ours"
    assert [c.current for c in queries.shelf() if c.key == "our-own"] == [True, False]


def test_the_same_file_twice_is_one_version(tmp_path: Path) -> None:
    loaded()
    file = own_form(tmp_path, "Ours")
    acts.add_file(path=file, by=operator("tests"), at=AT)
    assert acts.add_file(path=file, by=operator("tests"), at=AT)[1] is False


def test_a_stranger_adds_nothing(tmp_path: Path) -> None:
    loaded()
    with pytest.raises(Refused, match="Only"):
        acts.add_file(path=own_form(tmp_path, "Ours"), by=SAM, at=AT)


def test_baselines_stand_newest_first() -> None:
    loaded()
    assert [b.key for b in queries.baselines()] == ["thornmere-2024", "city-of-london-2020"]
    areas = [s for s in queries.baseline("thornmere-2024").statements if s.id.startswith("AFI")]
    assert len(areas) == 5
    assert len(queries.themes()) == 18
