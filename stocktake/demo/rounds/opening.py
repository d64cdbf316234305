"""From Thornmere's files to a frozen sample: imported, commissioned, selected, frozen."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from stocktake.caseload import acts as caseload
from stocktake.caseload import queries as caseload_queries
from stocktake.demo import cast
from stocktake.demo.passages import Records
from stocktake.demo.thornmere.annex_a import write_annex_a
from stocktake.demo.thornmere.extract import Extract
from stocktake.demo.thornmere.seasons import OCTOBER
from stocktake.demo.thornmere.selecting import PLAN, going, reference
from stocktake.demo.thornmere.writers import write_folder
from stocktake.demo.timing import Day
from stocktake.rounds import acts as rounds
from stocktake.rounds.domain.values import SampledCase, Strand

BASELINE = "thornmere-2024"
PURPOSE = (
    "To see how practice stands against the inspection of March 2024, and what helps or hinders it."
)
MOVED = "The family moved to another authority on 11 October; the record is closed to us."
RESTRICTED = "The court restricts the record to the allocated worker and the head of service."
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
    """Nadia commissions the round of two strands, selects the sample, swaps in October, freezes."""
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
    _exceptions(round_id, snapshot, day)
    attempt = rounds.select_sample(round_id=round_id, by=nadia, at=day.next(5))
    if season is OCTOBER:
        gone = next(d for d in attempt.sample.drawn if d.key == going(attempt.sample))
        rounds.swap_case(
            round_id=round_id,
            ref=attempt.refs[gone.child_id],
            code="closed",
            words=MOVED,
            by=nadia,
            at=day.next(9),
        )
    cases = rounds.freeze_sample(round_id=round_id, by=nadia, at=day.next(5))
    return Opened(round_id, snapshot, cases, Records(extract))


def _exceptions(round_id: str, snapshot: str, day: Day) -> None:
    """Complaints go to Prue; the one restricted record is left out with Ada's approval."""
    nadia, ada, prue = (cast.who(w) for w in ("nadia.qa", "ada.ad", "prue.chair"))
    rounds.design(
        round_id=round_id, plan=PLAN, routes={"in complaint": prue.id}, by=nadia, at=day.next(8)
    )
    for row in caseload_queries.frame(snapshot):
        if row.restricted:
            rounds.ask_to_leave_out(
                round_id=round_id,
                ref=row.case_ref,
                code="no reviewer",
                words=RESTRICTED,
                by=nadia,
                at=day.next(6),
            )
            rounds.decide_leave_out(
                round_id=round_id, child_id=row.child_id, approve=True, by=ada, at=day.next(40)
            )


def not_routed_elsewhere(cases: Iterable[SampledCase], login: str) -> list[SampledCase]:
    """Those whom this reviewer may have: a routed record goes to its named reviewer alone."""
    own = cast.who(login).id
    return [case for case in cases if case.routed_to in ("", own)]
