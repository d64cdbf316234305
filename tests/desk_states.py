"""A small home with one review in each state that the desk has, reached by lawful acts.

Made by `tests.saving.house` with the word `--states`, for tests in a browser.
"""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

from stocktake.core.strata import Stratum
from stocktake.evidence import acts as evidence
from stocktake.evidence import queries as reading
from stocktake.reviews import acts
from stocktake.reviews.acts import Answer, Decision, Declaration, Spoken
from stocktake.reviews.domain.asked import FACE
from stocktake.reviews.domain.judgements import OVERALL, SAFE_NOW
from stocktake.rounds import acts as rounds_acts
from stocktake.rounds import queries as rounds
from stocktake.rounds.domain.selection import Plan, StratumPlan
from stocktake.rounds.domain.values import Strand
from tests.cast import AT
from tests.review_desk import Cast, finding, make_round, quote, reading_by

FORM = Path(__file__).parent / "instruments" / "desk-small.yaml"
STATES = ("keyboard", "reading", "submitted", "discussed", "shared", "replied", "finalised")
CASES = [
    (f"c{n}", f"TH-20{n:02}", "CP", 9 + n, "w1", "Sam, social worker", "North")
    for n in range(1, len(STATES) + 1)
] + [("c9", "TH-2090", "CL", 19, "w1", "Sam, social worker", "North")]  # fmt: skip
LATER = AT + timedelta(days=15)


def make(folder: Path) -> dict[str, Any]:
    """The facts that tests ask by: the review of each state, cases and references."""
    cast = make_round(
        folder,
        cases=CASES,
        plan=_plan(Stratum.CP, len(STATES)),
        forms=[FORM],
        in_depth="desk-small",
    )
    refs = {state: f"TH-20{n:02}" for n, state in enumerate(STATES, start=1)}
    keys = {state: reading_by(cast, ref) for state, ref in refs.items() if state != "submitted"}
    for state in keys.keys() - {"keyboard"}:
        _fill(cast, keys[state])
    for state in ("discussed", "shared", "replied", "finalised"):
        _discuss(cast, keys[state])
    for state in ("shared", "replied", "finalised"):
        acts.share(review_id=keys[state], by=cast.owen, at=AT)
    for state in ("replied", "finalised"):
        answers = {finding(keys[state]): Answer(stance="challenge", words="I did two sessions.")}
        acts.submit_response(
            review_id=keys[state], role="worker", answers=answers, by=cast.sam, at=AT
        )
    acts.answer_replies(review_id=keys["finalised"], decisions=_changed(keys), by=cast.owen, at=AT)
    acts.finalise(review_id=keys["finalised"], by=cast.owen, at=LATER)
    keys["submitted"] = _submitted(cast, refs["submitted"])
    keys["pointers"] = _pointing(cast)
    _chronicle(cast, cast.cases[refs["reading"]])
    cases = {state: cast.cases[ref] for state, ref in refs.items()}
    return {"reviews": keys, "refs": refs, "cases": cases, "round": cast.round_id}


def _plan(stratum: Stratum, cases: int) -> Plan:
    return Plan(strata=(StratumPlan(stratum=stratum, in_depth=cases, lighter=0),), reserves=0)


def _fill(cast: Cast, key: str) -> None:
    """Every answer of the small form, the visits to develop."""
    said = {"working": "It is seen.", "grade": "good", "reason": "Read in every note."}
    acts.save_answers(
        review_id=key,
        answers={
            FACE: {"q:adults[0].name": "Dee", "q:adults[0].role": "parent", "q:since": "1 May 2026"},
            "lived-experience": {**said, "record_depth": "2"},
            "visits": {
                **said, "grade": "requires_improvement", "develop": "No purpose is shown.",
                "system": "No time.", "q:last": "2 October 2026", "q:alone": "yes",
                "q:purpose": "To see him.", "q:holds=words": "words", "source=record": "record",
            },
            OVERALL: {"grade": "good", "reason": "Steady work."},
            SAFE_NOW: {"answer": "yes", "basis": "Seen on 2 October."},
        },
        by=cast.owen,
        at=AT,
    )  # fmt: skip
    quote(key, cast.owen, "lived-experience")


def _discuss(cast: Cast, key: str) -> None:
    acts.mark_ready(review_id=key, by=cast.owen, at=AT)
    acts.record_discussion(
        review_id=key, held_on=AT.date(), mode="video", attendees=["Sam", "Tess"],
        points={"lived-experience": "Sam on mornings."}, by=cast.owen, at=AT,
    )  # fmt: skip
    deeper = {"discussion_depth": "4", "to_record": "Why mornings are hard."}
    acts.save_answers(
        review_id=key,
        answers={"lived-experience": {"working": "Seen.", "grade": "good", "record_depth": "2", **deeper}},
        by=cast.owen,
        at=AT,
    )  # fmt: skip
    spoken = Spoken(prompt="caseload", answer="works well", words="It can be done.")
    acts.hear_worker(review_id=key, who="worker", answers=[spoken], by=cast.owen, at=AT)


def _submitted(cast: Cast, ref: str) -> str:
    """One of two readings, handed in; the other is still being read."""
    key = reading_by(cast, ref)
    second = acts.begin_double(
        case_id=cast.cases[ref], reviewer_id=cast.prue.id, by=cast.nadia, at=AT
    )
    acts.declare_conflicts(declarations={second: Declaration(conflict="none")}, by=cast.prue, at=AT)
    _fill(cast, key)
    _discuss(cast, key)
    acts.submit_reading(review_id=key, by=cast.owen, at=AT)
    return key


def _changed(keys: dict[str, str]) -> dict[str, Decision]:
    return {
        finding(keys["finalised"]): Decision(
            reason="They are there.", changes={"develop": "Date them."}
        )
    }


def _pointing(cast: Cast) -> str:
    """A round of one case that is read in the recording system."""
    of = rounds.round_(cast.round_id)
    round_id = rounds_acts.commission(
        title="Dip sample", window_end=date(2026, 10, 19), baseline_key="thornmere-2024",
        snapshot=of.snapshot, plan=_plan(Stratum.CL, 1), form_in_depth="desk-small",
        records="pointers", strands=(Strand(name="Dip", commissioner="the chair of the board"),),
        by=cast.nadia, at=AT,
    )  # fmt: skip
    rounds_acts.select_sample(round_id=round_id, by=cast.nadia, at=AT)
    rounds_acts.freeze_sample(round_id=round_id, by=cast.nadia, at=AT)
    (case,) = rounds.cases(round_id)
    (key,) = acts.allocate(case_ids=[case.id], reviewer_id=cast.owen.id, by=cast.nadia, at=AT)
    acts.declare_conflicts(declarations={key: Declaration(conflict="none")}, by=cast.owen, at=AT)
    acts.start_reading(review_id=key, by=cast.owen, at=AT)
    evidence.add_pointer(
        case_id=case.id, document="Pathway plan", dated=date(2026, 6, 1), author="Sam",
        found_where="Documents, folder Plans", shows="It names who comes at night.", item="visits",
        seen_on=AT.date(), by=cast.owen, at=AT,
    )  # fmt: skip
    return key


def _chronicle(cast: Cast, case_id: str) -> None:
    """One note put into the chronology."""
    note = reading.record_of(case_id, cast.owen).cards[0].note_id
    evidence.promote(
        case_id=case_id, source=f"note:{note}", on=date(2026, 10, 2), what="A visit with Rowan.",
        impact="He could say where he sleeps.", by=cast.owen, at=AT,
    )  # fmt: skip
