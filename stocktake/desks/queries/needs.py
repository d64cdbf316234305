"""What needs this person, from every room; a running clock comes first."""

from collections.abc import Callable, Iterator
from datetime import date, datetime

from stocktake.actions import queries as actions
from stocktake.board import queries as board
from stocktake.caseload import queries as caseload
from stocktake.concerns import queries as concerns
from stocktake.core.capacity import Capacity
from stocktake.core.periods import day_in_words
from stocktake.core.thread import Person
from stocktake.desks.queries.appointment_needs import appointment_needs
from stocktake.desks.queries.review_needs import review_needs
from stocktake.desks.queries.seen import Seen
from stocktake.placements import queries as placements
from stocktake.record import clock
from stocktake.reports import queries as reports
from stocktake.reports.domain.lifecycle import APPROVERS, ReportState
from stocktake.ui.values import Need

ORDER = {"urgent": 0, "warn": 1, "blue": 2, "": 3, "good": 4}


def needs(seen: Seen) -> tuple[Need, ...]:
    """Everything that waits for the person, urgent first, then what is late or close."""
    sources: tuple[Callable[[Seen, datetime], Iterator[Need]], ...] = (
        _concerns,
        _follow_ups,
        _explorations,
        appointment_needs,
        review_needs,
        _left_out,
        _rounds,
        _actions,
        _reports,
        _meetings,
        _placements,
        _extracts,
    )
    at = clock.now()
    found = [need for source in sources for need in source(seen, at)]
    return tuple(sorted(found, key=lambda n: ORDER[n.kind]))


def _concerns(seen: Seen, at: datetime) -> Iterator[Need]:
    unread = any(not card.may_read for card in seen.concerns)
    where = {r.case_id: r.url for r in seen.reviews} if unread else {}
    for card in seen.concerns:
        yield Need(
            tag="Urgent",
            kind="urgent",
            ref=card.ref,
            url=f"/concerns/{card.id}/" if card.may_read else where.get(card.case_id, "/reviews/"),
            sentence="Nobody has acknowledged this concern yet"
            if card.status == "waiting"
            else "This child is not yet confirmed safe",
            reason=card.goes_to
            if card.may_read
            else f"Its text is for the head of service and the team manager. {card.goes_to}".strip(),
            time=span(at, card.raised_at),
            time_words="overdue" if card.overdue else "waiting",
            button="Open concern" if card.may_read else "",
        )


def _follow_ups(seen: Seen, at: datetime) -> Iterator[Need]:
    today = clock.today()
    for one in concerns.follow_ups_owned(seen.person):
        late = today > one.due
        yield Need(
            tag="Overdue" if late else "Follow-up",
            kind="warn",
            ref=one.ref,
            url=f"/concerns/{one.concern_id}/",
            sentence="A follow-up of an urgent concern is yours to do",
            reason="The concern stays open until it is done and somebody else has verified it.",
            time=days(one.due, today),
            time_words="over" if late else "left",
            button="Open it",
        )


def _explorations(seen: Seen, at: datetime) -> Iterator[Need]:
    for one in concerns.explorations_visible_to(seen.person):
        if one.state.status == "open" and one.state.head == seen.person.id:
            yield Need(
                tag="To explore",
                kind="warn",
                ref=one.state.ref,
                url=f"/explorations/{one.id}/",
                sentence="A reviewer asks for further exploration",
                reason=f"Asked by {one.opened_by}.",
                time=span(at, one.state.opened_at),
                time_words="waiting",
                button="Read and decide",
            )


def _left_out(seen: Seen, at: datetime) -> Iterator[Need]:
    if not seen.person.holds(Capacity.ASSISTANT_DIRECTOR):
        return
    for one in seen.rounds:
        waiting = one.exceptions.waiting if one.status in ("commissioned", "selected") else ()
        if waiting:
            yield Need(
                tag="To decide",
                kind="warn",
                ref=one.title,
                url=f"/rounds/{one.id}/left-out/",
                sentence="Leave a child out of the sample?",
                reason=", ".join(x.ref for x in waiting[:6]),
                button="Read and decide",
            )


def _rounds(seen: Seen, at: datetime) -> Iterator[Need]:
    if not seen.person.holds(Capacity.QA_MANAGER):
        return
    words = {
        "commissioned": ("To select", "Select the sample", "Select"),
        "selected": ("To freeze", "The sample is selected and not yet frozen", "Look and freeze"),
        "frozen": ("To allocate", "Allocate the reviews", "Allocate"),
    }
    for one in seen.rounds:
        if one.status == "under way" and (left := seen.without_reviewer(one.id)):
            yield Need(
                tag="To allocate",
                kind="warn",
                ref=one.title,
                url=f"/rounds/{one.id}/allocation/",
                sentence=f"{len(left)} case{' has' if len(left) == 1 else 's have'} no reviewer",
                reason=", ".join(case.ref for case in left[:6]),
                button="Allocate",
            )
        if one.status in words:
            tag, sentence, button = words[one.status]
            last = "allocation/" if one.status == "frozen" else ""
            url = f"/rounds/{one.id}/{last}"
            yield Need(
                tag=tag, kind="blue", ref=one.title, url=url, sentence=sentence, button=button
            )


def _actions(seen: Seen, at: datetime) -> Iterator[Need]:
    today = clock.today()
    words = {
        "agree": ("To agree", "Agree to own this recommendation", "Read and agree"),
        "give evidence": ("Action", "Your action is outstanding", "Give evidence"),
        "verify": ("To verify", "Evidence waits for a second person", "Verify"),
    }
    for need in actions.needs(seen.person):
        one = need.recommendation
        tag, sentence, button = words[need.what]
        yield Need(
            tag="Overdue" if one.overdue and need.what == "give evidence" else tag,
            kind="warn" if one.overdue else "",
            ref=f"Action {one.id}",
            url=f"/actions/{one.id}/",
            sentence=sentence,
            reason=_short(one.text),
            time=days(one.due, today),
            time_words="over" if today > one.due else "left",
            button=button,
        )


def _reports(seen: Seen, at: datetime) -> Iterator[Need]:
    for state in reports.underway(seen.person):
        sentence, button = _report_step(state, seen.person)
        if sentence:
            yield Need(
                tag="Report",
                kind="blue",
                ref=state.report.title,
                url=f"/reports/{state.id}/",
                sentence=sentence,
                button=button,
            )


def _report_step(state: ReportState, person: Person) -> tuple[str, str]:
    """What this report waits for this person to do, and the words of the button."""
    waiting = state.status in ("checked", "approved once") and not state.open_flags
    done = {*state.authors, *(a.person for a in state.approvals)}
    if person.holds(*APPROVERS) and waiting and person.id not in done:
        return "A committee report waits for your approval", "Read and approve"
    if person.holds(Capacity.QA_MANAGER):
        words = {
            "draft": ("The draft is to be checked for disclosure", "Go on"),
            "checked": ("The report is checked", "See what it waits for"),
            "approved once": ("One approval is in, one is missing", "See what it waits for"),
            "approved": ("Approved by two: the report can be published", "Publish"),
        }
        return words.get(state.status, ("", ""))
    return "", ""


def _meetings(seen: Seen, at: datetime) -> Iterator[Need]:
    for meeting in board.meetings():
        if meeting.status == "called" and seen.person.id in (
            meeting.chair.id,
            meeting.other_chair.id,
        ):
            yield Need(
                tag="Board",
                kind="blue",
                ref=day_in_words(meeting.held_on),
                url=f"/board/{meeting.id}/",
                sentence="You chair the Achieving Excellence Board",
                reason=f"{meeting.items} items on the agenda.",
                time=days(meeting.held_on, clock.today()),
                time_words="left" if meeting.held_on >= clock.today() else "ago",
                button="Open agenda",
            )


def _placements(seen: Seen, at: datetime) -> Iterator[Need]:
    unread = (
        placements.waiting(seen.person) if seen.person.holds(Capacity.COMMISSIONING_OFFICER) else 0
    )
    if unread:
        yield Need(
            tag="Unread",
            kind="warn",
            ref=f"{unread} report{'' if unread == 1 else 's'}",
            url="/placements/",
            sentence="Regulation 44 reports have not been read",
            reason="Read each and say what follows.",
            button="Open the inbox",
        )


def _extracts(seen: Seen, at: datetime) -> Iterator[Need]:
    if seen.person.holds(Capacity.DATA_ANALYST) and not caseload.snapshots():
        yield Need(
            tag="First step",
            kind="blue",
            ref="Case list",
            url="/import/",
            sentence="No extract has been imported yet",
            reason="An Annex A workbook or the Stocktake CSV folder.",
            button="Import",
        )


def span(now: datetime, since: datetime) -> str:
    """ "2 h 14 min", or days once it is more than two of them."""
    minutes = max(0, int((now - since).total_seconds() // 60))
    if minutes < 60:
        return f"{minutes} min"
    if minutes < 48 * 60:
        return f"{minutes // 60} h {minutes % 60} min"
    return f"{minutes // 1440} days"


def days(day: date, today: date) -> str:
    """ "today", "1 day", "12 days": how far off a day is, either way."""
    count = abs((day - today).days)
    return "today" if count == 0 else f"{count} day{'' if count == 1 else 's'}"


def _short(text: str) -> str:
    return text if len(text) <= 110 else text[:107].rsplit(" ", 1)[0] + " …"
