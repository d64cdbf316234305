"""The committee report of the April round: composed, checked, approved by two, published."""

import shutil
from pathlib import Path

from stocktake.demo import cast
from stocktake.demo.timing import on
from stocktake.reports import acts, publishing, queries
from stocktake.rounds import paper, printing
from stocktake.rounds import queries as rounds

PRESET = "city-of-london-2022"
HEADING = {
    "committee": "Children’s Safeguarding Committee",
    "dated": "6 July 2026",
    "subject": "Practice assurance stocktake, April 2026",
    "report_of": "Ada, Assistant Director, Children’s Services",
}
REASON = "Read with the assistant director: these words are common in practice and point to nobody."
REFERENCE = "2026-04"
FILES = ("committee-report.html", "committee-report.docx", "committee-report.pdf")


def publish(round_id: str) -> None:
    """Nadia composes and checks, Ivy and Ada approve the same words, Nadia publishes."""
    nadia = cast.who("nadia.qa")
    report = acts.compose(
        round_id=round_id, preset=PRESET, heading=HEADING, by=nadia, at=on("2026-06-15", 9, 30)
    )
    acts.check(report_id=report, by=nadia, at=on("2026-06-15", 11))
    state = queries.stands(report)
    for number in range(len(state.flags)):
        at = on("2026-06-15", 11, 10 + number)
        acts.justify(report_id=report, flag=number, reason=REASON, by=nadia, at=at)
    acts.approve(report_id=report, by=cast.who("ivy.ig"), at=on("2026-06-18", 10))
    acts.approve(
        report_id=report,
        note="A fair picture. I want curiosity and oversight of homes at the top of the October round.",
        by=cast.who("ada.ad"),
        at=on("2026-06-22", 16, 15),
    )
    acts.publish(report_id=report, by=nadia, at=on("2026-06-29", 9))


def leave(out: Path) -> list[Path]:
    """Copy the published report and the certificate of its sample into a folder."""
    found = rounds.by_reference(REFERENCE)
    assert found is not None
    out.mkdir(parents=True, exist_ok=True)
    left = []
    for name in FILES:
        shutil.copyfile(publishing.root() / REFERENCE / name, out / name)
        left.append(out / name)
    certificate = rounds.certificate(found.id)
    return [*left, *printing.write(certificate, out), paper.write(certificate, out)]
