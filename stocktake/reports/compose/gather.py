"""Reading the rooms of a round's life: the one place that knows them all.

What leaves here is plain values without names (`facts`), the names and record texts that only the
disclosure check reads (`known`), and the public copy of the certificate (`certificate`).
"""

from collections.abc import Sequence
from datetime import date, datetime

from django.conf import settings

from stocktake.actions import queries as actions
from stocktake.actions.domain.recommendations import CASE_ACTION, DRAFTED, WITHDRAWN
from stocktake.actions.queries import Recommendation
from stocktake.board import queries as board
from stocktake.caseload import queries as caseload
from stocktake.concerns import queries as concerns
from stocktake.core.disclosure import Identifier, RecordText
from stocktake.evidence import queries as evidence
from stocktake.findings import queries as findings
from stocktake.frameworks import queries as frameworks
from stocktake.frameworks.queries import Baseline
from stocktake.placements import queries as placements
from stocktake.record import clock
from stocktake.record import queries as record
from stocktake.reports.compose import certificate as public_copy
from stocktake.reports.compose.facts import (
    ActionFacts,
    BaselineFacts,
    CaseFacts,
    ConcernFacts,
    FamilyFacts,
    FindingFacts,
    Gathered,
    JudgementFacts,
    MeetingFacts,
    OverallFacts,
    PlacementFacts,
    ProgressFacts,
    RoundFacts,
    SayingFacts,
)
from stocktake.reports.compose.tallies import groups_of
from stocktake.reports.domain.checking import Known
from stocktake.reviews import queries as reviews
from stocktake.reviews.queries import Review
from stocktake.rounds import queries as rounds
from stocktake.rounds.domain.values import Round, SampledCase

DEEP = 3  # on the four anchors: a form without grades counts a record this deep as strong


def facts(round_id: str, at: datetime) -> Gathered:
    """Everything a draft needs of this round, as it stands at that time."""
    about, cases = rounds.round_(round_id), rounds.cases(round_id)
    baseline = frameworks.baseline(about.baseline_key)
    framework = frameworks.framework(about.framework_hash)
    day = clock.local(at).date()
    meeting = _meeting(round_id, day)
    agreed = _agreed(round_id)
    done = [r for r in reviews.reviews_of(round_id) if r.status == "finalised"]
    return Gathered(
        council=settings.HOME.council,
        round=_round(about, framework.title, len(rounds.attempts(round_id))),
        baseline=baseline.title,
        inspected_on=baseline.inspected_on,
        reviewers=len({r.state.reviewer for r in done}),
        cases=tuple(CaseFacts(id=c.id, stratum=c.stratum, depth=c.depth) for c in cases),
        themes=tuple((t.id, t.label) for t in frameworks.themes()),
        judgements=_judgements(round_id),
        overall=_overall(round_id),
        findings=tuple(
            FindingFacts(ref=f.ref, id=f.id, theme=f.theme, text=f.text, strength=f.strength)
            for f in findings.findings(round_id)
        ),
        statements=_statements(round_id, baseline),
        concerns=_concerns(cases, done),
        actions=tuple(_action(r) for r in agreed if r.level != CASE_ACTION),
        progress=_progress(agreed, meeting.held_on if meeting else day),
        meeting=meeting,
        placements=_placements(),
        families=_families(round_id),
        sayings=_sayings(round_id),
    )


def known(round_id: str) -> Known:
    """What a report of this round must not say: for the disclosure check alone."""
    about, cases = rounds.round_(round_id), rounds.cases(round_id)
    workers = {w.name for w in caseload.workers(about.snapshot)} | {c.worker_name for c in cases}
    references = {c.ref for c in cases} | {c.child_id for c in cases}
    settings_ = {home.name for home in placements.homes(about.snapshot)}
    named = (("worker", workers), ("case reference", references), ("setting", settings_))
    identifiers = [Identifier(kind, word) for kind, words in named for word in sorted(words - {""})]
    texts = (
        RecordText(f"note:{note.note_id}", note.body)
        for note in evidence.note_bodies_of_round(round_id)
    )
    return Known(identifiers=tuple(identifiers), records=texts)


def certificate(round_id: str) -> dict[str, bytes]:
    """The public copy of the certificate, as files."""
    about = rounds.round_(round_id)
    cases = tuple(
        CaseFacts(id=c.id, stratum=c.stratum, depth=c.depth) for c in rounds.cases(round_id)
    )
    groups = groups_of(about.open, cases)
    demonstration = bool(settings.HOME.demonstration)
    full = rounds.certificate(round_id)
    return public_copy.public_certificate(full, groups, demonstration=demonstration)


def _round(about: Round, framework: str, attempts: int) -> RoundFacts:
    return RoundFacts(
        ref=_entry("round", about.id, "round.commissioned"),
        id=about.id,
        reference=about.reference,
        title=about.title,
        window=about.window,
        strands=tuple(s.name for s in about.strands),
        records=about.records,
        framework=framework,
        frozen_ref=_entry("round", about.id, "sample.frozen"),
        attempts=attempts,
        open=about.open,
        frame=about.frame,
    )


def _judgements(round_id: str) -> tuple[JudgementFacts, ...]:
    return tuple(
        JudgementFacts(
            ref=f"entry:{row.entry}",
            review_id=row.review_id,
            case_id=row.case_id,
            theme=row.theme,
            grade=row.grade,
            to_develop=(row.record_depth or 0) < DEEP,
            record_depth=row.record_depth,
            discussion_depth=row.discussion_depth,
            changed=row.changed_after_challenge,
            reply=row.reply,
        )
        for row in reviews.finalised_judgements(round_id)
        if row.grade or row.record_depth is not None
    )


def _overall(round_id: str) -> tuple[OverallFacts, ...]:
    graded = [g for g in reviews.grades(round_id) if g.grade and g.status == "finalised"]
    return tuple(
        OverallFacts(
            ref=_entry("review", g.review_id, "review.finalised"),
            review_id=g.review_id,
            grade=g.grade,
        )
        for g in graded
    )


def _families(round_id: str) -> FamilyFacts:
    found = reviews.round_families(round_id)
    refs = tuple(_entry("family", key, "family.heard") for key in found.heard)
    return FamilyFacts(asked=found.asked or 0, spoke=found.spoke or 0, refs=refs)


def _sayings(round_id: str) -> tuple[SayingFacts, ...]:
    found = findings.sayings(round_id)
    return tuple(
        SayingFacts(theme=one.theme, least=one.least, most=one.most, since=one.since)
        for one in (found.themes if found else ())
    )


def _statements(round_id: str, baseline: Baseline) -> tuple[BaselineFacts, ...]:
    themes = {s.id: s.theme for s in baseline.statements}
    return tuple(
        BaselineFacts(
            id=v.statement,
            kind=v.kind,
            text=v.text,
            theme=themes.get(v.statement, ""),
            verdict=v.verdict or "not tested",
            ref=f"entry:{v.entry}" if v.entry else "",
        )
        for v in findings.baseline_verdicts(round_id)
    )


def _concerns(cases: Sequence[SampledCase], done: Sequence[Review]) -> ConcernFacts:
    counted = concerns.counts([c.id for c in cases])
    answers = [r.state.safe_now for r in done]
    return ConcernFacts(
        refs=tuple(_entry("review", r.id, "review.shared") for r in done),
        raised=counted.raised,
        immediate=answers.count("immediate measures"),
        explored=answers.count("needs further exploration"),
        confirmed_safe=counted.safe,
    )


def _agreed(round_id: str) -> tuple[Recommendation, ...]:
    every = actions.recommendations(round_id)
    return tuple(r for r in every if r.status not in (DRAFTED, WITHDRAWN))


def _action(one: Recommendation) -> ActionFacts:
    done, verified = one.last("action.evidenced"), one.last("action.verified")
    return ActionFacts(
        ref=f"entry:{one.entry}",
        id=one.id,
        text=one.text,
        measure=one.measure,
        themes=(one.theme,),
        finding_ids=(),
        status=one.status,
        due=one.due,
        done_on=clock.local(done.at).date() if done else None,
        verified_on=clock.local(verified.at).date() if verified else None,
        rests_on=one.rests_on,
    )


def _progress(agreed: Sequence[Recommendation], day: date) -> ProgressFacts | None:
    if not agreed:
        return None
    now = actions.progress(day, ids=[r.id for r in agreed])
    return ProgressFacts(
        agreed=now.total,
        done=now.done,
        verified=now.verified,
        returned=now.returned,
        overdue=now.overdue,
        as_of=day,
        refs=tuple(f"entry:{r.entry}" for r in agreed),
    )


def _meeting(round_id: str, day: date) -> MeetingFacts | None:
    """The last meeting held by that day that had this round before it."""
    for meeting in board.meetings():
        if round_id in meeting.rounds and not meeting.open_agenda and meeting.held_on <= day:
            return MeetingFacts(ref=_entry("meeting", meeting.id), held_on=meeting.held_on)
    return None


def _placements() -> PlacementFacts:
    position = placements.position()
    entries = record.entries_of(("reg44.received", "reg44.read"))
    return PlacementFacts(
        received=position.received,
        read=position.received - position.unread,
        refs=tuple(f"entry:{e.number}" for e in entries),
    )


def _entry(kind: str, key: str, act: str | None = None) -> str:
    return f"entry:{record.last_entry(kind, key, act)}"
