"""A small frozen round for tests, with its cast: five children, their notes, two strands."""

import csv
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from django.conf import settings

from stocktake.caseload import acts as caseload
from stocktake.core.capacity import Capacity
from stocktake.core.strata import Stratum
from stocktake.core.thread import Person
from stocktake.evidence import acts as evidence
from stocktake.evidence import queries as reading
from stocktake.frameworks import acts as frameworks
from stocktake.frameworks import queries as shelf
from stocktake.people import queries as people
from stocktake.reviews import acts, queries
from stocktake.reviews.acts import Answer, Declaration
from stocktake.reviews.domain.judgements import OVERALL, SAFE_NOW
from stocktake.rounds import acts as rounds_acts
from stocktake.rounds import queries as rounds
from stocktake.rounds.domain.selection import Plan, StratumPlan
from stocktake.rounds.domain.values import Strand
from tests.cast import AT, make_person

WORDS = "He said he sleeps better at his Nan's."
BODY = f"Announced visit. Present: Dee and Rowan.\n\n{WORDS} He did not want to say more."
CASES = (
    ("c1", "TH-1034", "CP", 9, "w1", "Sam, social worker", "North"),
    ("c2", "TH-1041", "CP", 15, "w1", "Sam, social worker", "North"),
    ("c3", "TH-1022", "CIN", 6, "w2", "Kit, social worker", "South"),
    ("c4", "TH-1090", "CL", 19, "w2", "Kit, social worker", "South"),
)
PLAN = Plan(
    strata=(
        StratumPlan(stratum=Stratum.CIN, in_depth=1, lighter=0),
        StratumPlan(stratum=Stratum.CP, in_depth=2, lighter=0),
        StratumPlan(stratum=Stratum.CL, in_depth=0, lighter=1),
    ),
    reserves=0,
)
LATER = AT + timedelta(days=15)


@dataclass(frozen=True)
class Cast:
    """Everybody in the story, and the stranger."""

    nadia: Person
    owen: Person
    prue: Person
    sam: Person
    tess: Person
    hari: Person
    kit: Person  # a worker of another team: the stranger
    rae: Person  # a reviewer who has nothing to review
    round_id: str
    cases: dict[str, str]  # reference: case id


def make_round(
    folder: Path,
    *,
    records: str = "notes",
    cases: Sequence[Sequence[object]] = CASES,
    plan: Plan = PLAN,
    body: Callable[[str], str] = lambda child: BODY,
    lighter: str = "lighter",
    in_depth: str = "in-depth",
    forms: Sequence[Path] = (),
    notes: int = 2,
) -> Cast:
    """Everybody's account, the extract imported, the round commissioned, selected and frozen.

    `folder` may already hold other tables of the extract, in `folder/extract`; `forms` are files to
    put on the shelf before.
    """
    settings.HOME.set_demonstration_time(AT)
    _shelf(forms)
    who = _people()
    snapshot = _imported(_extract(folder, cases, body, notes))
    nadia = who["nadia"]
    round_id = rounds_acts.commission(
        title="October 2026 stocktake",
        window_end=date(2026, 10, 19),
        baseline_key="thornmere-2024",
        snapshot=snapshot,
        plan=plan,
        form_in_depth=in_depth,
        form_lighter=lighter,
        records=records,
        strands=(Strand(name="Stocktake", commissioner="the chair of the board"),),
        by=nadia,
        at=AT,
    )
    rounds_acts.select_sample(round_id=round_id, by=nadia, at=AT)
    rounds_acts.freeze_sample(round_id=round_id, by=nadia, at=AT)
    sampled = {c.ref: c.id for c in rounds.cases(round_id)}
    return Cast(**who, round_id=round_id, cases=sampled)


def _imported(extract: Path) -> str:
    by = people.operator("tests")
    return caseload.import_folder(path=extract, by=by, at=AT, as_of=AT.date()).snapshot


def _shelf(forms: Sequence[Path]) -> None:
    """The library's forms and frameworks, and these files beside them."""
    frameworks.load_library(by=people.operator("tests"), at=AT)
    for form in forms:
        frameworks.add_file(path=form, by=people.operator("tests"), at=AT)


def allocated(cast: Cast, *refs: str, to: Person | None = None, at: datetime = AT) -> str:
    """These cases allocated (to Owen unless said); the id of the first review."""
    ids = [cast.cases[ref] for ref in (refs or ("TH-1034",))]
    reviewer = (to or cast.owen).id
    return acts.allocate(case_ids=ids, reviewer_id=reviewer, by=cast.nadia, at=at)[0]


def reading_by(cast: Cast, ref: str = "TH-1034", *, who: Person | None = None) -> str:
    """Allocated, declared free of conflict, and being read."""
    who = who or cast.owen
    key = allocated(cast, ref, to=who)
    acts.declare_conflicts(declarations={key: Declaration(conflict="none")}, by=who, at=AT)
    acts.start_reading(review_id=key, by=who, at=AT)
    return key


def answered_form(key: str, by: Person, *, at: datetime = AT, weak: Sequence[str] = ()) -> None:
    """Every item of the form answered and quoted; the items in `weak` need to develop."""
    review = queries.review(key, to=by)
    form = shelf.form(review.state.form)
    items = form.items_for(review.state.stratum)
    acts.save_answers(review_id=key, answers=_answers(items, weak), by=by, at=at)
    if review.state.depth == "in depth":
        quote(key, by, items[0].id, at=at)


def quote(key: str, by: Person, item: str, *, at: datetime = AT) -> str:
    """Quote the one sentence worth quoting from the first note of the case."""
    case_id = queries.review(key, to=by).case_id
    start = BODY.index(WORDS)
    first = reading.record_of(case_id, by).cards[0].note_id
    return evidence.quote(
        case_id=case_id, note_id=first, start=start, end=start + len(WORDS), exact=WORDS,
        item=item, by=by, at=at,
    )  # fmt: skip


def ready(cast: Cast, ref: str = "TH-1034", *, weak: Sequence[str] = ("visits",)) -> str:
    key = reading_by(cast, ref)
    answered_form(key, cast.owen, weak=weak)
    acts.mark_ready(review_id=key, by=cast.owen, at=AT)
    return key


def discussed(cast: Cast, ref: str = "TH-1034") -> str:
    key = ready(cast, ref)
    acts.record_discussion(
        review_id=key, held_on=AT.date(), mode="video", attendees=["Sam", "Tess"],
        points={"lived-experience": "Sam on mornings before school."}, by=cast.owen, at=AT,
    )  # fmt: skip
    return key


def shared(cast: Cast, ref: str = "TH-1034") -> str:
    key = discussed(cast, ref)
    acts.share(review_id=key, by=cast.owen, at=AT)
    return key


def finding(key: str) -> str:
    """The first judgement that is a finding to answer."""
    return next(j.id for j in queries.judgements(key) if j.said.is_finding)


def challenged(cast: Cast, ref: str = "TH-1034") -> str:
    key = shared(cast, ref)
    words = "I did two feelings-card sessions. They are under “school visit”."
    answers = {finding(key): Answer(stance="challenge", words=words)}
    acts.submit_response(review_id=key, role="worker", answers=answers, by=cast.sam, at=AT)
    return key


def _answers(items: Sequence[shelf.Item], weak: Sequence[str]) -> dict[str, dict[str, str]]:
    answers = {
        item.id: {
            "grade": "good",
            "record_depth": "3",
            "working": f"{item.label} is seen.",
            "reason": "Read in every note.",
        }
        for item in items
    }
    for name in weak:
        if name in answers:
            answers[name] |= {
                "grade": "requires_improvement",
                "record_depth": "2",
                "develop": "No evidence of direct work.",
                "system": "No room in which to meet.",
            }
    answers[OVERALL] = {"grade": "good", "reason": "Steady work."}
    answers[SAFE_NOW] = {"answer": "yes", "basis": "Seen at school on 2 October."}
    return answers


def _people() -> dict[str, Person]:
    return {
        "nadia": make_person("nadia.qa", Capacity.QA_MANAGER),
        "owen": make_person("owen.auditor", Capacity.REVIEWER, ends=date(2026, 12, 31)),
        "prue": make_person("prue.chair", Capacity.BOARD_CHAIR, Capacity.REVIEWER),
        "sam": make_person("sam.sw", Capacity.WORKER, worker_id="w1"),
        "tess": make_person("tess.tm", Capacity.TEAM_MANAGER, team="North"),
        "hari": make_person("hari.hos", Capacity.HEAD_OF_SERVICE),
        "kit": make_person("kit.sw", Capacity.WORKER, worker_id="w2"),
        "rae": make_person("rae.second", Capacity.REVIEWER),
    }


def _extract(
    folder: Path, cases: Sequence[Sequence[object]], body: Callable[[str], str], count: int
) -> Path:
    path = folder / "extract"
    path.mkdir(exist_ok=True)
    header = "child_id case_ref stratum age allocated_worker_id allocated_worker allocated_team"
    _csv(path / "cases.csv", header, cases)
    notes = [
        (f"n-{child}-{n}", child, f"{day} 16:10", f"{day + timedelta(days=1)} 09:00", "Home visit",
         "Home visit", "w1", "Sam", body(str(child)))
        for child, *_ in cases
        for n, day in enumerate(_days(count), start=1)
    ]  # fmt: skip
    header = "note_id child_id happened_at recorded_at note_type title author_id author body"
    _csv(path / "notes.csv", header, notes)
    return path


def _days(count: int) -> list[date]:
    """The first two days of October, and others spread over the six months before."""
    spread = [date(2026, 4, 21) + timedelta(days=n * 160 // count) for n in range(count - 2)]
    return [date(2026, 10, 1), date(2026, 10, 2), *spread]


def _csv(file: Path, header: str, rows: Sequence[Sequence[object]]) -> None:
    with file.open("w", newline="") as handle:
        out = csv.writer(handle)
        out.writerow(header.split())
        out.writerows(rows)
