"""A case on the reading desk for tests: one child's notes and events, copied by the real act."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

import pytest
from django.conf import settings

from stocktake.caseload import queries as caseload
from stocktake.caseload.queries import EventRow, NoteRow
from stocktake.core.capacity import Capacity
from stocktake.core.periods import Window
from stocktake.core.thread import Person
from stocktake.evidence import acts
from stocktake.people import acts as people
from stocktake.record.clock import LONDON
from stocktake.record.door import perform
from stocktake.rounds import queries as rounds
from tests.cast import AT, make_person

WINDOW = Window(date(2026, 4, 20), date(2026, 10, 19))
BODY = (
    "Announced visit. Present: Dee and Rowan.\n\n"
    "Rowan was on the sofa 🙂 for most of the visit. He said he “sleeps better at Nan’s”. "
    "He did not want to say more.\n\n<script>alert('x')</script> is only text here."
)


@dataclass(frozen=True)
class Case:
    """What this room asks of a sampled case."""

    id: str
    round_id: str = "1"
    child_id: str = "C1"
    ref: str = "TH-1034"
    stratum: str = "CP"
    depth: str = "in depth"
    team: str = "North"


@dataclass(frozen=True)
class Round:
    """What this room asks of a round."""

    id: str = "1"
    window_start: date = WINDOW.start
    window_end: date = WINDOW.end
    records: str = "notes"
    snapshot: str = "s1"
    title: str = "October 2026 stocktake"

    @property
    def window(self) -> Window:
        return Window(self.window_start, self.window_end)

    def judged(self, case: Case) -> Window:
        return self.window


@dataclass
class Desk:
    """The cases that exist, and each child's notes and events in the snapshot."""

    cases: dict[str, Case] = field(default_factory=dict)
    notes: dict[str, list[NoteRow]] = field(default_factory=dict)
    events: dict[str, list[EventRow]] = field(default_factory=dict)
    records: str = "notes"


def note(note_id: str, day: date, *, kind: str = "Home visit", body: str = BODY, lag: int = 1,
         child: str = "C1") -> NoteRow:  # fmt: skip
    """A note of this day, recorded `lag` days later."""
    happened = datetime(day.year, day.month, day.day, 16, 10, tzinfo=LONDON)
    return NoteRow(
        note_id=note_id,
        child_id=child,
        happened_at=happened,
        recorded_at=happened + timedelta(days=lag),
        kind=kind,
        title=kind,
        author="Sam",
        author_id="W1",
        body=body,
    )


def make_desk(monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A desk whose rounds and snapshots answer from memory; everything written is real."""
    desk = Desk()
    monkeypatch.setattr(type(settings.HOME), "demonstration_time", lambda _: AT)
    monkeypatch.setattr(caseload, "notes", lambda _, child: tuple(desk.notes.get(child, [])))
    monkeypatch.setattr(caseload, "events", lambda _, child: tuple(desk.events.get(child, [])))
    monkeypatch.setattr(rounds, "case", lambda case_id: desk.cases[case_id])
    monkeypatch.setattr(rounds, "cases", lambda _: tuple(desk.cases.values()))
    monkeypatch.setattr(rounds, "round_", lambda _: Round(records=desk.records))
    desk.cases["1"] = Case("1")
    desk.notes["C1"] = [
        note("n1", date(2026, 10, 2), lag=7),
        note("n2", date(2026, 5, 14), kind="Supervision", body="Case discussed."),
        note("n3", date(2026, 9, 21), kind="Call: school", body="Comes in hungry on Mondays."),
    ]
    return desk


def copy(desk: Desk, case_id: str = "1", *, by: Person) -> None:
    """Copy the case's record to the desk."""
    moves = acts.copy_record_moves(
        case_id=case_id,
        snapshot="s1",
        child_id=desk.cases[case_id].child_id,
        window=WINDOW,
        records=desk.records,
    )
    perform(moves, by=by, at=AT)


def open_to(who: Person, case_id: str = "1", *, by: Person, why: str = "reviewer",
            blind_to: tuple[str, ...] = ()) -> None:  # fmt: skip
    """Leave to read the case, given by the act of somebody else."""
    moves = people.grant_case_moves(case_id=case_id, person_id=who.id, why=why, blind_to=blind_to)
    perform(moves, by=by, at=AT - timedelta(days=1))


def nadia() -> Person:
    return make_person("nadia.qa", Capacity.QA_MANAGER)


def owen() -> Person:
    return make_person("owen.auditor", Capacity.REVIEWER, ends=date(2026, 12, 31))
