"""What the pages of a round show of it, as rows for the components."""

from typing import Any

from stocktake.caseload import queries as caseload
from stocktake.caseload.domain.kinds import FrameKind
from stocktake.core.periods import day_in_words
from stocktake.core.strata import DEFAULT_LABELS
from stocktake.frameworks import queries as frameworks
from stocktake.people import queries as people
from stocktake.rounds import printing, queries
from stocktake.rounds.domain.certificate import Certificate
from stocktake.rounds.domain.values import Attempt, Round, Strand
from stocktake.ui.values import Cell, Column


def plan_columns(found: Round) -> tuple[Column, ...]:
    here = found.frame.words.column
    return tuple(
        Column(words=words, number=words != "Group")
        for words in ("Group", here, "In depth", "Lighter", "To review", "Chance")
    )


def facts(found: Round) -> list[tuple[str, Any]]:
    framework = frameworks.framework(found.framework_hash)
    held = frameworks.baseline(found.baseline_hash)
    forms = [frameworks.form(h) for h in (found.form_in_depth, found.form_lighter)]
    who = people.cards([p for s in found.strands for p in s.reviewers])
    rows: list[tuple[str, Any]] = [
        ("Practice from", found.window.in_words),
        ("Measured against", Cell(text=held.title, url=f"/frameworks/{held.hash}/")),
        ("Framework", Cell(text=framework.title, url=f"/frameworks/{framework.hash}/")),
        ("In depth", Cell(text=forms[0].title, url=f"/frameworks/{forms[0].hash}/")),
        ("Lighter", Cell(text=forms[1].title, url=f"/frameworks/{forms[1].hash}/")),
        ("Records", _records(found)),
        ("Selected from", _snapshot(found)),
    ]
    for strand in found.strands:
        names = ", ".join(who[p].name for p in strand.reviewers) or "not named yet"
        note = f"Commissioned by {strand.commissioner}. Reviewers: {names}."
        if own := _own_forms(strand):
            note += f" Its own forms: {own}."
        rows.append(("Strand", Cell(text=strand.name, note=note)))
    rows += _programme(found)
    return [*rows, ("Purpose", found.purpose)] if found.purpose else rows


def _own_forms(strand: Strand) -> str:
    named = [h for h in (strand.form_in_depth, strand.form_lighter) if h]
    return " and ".join(frameworks.form(h).title for h in named)


def _programme(found: Round) -> list[tuple[str, Any]]:
    """Its place in the programme, and the quality-assurance framework it rests on."""
    rows: list[tuple[str, Any]] = []
    if place := queries.planned_for(found.id):
        text = f"{place.state.title}, {place.state.kind}"
        rows.append(("Planned as", Cell(text=text, url=f"/programme/{place.id}/")))
    if cited := queries.cited_by(found):
        url = f"/programme/frameworks/{cited[0]}/"
        rows.append(("Held under", Cell(text=cited[1].title, url=url)))
    return rows


def _records(found: Round) -> str:
    if found.records == "notes":
        return "Notes of the selected children are copied to the desk"
    return "Pointers to what was seen in the recording system"


def _snapshot(found: Round) -> Cell:
    card = next((s for s in caseload.snapshots() if s.hash == found.snapshot), None)
    whom = f"{sum(found.open.values())} {found.frame.words.children}"
    if card is None:
        return Cell(text=whom, note="The snapshot has since been deleted.")
    day = f"{card.as_of.day} {card.as_of:%B %Y}"
    told = f"{whom} on {day}" if found.frame is FrameKind.OPEN else f"{whom}, as told on {day}"
    return Cell(text=told, note=f"Snapshot {found.snapshot[:12]}")


def plan_rows(found: Round, last: Attempt | None) -> list[tuple[Any, ...]]:
    """The plan by group; chances are exact once a sample without hard limits is selected."""
    rows: list[tuple[Any, ...]] = []
    told = {}
    if last and last.plan == found.plan and not found.plan.limits.any:
        told = {s.stratum: s.chance_in_words for s in last.sample.strata}
    for stratum in found.strata:
        planned, here = found.plan.of(stratum), found.open.get(stratum, 0)
        usual = f"{planned.wanted} in {here}" if here else "nobody"
        chance = told.get(stratum, usual)
        counts = (here, planned.in_depth, planned.lighter, planned.wanted)
        rows.append((DEFAULT_LABELS[stratum], *counts, chance))
    plan, total = found.plan, sum(found.open.values())
    return [*rows, ("Total", total, plan.in_depth, plan.lighter, plan.wanted, "by group")]


def references(certificate: Certificate) -> dict[str, Any]:
    """What the table of references takes: who is in, whose place they took, who is next."""
    shown = printing.shown(certificate)
    return {name: shown[name] for name in ("certificate", "labels", "swapped")}


def case_columns(found: Round) -> tuple[str, ...]:
    event = found.frame.words.event
    return ("Reference", "Group", *([event] if event else []), "Depth", "Strand", "Worker", "Team")


def case_rows(found: Round) -> list[tuple[str, ...]]:
    """In another frame than the open cases, worker and team are those of the day it happened."""
    return [
        (
            c.ref,
            DEFAULT_LABELS[c.stratum],
            *([day_in_words(c.happened_on)] if c.happened_on else []),
            str(c.depth),
            " and ".join((c.strand, *c.also)),
            c.worker_name,
            c.team,
        )
        for c in queries.cases(found.id)
    ]
