"""A round with finalised judgements for tests of the rooms that gather them.

The round, its cases and the list of judgements answer from memory; the entries that they stand in,
and everything that the tests write, are real.
"""

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime

import pytest
from django.conf import settings

from stocktake.actions import acts as actions
from stocktake.actions.domain.recommendations import DraftRecommendation
from stocktake.core.capacity import Capacity
from stocktake.core.strata import Depth, Stratum
from stocktake.core.thread import NotTheirs, Person
from stocktake.findings import acts as findings
from stocktake.findings import queries as finding_queries
from stocktake.frameworks import acts as frameworks
from stocktake.people.acts import grant_case_moves
from stocktake.people.queries import operator
from stocktake.record.door import perform
from stocktake.reviews import queries as reviews
from stocktake.reviews.queries import JudgementRow
from stocktake.rounds import queries as rounds
from stocktake.rounds.queries import Round, SampledCase
from tests.cast import make_person

AT = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
BOARD = datetime(2027, 1, 8, 10, 0, tzinfo=UTC)
SEES = (
    Capacity.QA_MANAGER,
    Capacity.BOARD_CHAIR,
    Capacity.ASSISTANT_DIRECTOR,
    Capacity.HEAD_OF_SERVICE,
)


@dataclass
class Clock:
    """The demonstration's clock, which the tests move."""

    at: datetime = AT


@dataclass
class Desk:
    """The people, the round and its judgements."""

    nadia: Person
    owen: Person
    prue: Person
    ada: Person
    hari: Person
    tess: Person
    sam: Person
    mel: Person
    clock: Clock
    rows: list[JudgementRow] = field(default_factory=list)
    visible: bool = True
    ids: list[str] = field(default_factory=list)  # of recommendations that a test drafted

    def judge(
        self, theme: str, grade: str, *, stratum: str = "CIN", by: Person | None = None
    ) -> str:
        """A finalised judgement by Owen, or by Prue; returns its reference."""
        number = len(self.rows) + 1
        entry = _entry_by(by or self.owen, self.sam, number)
        row = JudgementRow(
            id=str(number),
            entry=entry,
            review_id=str(number),
            case_id=str(number),
            ref=f"TH-{1000 + number}",
            stratum=stratum,
            depth="in depth",
            theme=theme,
            item=theme,
            grade=grade,
            record_depth=2,
            discussion_depth=4,
            working="The plan is written with the family.",
            develop="Say what changes for the child.",
            system="Caseloads were high in the summer.",
            left_out="",
            changed_after_challenge=False,
            reply="accept",
        )
        self.rows.append(row)
        return f"entry:{entry}"

    def find(self, *refs: str, theme: str = "supervision") -> str:
        """A finding of Nadia's on these judgements; returns its reference."""
        key = findings.make_finding(
            round_id="1",
            theme=theme,
            strength=False,
            text="Supervision notes reach the record late.",
            system="One upload day a week.",
            rests_on=refs,
            by=self.nadia,
            at=self.clock.at,
        )
        return finding_queries.finding(key).ref

    def draft(self, *refs: str, **facts: object) -> str:
        """A recommendation of Nadia's, owned by Tess."""
        what = DraftRecommendation(
            round_id="1",
            level="area for improvement",
            theme="supervision",
            text="Supervision is on the record within five working days.",
            owner=self.tess.id,
            due=date(2026, 12, 18),
            measure="9 of 10 uploads within five working days in December.",
            rests_on=refs,
        )
        what = replace(what, **facts)  # type: ignore[arg-type]
        return actions.draft(what=what, by=self.nadia, at=self.clock.at)


def make_desk(monkeypatch: pytest.MonkeyPatch) -> Desk:
    """The cast, the shelf, and round 1 under way."""
    clock = Clock()
    monkeypatch.setattr(type(settings.HOME), "demonstration_time", lambda _: clock.at)
    for name in ("themes.yaml", "baseline-thornmere-2024.yaml"):
        frameworks.add_file(path=frameworks.LIBRARY / name, by=operator("tests"), at=AT)
    desk = Desk(
        nadia=make_person("nadia.qa", Capacity.QA_MANAGER),
        owen=make_person("owen.auditor", Capacity.REVIEWER, ends=date(2026, 12, 31)),
        prue=make_person("prue.chair", Capacity.BOARD_CHAIR, Capacity.REVIEWER),
        ada=make_person("ada.ad", Capacity.ASSISTANT_DIRECTOR),
        hari=make_person("hari.hos", Capacity.HEAD_OF_SERVICE),
        tess=make_person("tess.tm", Capacity.TEAM_MANAGER, team="North"),
        sam=make_person("sam.sw", Capacity.WORKER, worker_id="W1"),
        mel=make_person("mel.member", Capacity.MEMBER),
        clock=clock,
    )
    _answer_rounds(monkeypatch, desk)
    monkeypatch.setattr(reviews, "finalised_judgements", lambda _: tuple(desk.rows))
    monkeypatch.setattr(reviews, "reviews_visible_to", lambda *_, **__: _reviews(desk))
    return desk


@dataclass(frozen=True)
class _Review:
    id: str


def _reviews(desk: Desk) -> tuple[_Review, ...]:
    return tuple(_Review(row.review_id) for row in desk.rows) if desk.visible else ()


def _answer_rounds(monkeypatch: pytest.MonkeyPatch, desk: Desk) -> None:
    def one(key: str, **_: object) -> Round:
        if key != "1":
            raise KeyError(key)
        return ROUND

    def to(key: str, *, to: Person) -> Round:
        if key != "1" or not to.holds(*SEES):
            raise NotTheirs
        return ROUND

    cases = lambda _: tuple(_case(n, row) for n, row in enumerate(desk.rows))  # noqa: E731
    monkeypatch.setattr(rounds, "round_", one)
    monkeypatch.setattr(rounds, "round_to", to)
    monkeypatch.setattr(rounds, "rounds", lambda: (ROUND,))
    monkeypatch.setattr(
        rounds, "rounds_visible_to", lambda who: (ROUND,) if who.holds(*SEES) else ()
    )
    monkeypatch.setattr(rounds, "cases", cases)
    monkeypatch.setattr(rounds, "case", lambda key: {c.id: c for c in cases("1")}[key])


def _case(order: int, row: JudgementRow) -> SampledCase:
    return SampledCase(
        id=row.case_id,
        round_id="1",
        child_id=f"C{row.case_id}",
        ref=row.ref,
        stratum=Stratum(row.stratum),
        depth=Depth.IN_DEPTH,
        strand="stocktake",
        worker_id="W1",
        worker_name="Sam",
        team="North",
        age=12,
        order=order,
    )


def _entry_by(reviewer: Person, opened_to: Person, number: int) -> int:
    """An entry that this reviewer wrote as a reviewer, resting on a quote."""
    move = grant_case_moves(case_id=str(number), person_id=opened_to.id, why="reply")[0]
    return perform([replace(move, rests_on=(f"quote:{number}",))], by=reviewer, at=AT)[0]


ROUND = Round(
    id="1",
    reference="2026-10",
    title="October 2026 stocktake",
    purpose="",
    window_start=date(2026, 4, 20),
    window_end=date(2026, 10, 19),
    baseline_key="thornmere-2024",
    framework_hash="",
    form_in_depth="",
    form_lighter="",
    records="notes",
    snapshot="",
    frame_hash="",
    open={},
    strands=(),
    plan=None,  # type: ignore[arg-type]
    commitment="",
    status="under way",
    commissioned_by="",
    commissioned_at=AT,
)
