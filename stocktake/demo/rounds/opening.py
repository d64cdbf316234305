"""From Thornmere's files to a frozen sample: imported, commissioned, selected, frozen."""

from dataclasses import dataclass
from pathlib import Path

from stocktake.caseload import acts as caseload
from stocktake.demo import cast
from stocktake.demo.passages import Records
from stocktake.demo.thornmere.annex_a import write_annex_a
from stocktake.demo.thornmere.extract import Extract
from stocktake.demo.thornmere.selecting import PLAN, reference
from stocktake.demo.thornmere.writers import write_folder
from stocktake.demo.timing import Day
from stocktake.rounds import acts as rounds
from stocktake.rounds.domain.values import SampledCase, Strand

BASELINE = "thornmere-2024"
PURPOSE = (
    "To see how practice stands against the inspection of March 2024, and what helps or hinders it."
)
FIRM, STOCKTAKE = "Quarterly audit", "Chair’s stocktake"


@dataclass(frozen=True)
class Opened:
    """A round with a frozen sample, and the records behind it."""

    id: str
    snapshot: str
    cases: tuple[SampledCase, ...]
    records: Records


def load(extract: Extract, folder: Path, day: Day) -> str:
    """Dana imports the Annex A workbook and the CSV folder; the folder's snapshot is returned."""
    dana, as_of = cast.who("dana.data"), extract.season.as_of
    workbook = write_annex_a(folder / f"annex-a-{extract.season.key}.xlsx", extract)
    caseload.import_annex_a(path=workbook, by=dana, at=day.next(10), as_of=as_of)
    csv = folder / f"thornmere-{extract.season.key}"
    write_folder(csv, extract)
    return caseload.import_folder(path=csv, by=dana, at=day.next(10), as_of=as_of).snapshot


def open_round(extract: Extract, snapshot: str, day: Day) -> Opened:
    """Nadia commissions the round of two strands, selects the sample and freezes it."""
    nadia, season = cast.who("nadia.qa"), extract.season
    owen, prue = cast.who("owen.auditor").id, cast.who("prue.chair").id
    round_id = rounds.commission(
        title=season.title,
        purpose=PURPOSE,
        window_end=season.window.end,
        baseline_key=BASELINE,
        snapshot=snapshot,
        strands=(
            Strand(name=FIRM, commissioner="Larchmont Audit", reviewers=(owen,)),
            Strand(
                name=STOCKTAKE,
                commissioner="The chair of the Achieving Excellence Board",
                reviewers=(prue,),
            ),
        ),
        plan=PLAN,
        records="notes",
        reference=reference(season),
        by=nadia,
        at=day.next(20),
    )
    rounds.select_sample(round_id=round_id, by=nadia, at=day.next(5))
    cases = rounds.freeze_sample(round_id=round_id, by=nadia, at=day.next(5))
    return Opened(round_id, snapshot, cases, Records(extract))
