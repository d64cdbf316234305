"""A finished round as plain values, for drafting reports without any other room."""

from datetime import date

from stocktake.core.periods import Window
from stocktake.core.strata import Depth, Stratum
from stocktake.reports.compose.facts import (
    ActionFacts,
    BaselineFacts,
    CaseFacts,
    ConcernFacts,
    FindingFacts,
    Gathered,
    JudgementFacts,
    MeetingFacts,
    OverallFacts,
    PlacementFacts,
    ProgressFacts,
    RoundFacts,
)

PLAN = {"EH": (3, 2), "CIN": (4, 2), "CP": (4, 0), "CLA": (4, 3), "CL": (2, 3)}
# theme: label, strata asked ("" for all), in depth only, reviews to develop
THEMES = {
    "contacts": ("Response to contacts", "EH CIN CP", False, 3),
    "relationships": ("Relationships", "", False, 2),
    "partnership": ("Partnership working", "", True, 0),
    "curiosity": ("Exploitation and professional curiosity", "", True, 9),
    "lived-experience": ("Child’s lived experience", "", False, 11),
    "visits": ("Visits", "", False, 7),
    "placements": ("Placements", "CLA CL", False, 6),
    "regulation-44": ("Regulation 44", "CLA", False, 2),
    "systemic": ("Systemic practice: culture, family network, trauma", "", True, 6),
    "record-discussion": ("Record and discussion", "none", False, 0),
    "supervision": ("Supervision", "", False, 14),
}
FINDINGS = (
    ("relationships", True, "Relationships are warm, honest and lasting."),
    ("curiosity", False, "Signs of harm outside the home could be looked into sooner."),
    ("visits", True, "Children are seen as often as their needs ask."),
    ("placements", False, "Oversight of homes waited for a concern to be raised."),
    ("regulation-44", False, "Reports of independent visitors were not yet used."),
    ("supervision", True, "Early help supervision is a model of reflection"),
    ("supervision", False, "Supervision notes were often missing or late."),
)
ACTIONS = (
    ("curiosity", "Supervision asks about exploitation each time.", "agreed", None),
    ("placements", "Commissioning visits each home twice a year.", "done", None),
    ("regulation-44", "Every report now goes to Commissioning.", "verified", date(2027, 1, 5)),
    ("supervision", "Notes are due within a week and gaps are seen weekly.", "verified", None),
    ("supervision", "Managers write the reason of each decision.", "returned", None),
)
HEADING = {
    "committee": "Children’s Safeguarding Committee",
    "dated": "8 February 2027",
    "subject": "Practice assurance stocktake",
    "report_of": "Ada, Assistant Director, Children’s Services",
    "author": "Nadia, QA manager",
    "author_name": "Nadia",
    "author_job": "QA manager",
    "email": "qa@thornmere.example",
}


def finished_round() -> Gathered:
    """27 reviews of 118 open children, 17 in depth, with 27 recommendations of which 21 are done."""
    cases = _cases()
    return Gathered(
        council="Thornmere Borough Council (fictional)",
        round=_round(),
        baseline="Thornmere, inspection of March 2024",
        inspected_on=date(2024, 3, 11),
        reviewers=2,
        cases=cases,
        themes=tuple((key, facts[0]) for key, facts in THEMES.items()),
        judgements=_judgements(cases),
        overall=_overall(cases),
        findings=tuple(
            FindingFacts(ref=f"finding:{i}", id=str(i), theme=t, text=text, strength=s)
            for i, (t, s, text) in enumerate(FINDINGS, start=1)
        ),
        statements=_statements(),
        concerns=ConcernFacts(refs=("entry:40",), raised=1, explored=1, confirmed_safe=1),
        actions=_actions(),
        progress=ProgressFacts(
            agreed=27,
            done=21,
            verified=19,
            returned=2,
            overdue=6,
            as_of=date(2027, 1, 8),
            refs=("entry:300",),
        ),
        meeting=MeetingFacts(ref="entry:301", held_on=date(2027, 1, 8)),
        placements=PlacementFacts(received=2, read=2, refs=("entry:200",)),
    )


def _actions() -> tuple[ActionFacts, ...]:
    return tuple(
        ActionFacts(
            ref=f"recommendation:{i}",
            id=str(i),
            text=text,
            measure="",
            themes=(theme,),
            finding_ids=(),
            status=status,
            due=date(2027, 3, 31),
            verified_on=day,
        )
        for i, (theme, text, status, day) in enumerate(ACTIONS, start=1)
    )


def _round() -> RoundFacts:
    return RoundFacts(
        ref="entry:1",
        id="1",
        reference="2026-10",
        title="October 2026 stocktake",
        window=Window(date(2026, 4, 20), date(2026, 10, 19)),
        strands=("the auditing firm’s quarterly audit", "the chair’s stocktake"),
        records="notes",
        framework="Ofsted’s judgement areas in force from April 2026",
        frozen_ref="entry:5",
        attempts=1,
        open={
            Stratum.EH: 41,
            Stratum.CIN: 29,
            Stratum.CP: 12,
            Stratum.CLA: 21,
            Stratum.CL: 15,
        },
    )


def _cases() -> tuple[CaseFacts, ...]:
    found = []
    for stratum, (in_depth, lighter) in PLAN.items():
        for depth in [Depth.IN_DEPTH] * in_depth + [Depth.LIGHTER] * lighter:
            found.append(CaseFacts(id=str(len(found) + 1), stratum=Stratum(stratum), depth=depth))
    return tuple(found)


def _judgements(cases: tuple[CaseFacts, ...]) -> tuple[JudgementFacts, ...]:
    found: list[JudgementFacts] = []
    for theme, (_, strata, in_depth_only, develop) in THEMES.items():
        asked = [
            c for c in cases
            if (not strata or c.stratum in strata.split())
            and (c.depth == Depth.IN_DEPTH or not in_depth_only)
        ]  # fmt: skip
        for i, case in enumerate(asked):
            weak = i < develop
            found.append(
                JudgementFacts(
                    ref=f"judgement:{len(found) + 1}",
                    review_id=case.id,
                    case_id=case.id,
                    theme=theme,
                    grade="requires_improvement" if weak else "good",
                    to_develop=weak,
                    record_depth=2,
                    discussion_depth=4 if int(case.id) % 2 else 2,
                )
            )
    return tuple(found)


def _overall(cases: tuple[CaseFacts, ...]) -> tuple[OverallFacts, ...]:
    grades = ["requires_improvement"] * 6 + ["good"] * 21
    return tuple(
        OverallFacts(ref=f"entry:{60 + i}", review_id=case.id, grade=grade)
        for i, (case, grade) in enumerate(zip(cases, grades, strict=True))
    )


def _statements() -> tuple[BaselineFacts, ...]:
    verdicts = ("embedded", "not tested", "partly", "not yet", "not tested", "sustained")
    texts = (
        "Families who step down to early help are seen within ten working days.",
        "Managers write their decision and its reason on the record.",
        "Signs of exploitation are looked for and followed up.",
        "Supervision is regular in every team and written up in time.",
        "Oversight of homes does not wait for a concern.",
        "Workers know their children well, and children say so.",
    )
    return tuple(
        BaselineFacts(
            id=str(i),
            kind="strength" if verdict == "sustained" else "area for improvement",
            text=text,
            theme="",
            verdict=verdict,
            ref="" if verdict == "not tested" else f"entry:{150 + i}",
        )
        for i, (verdict, text) in enumerate(zip(verdicts, texts, strict=True))
    )
