"""One small world for the access matrix: a person of each capacity, and one of everything.

Whatever is *own* belongs to Owen, Sam, Tess and Hari; whatever is *other* to Rae, Kit, Toni and
Hope. Everything came about by lawful acts; a canary word stands in each text that is not for all.
"""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from stocktake.concerns import acts as concerns
from stocktake.concerns.acts.raising import Said
from stocktake.core.capacity import Capacity
from stocktake.core.strata import Stratum
from stocktake.core.thread import Person
from stocktake.evidence import acts as evidence
from stocktake.evidence import queries as reading
from stocktake.reviews import acts, queries
from stocktake.reviews.acts import Answer, Declaration, Spoken
from stocktake.rounds import queries as rounds
from stocktake.rounds.domain.selection import Plan, StratumPlan
from tests import review_desk as desk
from tests.cast import AT, make_person
from tests.matrix_after import (
    _appointed,
    _flagged,
    _gathered,
    _met,
    _noticed,
    _placed_and_visited,
    _published,
    _reached_by_the_round,
)
from tests.matrix_doubles import BLIND, BOTH_IN, read_twice
from tests.matrix_families import asked
from tests.matrix_timeliness import timed
from tests.matrix_world import HOME, World, canary
from tests.review_desk import Cast

SAM, KIT = ("w1", "Sam, social worker", "North"), ("w2", "Kit, social worker", "South")

CASES = (
    ("c1", "TH-1034", "CP", 9, *SAM),  # Owen reads; a concern is open
    ("c2", "TH-1041", "CP", 15, *SAM),  # shared by Owen
    ("c3", "TH-1050", "CIN", 7, *SAM),  # final, by Owen
    ("c4", "TH-1060", "CL", 18, *SAM),  # allocated to Owen
    ("c5", "TH-1062", "CIN", 8, *SAM),  # challenged by Sam
    ("c6", "TH-1090", "CP", 12, *KIT),  # Rae reads; a concern is open
    ("c7", "TH-1022", "CIN", 6, *KIT),  # shared by Rae
    ("c8", "TH-1051", "CIN", 11, *KIT),  # final, by Rae
    ("c9", "TH-1061", "CL", 19, *KIT),  # allocated to Rae
    ("c10", BLIND, "EH", 5, *SAM),  # read by Owen and by Rae, who alone has submitted
    ("c11", BOTH_IN, "EH", 6, *SAM),  # read by both, submitted by both
    # Not of the round: with a second worker a team's figures are about nobody alone.
    ("c12", "TH-1070", "CLA", 10, "w3", "Bea, social worker", "North"),
    ("c13", "TH-1071", "CLA", 12, "w4", "Ravi, social worker", "South"),
)
PLAN = Plan(
    strata=(
        StratumPlan(stratum=Stratum.EH, in_depth=2, lighter=0),
        StratumPlan(stratum=Stratum.CIN, in_depth=4, lighter=0),
        StratumPlan(stratum=Stratum.CP, in_depth=3, lighter=0),
        StratumPlan(stratum=Stratum.CL, in_depth=2, lighter=0),
    ),
    reserves=0,
)


def make_world(folder: Path) -> World:
    """Made once for a file of tests: some seconds."""
    _with_a_home(folder)
    cast = desk.make_round(folder, cases=CASES, plan=PLAN, body=_body)
    world = World(cast=cast, who=_personas(cast))
    owens, raes = cast, replace(cast, owen=world.who["other reviewer"])
    _reviewed(world, owens, "own", ("TH-1034", "TH-1041", "TH-1050", "TH-1060"))
    _reviewed(world, raes, "other", ("TH-1090", "TH-1022", "TH-1051", "TH-1061"))
    _challenged(world)
    read_twice(world)
    timed(world)
    asked(world)
    for make in (_concerned, _evidenced, _gathered, _met, _placed_and_visited, _published):
        make(world)
    for make in (_flagged, _reached_by_the_round, _appointed, _noticed):
        make(world)
    return world


def _body(child: str) -> str:
    return f"{canary('note ' + child)} was here. {desk.BODY} {canary('quotable')} was said."


def _with_a_home(folder: Path) -> None:
    extract = folder / "extract"
    extract.mkdir(parents=True)
    head = "child_id,placement_id,started_on,placement_type,provider,setting_id,setting_name"
    row = f"c4,p1,2026-05-01,Children's home,Larch Care,{HOME}"
    returned = f"c4,p2,2026-02-31,Children's home,Larch Care,{HOME}"  # no such day
    (extract / "placements.csv").write_text(f"{head}\n{row}\n{returned}\n")


def _personas(cast: Cast) -> dict[str, Person]:
    """One person for each capacity, those of the other side, and one whose commission ended."""
    make = make_person
    return {
        "ig_officer": make("ivy.ig", Capacity.IG_OFFICER),
        "data_analyst": make("dana.data", Capacity.DATA_ANALYST),
        "qa_manager": cast.nadia,
        "reviewer": cast.owen,
        "board_chair": make("bea.chair", Capacity.BOARD_CHAIR),
        "worker": cast.sam,
        "team_manager": cast.tess,
        "head_of_service": cast.hari,
        "assistant_director": make("ada.ad", Capacity.ASSISTANT_DIRECTOR),
        "commissioning_officer": make("cole.comm", Capacity.COMMISSIONING_OFFICER),
        "member": make("mel.member", Capacity.MEMBER),
        "ended": make("eve.auditor", Capacity.REVIEWER, ends=date(2026, 9, 30)),
        "other reviewer": make("rae.auditor", Capacity.REVIEWER, ends=date(2026, 12, 31)),
        "other worker": cast.kit,
        "other team_manager": make("toni.tm", Capacity.TEAM_MANAGER, team="South"),
        "other head_of_service": make("hope.hos", Capacity.HEAD_OF_SERVICE),
    }


def _reviewed(world: World, cast: Cast, side: str, refs: tuple[str, str, str, str]) -> None:
    """One review being read with a draft, one shared, one final, one only allocated."""
    read, shared, final, waiting = refs
    keys = world.reviews
    keys[read] = desk.reading_by(cast, read)
    answers = {"visits": {"develop": f"{canary(side + ' draft')} in a draft."}}
    acts.save_answers(review_id=keys[read], answers=answers, by=cast.owen, at=AT)
    desk.quote(keys[read], cast.owen, "visits")
    keys[shared] = desk.shared(cast, shared)
    keys[final] = _finalised(cast, final, side)
    keys[waiting] = desk.allocated(cast, waiting)
    for words, ref in zip(
        ("review being read", "shared review", "final review", "allocated review"),
        refs,
        strict=True,
    ):
        world.add(side, words, review_id=keys[ref])
    note = "n-c1-1" if side == "own" else "n-c6-1"
    world.add(side, "case being read", case_id=cast.cases[read])
    world.add(side, "note being read", case_id=cast.cases[read], **{"?note": note, "+note": note})
    note = "n-c2-1" if side == "own" else "n-c7-1"
    world.add(side, "shared case", case_id=cast.cases[shared])
    world.add(side, "shared note", case_id=cast.cases[shared], **{"?note": note, "+note": note})


def _finalised(cast: Cast, ref: str, side: str) -> str:
    """Judged with a canary, shared, accepted by the worker, finalised."""
    key = desk.reading_by(cast, ref)
    desk.answered_form(key, cast.owen, weak=("visits",))
    told = {"visits": {"develop": f"{canary(side + ' judgement')} needs work."}}
    acts.save_answers(review_id=key, answers=told, by=cast.owen, at=AT)
    acts.mark_ready(review_id=key, by=cast.owen, at=AT)
    acts.record_discussion(
        review_id=key, held_on=AT.date(), mode="video", attendees=["Sam"],
        notes=f"{canary(side + ' discussion')} was told.", by=cast.owen, at=AT,
    )  # fmt: skip
    spoken = Spoken(
        prompt="caseload", answer="works well", words=f"{canary(side + ' voice')} said it."
    )
    acts.hear_worker(review_id=key, who="worker", answers=[spoken], by=cast.owen, at=AT)
    acts.share(review_id=key, by=cast.owen, at=AT)
    worker = cast.sam if side == "own" else cast.kit
    answers = {j.id: Answer(stance="accept") for j in queries.judgements(key) if j.said.is_finding}
    acts.submit_response(review_id=key, role="worker", answers=answers, by=worker, at=AT)
    acts.thank(
        review_id=key, words=f"{canary(side + ' thanks')} was kind.", at=AT,
        by=cast.tess if side == "own" else cast.nadia,
    )  # fmt: skip
    settle = {"by": cast.nadia, "at": AT + timedelta(days=15)}
    acts.finalise(review_id=key, **settle)  # type: ignore[arg-type]
    return key


def _challenged(world: World) -> None:
    cast = world.cast
    key = desk.shared(cast, "TH-1062")
    world.reviews["TH-1062"] = key
    words = f"{canary('challenge')}: I did two sessions."
    answers = {desk.finding(key): Answer(stance="challenge", words=words)}
    acts.submit_response(review_id=key, role="worker", answers=answers, by=cast.sam, at=AT)
    acts.save_draft(
        review_id=key, item="comment", fields={"words": f"{canary('reply draft')} I think."},
        based_on=None, by=cast.tess, at=AT,
    )  # fmt: skip
    sides = (("own", key, "TH-1041"), ("other", world.reviews["TH-1022"], "TH-1022"))
    for side, challenged, shared in sides:
        world.add(side, "challenged review", review_id=challenged)
        answer = f"answer:{desk.finding(challenged)}"
        world.add(side, "answer to a reply", review_id=challenged, **{"+item": answer})
        reply = {"review_id": world.reviews[shared], "+item": "comment"}
        world.add(side, "reply to a shared review", **reply)
    told = Declaration(
        conflict="safeguard", relation=f"{canary('conflict')} was met once.", safeguard="Nadia."
    )
    mine = world.reviews["TH-1060"]
    acts.declare_conflicts(declarations={mine: told}, by=cast.owen, at=AT)


def _concerned(world: World) -> None:
    """An urgent concern and a question on either side; Ada is brought in to the own one."""
    sides = (
        ("own", "TH-1034", world.cast.owen, world.cast.hari),
        ("other", "TH-1090", world.who["other reviewer"], world.who["other head_of_service"]),
    )
    for side, ref, reviewer, head in sides:
        case_id = world.cast.cases[ref]
        said = Said(
            spoke_to="Front door", spoke_at=AT - timedelta(minutes=20),
            what=f"{canary(side + ' concern')} and a second phone.", why="Nobody asked.",
            risk="not known", head=head.id,
        )  # fmt: skip
        key = concerns.raise_concern(case_id=case_id, said=said, by=reviewer, at=AT)
        asked = concerns.open_exploration(
            case_id=case_id, question=f"{canary(side + ' question')}?", why="It was long ago.",
            head=head.id, by=reviewer, at=AT,
        )  # fmt: skip
        world.add(side, "concern", concern_id=key)
        world.add(side, "exploration", exploration_id=asked)
    ada = world.who["assistant_director"].id
    concerns.bring_in(
        concern_id=world.own["concern"]["everybody"]["concern_id"],
        person_id=ada, why="She decides on the service.", by=world.cast.hari, at=AT,
    )  # fmt: skip


def _evidenced(world: World) -> None:
    """Drafts of quotes and pointers by each who may draft, and submitted ones."""
    cast, rae = world.cast, world.who["other reviewer"]
    mine, shared = cast.cases["TH-1034"], cast.cases["TH-1041"]
    authors = {"reviewer": (cast.owen, mine), "worker": (cast.sam, shared)}
    authors["team_manager"] = (cast.tess, shared)
    for kind, make in (("quote", _quote), ("pointer", _pointer)):
        world.own[f"draft {kind}"] = {
            name: {f"{kind}_id": make(by, case, "own")} for name, (by, case) in authors.items()
        }
        theirs = make(rae, cast.cases["TH-1090"], "other")
        world.add("other", f"draft {kind}", **{f"{kind}_id": theirs})
    for side, by, ref in (("own", cast.owen, "TH-1050"), ("other", rae, "TH-1051")):
        quoted = reading.quotes(cast.cases[ref], by)[0].id
        world.add(side, "submitted quote", quote_id=quoted)
        note = reading.record_of(cast.cases[ref], by).cards[-1].note_id
        wrong = evidence.report_error(
            case_id=cast.cases[ref], source=f"note:{note}", kind="wrong child",
            why="Another family's name.", by=by, at=AT,
        )  # fmt: skip
        world.add(side, "record error", error_id=wrong)


def _quote(by: Person, case_id: str, side: str) -> str:
    note = reading.record_of(case_id, by).cards[0].note_id
    body = _body(rounds.case(case_id).child_id)
    words = f"{canary('quotable')} was said."
    start = body.index(words)
    return evidence.quote(
        case_id=case_id, note_id=note, start=start, end=start + len(words), exact=words,
        item="visits", by=by, at=AT,
    )  # fmt: skip


def _pointer(by: Person, case_id: str, side: str) -> str:
    return evidence.add_pointer(
        case_id=case_id, document="Assessment", dated=None, author="Sam", found_where="Documents",
        shows=f"{canary(side + ' pointer')} is named.", item="visits", seen_on=AT.date(), by=by,
        at=AT,
    )  # fmt: skip
