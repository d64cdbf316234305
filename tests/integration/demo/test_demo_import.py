"""Thornmere's files come in through the front door, and selection picks whom binding expects."""

from datetime import UTC, datetime, time
from pathlib import Path

import pytest

from stocktake.caseload import acts, queries
from stocktake.core.capacity import Capacity
from stocktake.demo.thornmere.annex_a import write_annex_a
from stocktake.demo.thornmere.council import Thornmere, thornmere
from stocktake.demo.thornmere.selecting import PLAN, frame_of, reference, seed
from stocktake.demo.thornmere.writers import write_folder
from stocktake.indicators import queries as indicators
from stocktake.indicators.domain.vocabulary import Verdict
from stocktake.rounds.domain.selection import demonstration_seal, pseudonym, select
from tests.cast import make_person

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def council() -> Thornmere:
    return thornmere()


def test_the_folder_comes_in_with_two_rows_returned(council: Thornmere, tmp_path: Path) -> None:
    made = _import(council, tmp_path)
    assert made.cases == 118
    assert {c.list: c.rejected for c in made.lists if c.rejected} == {"notes": 2}


def test_the_imported_frame_selects_the_bound_children(council: Thornmere, tmp_path: Path) -> None:
    """All but the one child who came in by October's swap."""
    made, season = _import(council, tmp_path), council.october.season
    rows = queries.frame(made.snapshot)
    frame = frame_of(season, rows)  # type: ignore[arg-type]
    chosen = {
        d.key for d in select(frame, PLAN, seed(season, queries.frame_hash(made.snapshot))).drawn
    }
    seal = demonstration_seal(reference(season))
    drawn = {r.child_id for r in rows if pseudonym(seal, "child", r.child_id) in chosen}
    assert len(drawn & {p.child_id for p in council.selected["october"]}) == 26


def test_the_workbook_comes_in_whole(council: Thornmere, tmp_path: Path) -> None:
    dana = make_person("dana.data", Capacity.DATA_ANALYST)
    file = write_annex_a(tmp_path / "annex-a.xlsx", council.october)
    made = acts.import_annex_a(path=file, by=dana, at=_at(council))
    assert made.cases == 118
    assert sum(c.rejected for c in made.lists) == 0


# Most records are kept on time, some are not, and nothing is late everywhere or nowhere.
KEPT = ("supervision", "cin-visit", "cla-visit", "cin-review", "cla-review", "core-group",
        "health-assessment", "pathway-review", "management-oversight")  # fmt: skip


def test_the_council_is_mostly_on_time_and_somewhere_late(
    council: Thornmere, tmp_path: Path
) -> None:
    made = _import(council, tmp_path)
    found = indicators.reading(made.snapshot, council.october.season.as_of).verdicts
    for rule in KEPT:
        counts = dict(found.filter(rule=rule).group_by("verdict").len().iter_rows())
        late = counts.get(Verdict.OUT, 0) / sum(counts.values())
        assert 0.05 <= late <= 0.5, (rule, counts)


def _import(council: Thornmere, folder: Path) -> acts.ImportResult:
    dana = make_person("dana.data", Capacity.DATA_ANALYST)
    write_folder(folder, council.october)
    return acts.import_folder(path=folder, by=dana, at=_at(council))


def _at(council: Thornmere) -> datetime:
    return datetime.combine(council.october.season.as_of, time(18), tzinfo=UTC)
