"""The gate before publication: check, justify, approve, publish."""

import json
import shutil
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from django.conf import settings

from stocktake.core.disclosure import Flag
from stocktake.core.periods import day_in_words
from stocktake.core.thread import Outgoing, Person, Refused
from stocktake.people import queries as people
from stocktake.record import clock
from stocktake.record.door import why_not
from stocktake.reports import publishing
from stocktake.reports.acts.kind import done, move, stands
from stocktake.reports.compose import gather
from stocktake.reports.domain import lifecycle
from stocktake.reports.domain.checking import Known
from stocktake.reports.domain.checking import check as found_by_check
from stocktake.reports.domain.lifecycle import APPROVERS, ReportState
from stocktake.reports.domain.public import Marks, Public, public
from stocktake.reports.domain.statements import Approve, Check, Justify, Publish
from stocktake.reports.render.folder import folder


def check(
    *, report_id: str, by: Person, at: datetime, known: Known | None = None
) -> tuple[Flag, ...]:
    """Run the disclosure check; a clean one tells those who approve.

    `known`: names and record texts to look for; left out, those of the report's round.
    """
    state = stands(report_id)
    flags = found_by_check(state.report, known or gather.known(state.round_id))
    act = Check(
        digest=state.report.digest,
        found=tuple((flag.where, flag.rule) for flag in flags),
        flags=flags,
    )
    excused = {key for key, _ in state.justified}
    clean = all(flag.key in excused for flag in flags)
    outbox = (_ask_for_approval(state, at),) if clean else ()
    done(report_id, act, by=by, at=at, outbox=outbox)
    return flags


def justify(*, report_id: str, flag: int, reason: str, by: Person, at: datetime) -> None:
    """Let one flag stand, with a reason that both approvers see."""
    done(report_id, Justify(flag=flag, reason=reason), by=by, at=at)


def approve(*, report_id: str, note: str = "", by: Person, at: datetime) -> None:
    """Approve exactly these words, in the capacity of the two that this person holds."""
    done(report_id, _approval(stands(report_id), by, note), by=by, at=at)


def why_not_approve(*, report_id: str, by: Person, at: datetime) -> str | None:
    """Why this person cannot approve now, or None."""
    return why_not(move(report_id, _approval(stands(report_id), by, "")), by=by, at=at)


def publish(
    *, report_id: str, by: Person, at: datetime, certificate: Mapping[str, bytes] | None = None
) -> Path:
    """Write the static folder and record the hash of each of its files; return the folder.

    `certificate`: files of the sample's public certificate; left out, those of the round.
    """
    state = stands(report_id)
    if sentence := why_not_publish(report_id=report_id, by=by, at=at):
        raise Refused(sentence)
    if certificate is None:
        certificate = gather.certificate(state.round_id)
    files = public_files(state, at, certificate)
    waiting = publishing.prepare(state.slug, files)
    try:
        act = Publish(digest=state.report.digest, files=publishing.digests(files))
        done(report_id, act, by=by, at=at)
    except BaseException:
        shutil.rmtree(waiting, ignore_errors=True)
        raise
    return publishing.settle(state.slug, waiting)


def why_not_publish(*, report_id: str, by: Person, at: datetime) -> str | None:
    """Why the report cannot be published now, or None."""
    act = Publish(digest=stands(report_id).report.digest, files=())
    return why_not(move(report_id, act), by=by, at=at)


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


def _approval(state: ReportState, by: Person, note: str) -> Approve:
    capacity = lifecycle.free_capacity(state, by)
    return Approve(digest=state.report.digest, capacity=capacity, note=note.strip())


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
