"""What changes a report: compose, edit, check, justify, approve, publish."""

import json
import shutil
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.utils.text import slugify
from pydantic import TypeAdapter

from stocktake.core.disclosure import Flag
from stocktake.core.periods import day_in_words
from stocktake.core.thread import Act, Outgoing, Person, Refused
from stocktake.people import queries as people
from stocktake.record import clock
from stocktake.record.door import Kind, Move, locked, next_number, perform, why_not
from stocktake.reports import publishing, queries
from stocktake.reports.compose.drafting import draft as drafted
from stocktake.reports.compose.facts import Gathered
from stocktake.reports.domain import lifecycle
from stocktake.reports.domain.checking import Known
from stocktake.reports.domain.checking import check as found_by_check
from stocktake.reports.domain.document import as_json
from stocktake.reports.domain.lifecycle import APPROVERS, Approval, ReportState
from stocktake.reports.domain.public import Marks, Public, public
from stocktake.reports.domain.statements import (
    Approve,
    Check,
    Draft,
    Edit,
    EditTable,
    Justify,
    Publish,
)
from stocktake.reports.models import Report as Row
from stocktake.reports.models import ReportVersion
from stocktake.reports.presets import preset as preset_of
from stocktake.reports.render.folder import folder

_FLAGS = TypeAdapter(tuple[Flag, ...])
_APPROVALS = TypeAdapter(tuple[Approval, ...])


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
    _act(report_id, Edit(block=block, seen=seen, text=text, reason=reason), by=by, at=at)


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
    _act(report_id, act, by=by, at=at)


def check(*, report_id: str, known: Known, by: Person, at: datetime) -> tuple[Flag, ...]:
    """Run the disclosure check; a clean one tells those who approve."""
    state = _stands(report_id)
    flags = found_by_check(state.report, known)
    act = Check(
        digest=state.report.digest,
        found=tuple((flag.where, flag.rule) for flag in flags),
        flags=flags,
    )
    excused = {key for key, _ in state.justified}
    clean = all(flag.key in excused for flag in flags)
    outbox = (_ask_for_approval(state, at),) if clean else ()
    _act(report_id, act, by=by, at=at, outbox=outbox)
    return flags


def justify(*, report_id: str, flag: int, reason: str, by: Person, at: datetime) -> None:
    """Let one flag stand, with a reason that both approvers see."""
    _act(report_id, Justify(flag=flag, reason=reason), by=by, at=at)


def approve(*, report_id: str, note: str = "", by: Person, at: datetime) -> None:
    """Approve exactly these words, in the capacity of the two that this person holds."""
    state = _stands(report_id)
    capacity = lifecycle.free_capacity(state, by)
    act = Approve(digest=state.report.digest, capacity=capacity, note=note.strip())
    _act(report_id, act, by=by, at=at)


def publish(*, report_id: str, certificate: Mapping[str, bytes], by: Person, at: datetime) -> Path:
    """Write the static folder and record the hash of each of its files; return the folder."""
    state = _stands(report_id)
    digest = state.report.digest
    move = _move(report_id, Publish(digest=digest, files=()))
    if sentence := why_not(move, by=by, at=at):
        raise Refused(sentence)
    files = public_files(state, at, certificate)
    waiting = publishing.prepare(state.slug, files)
    try:
        act = Publish(digest=digest, files=publishing.digests(files))
        perform([_move(report_id, act)], by=by, at=at)
    except BaseException:
        shutil.rmtree(waiting, ignore_errors=True)
        raise
    return publishing.settle(state.slug, waiting)


def public_files(
    state: ReportState, at: datetime, certificate: Mapping[str, bytes]
) -> dict[str, bytes]:
    """Every file of the published folder."""
    published = day_in_words(clock.local(at).date())
    how = "clean" if not state.justified else "passed; what it asked about is justified"
    words = (
        f"Published {published}. Disclosure check {how}. Approved by the assistant director "
        "and the information-governance officer."
    )
    marks = Marks(demonstration=bool(settings.HOME.demonstration), published=words)
    shown = public(state.report, marks)
    about = _about(shown, state.slug, published, at)
    return {**folder(shown, at, dict(certificate)), publishing.ABOUT: about}


def _about(shown: Public, slug: str, published: str, at: datetime) -> bytes:
    facts = {
        "slug": slug,
        "title": shown.title,
        "committee": shown.value("committee"),
        "dated": shown.value("dated"),
        "published": published,
        "order": at.isoformat(timespec="seconds"),
    }
    return (json.dumps(facts, ensure_ascii=False, indent=1) + "\n").encode()


def _act(
    report_id: str, act: Act, *, by: Person, at: datetime, outbox: tuple[Outgoing, ...] = ()
) -> None:
    perform([_move(report_id, act, outbox)], by=by, at=at)


def _move(report_id: str, act: Act, outbox: tuple[Outgoing, ...] = ()) -> Move:
    """A move that answers the report's last entry and rests on it."""
    last = queries.last_entry(report_id)
    rests_on = (f"entry:{last}",) if last else ()
    return Move(kind=REPORT, id=report_id, act=act, answers=last, rests_on=rests_on, outbox=outbox)


def _stands(report_id: str) -> ReportState:
    try:
        return queries.stands(report_id)
    except KeyError:
        raise Refused(f"There is no report {report_id}.") from None


def _ask_for_approval(state: ReportState, at: datetime) -> Outgoing:
    day = clock.local(at).date()
    to = [card.id for capacity in APPROVERS for card in people.holders(capacity, day)]
    payload = {
        "to": list(dict.fromkeys(to)),
        "about": f"report:{state.id}",
        "text": f"“{state.report.title}” has passed the disclosure check and waits for approval.",
        "url": f"/reports/{state.id}/approve/",
    }
    return Outgoing(topic="notice", payload=payload)


def _free_slug(reference: str) -> str:
    base = slugify(reference) or "report"
    taken = set(Row.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    names = [base, *(f"{base}-{n}" for n in range(2, len(taken) + 3))]
    return next(name for name in names if name not in taken)


def _load(ids: Sequence[str]) -> Mapping[str, ReportState]:
    return {row.key: queries.state_of(row) for row in locked(Row.objects.filter(key__in=ids))}


def _save(key: str, before: ReportState | None, now: ReportState) -> None:
    document = as_json(now.report)
    row, _ = Row.objects.update_or_create(
        key=key,
        defaults={
            "round_id": now.round_id,
            "preset": now.preset,
            "slug": now.slug,
            "status": now.status,
            "document": document,
            "version": now.version,
            "authors": list(now.authors),
            "flags": _FLAGS.dump_python(now.flags, mode="json"),
            "checked": now.checked,
            "justified": [list(pair) for pair in now.justified],
            "approvals": _APPROVALS.dump_python(now.approvals, mode="json"),
            "published_at": now.published_at,
            "files": [list(pair) for pair in now.files],
        },
    )
    if before is None or before.version != now.version:
        ReportVersion.objects.create(report=row, number=now.version, document=document)


REPORT = Kind[ReportState](
    name="report",
    load=_load,
    save=_save,
    refusal=lifecycle.refusal,
    after=lifecycle.after,
    capacity=lifecycle.capacity,
)

__all__ = [
    "REPORT",
    "approve",
    "check",
    "draft",
    "edit",
    "edit_table",
    "justify",
    "publish",
]
