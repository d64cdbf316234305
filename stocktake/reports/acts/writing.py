"""Writing a report: composed from a round, then put in other words."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.utils.text import slugify

from stocktake.core.periods import day_in_words
from stocktake.core.thread import Person, Refused
from stocktake.people import queries as people
from stocktake.record import clock
from stocktake.record.door import Move, next_number, perform
from stocktake.reports import queries
from stocktake.reports.acts.kind import REPORT, done
from stocktake.reports.compose import gather
from stocktake.reports.compose.drafting import draft as drafted
from stocktake.reports.compose.facts import Gathered
from stocktake.reports.domain.statements import Draft, Edit, EditTable
from stocktake.reports.presets import preset as preset_of


def compose(
    *,
    round_id: str,
    preset: str,
    heading: Mapping[str, str] | None = None,
    by: Person,
    at: datetime,
) -> str:
    """Draft a report from everything a round has come to; return its id.

    `heading`: values of the heading table by key, over the preset's own.
    """
    facts = gather.facts(round_id, at)
    if not facts.judgements:
        raise Refused("No review of this round is finalised yet, so there is nothing to report.")
    return draft(facts=facts, preset=preset, heading=heading or {}, by=by, at=at)


def draft(
    *, facts: Gathered, preset: str, heading: Mapping[str, str], by: Person, at: datetime
) -> str:
    """Draft a report from gathered facts and return its id. `heading`: values over the preset's."""
    card = people.card(by.id)
    told = {
        "author": card.name_and_job,
        "author_name": card.name,
        "author_job": card.job,
        "email": card.email,
        "dated": day_in_words(clock.local(at).date()),
        "subject": f"Practice assurance stocktake, {facts.round.window.end:%B %Y}",
        **{key: value for key, value in heading.items() if value},
    }
    report = drafted(facts, preset_of(preset), told)
    key = next_number("report")
    act = Draft(
        round_id=facts.round.id,
        preset=preset,
        title=report.title,
        slug=_free_slug(facts.round.reference),
        digest=report.digest,
        report=report,
    )
    rests_on = (facts.round.ref, facts.round.frozen_ref)
    perform([Move(kind=REPORT, id=key, act=act, rests_on=rests_on)], by=by, at=at)
    return key


def edit(
    *, report_id: str, block: str, seen: str, text: str, reason: str = "", by: Person, at: datetime
) -> None:
    """Other words for a paragraph (none: leave it out). `seen` is the text the editor began with."""
    done(report_id, Edit(block=block, seen=seen, text=text, reason=reason), by=by, at=at)


def edit_table(
    *,
    report_id: str,
    block: str,
    seen: Sequence[Sequence[str]],
    cells: Sequence[Sequence[str]],
    by: Person,
    at: datetime,
) -> None:
    """Other words in the cells of a table, all of them given row by row."""
    act = EditTable(
        block=block,
        seen=tuple(tuple(row) for row in seen),
        cells=tuple(tuple(cell.strip() for cell in row) for row in cells),
    )
    done(report_id, act, by=by, at=at)


def _free_slug(reference: str) -> str:
    base = slugify(reference) or "report"
    taken = queries.slugs(base)
    names = [base, *(f"{base}-{n}" for n in range(2, len(taken) + 3))]
    return next(name for name in names if name not in taken)
