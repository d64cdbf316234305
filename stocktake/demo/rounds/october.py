"""The October 2026 round to mid-flight: 9 finalised, 6 awaiting a response, 5 in discussion, 5 in
reading with one urgent concern open, 2 not started.
"""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from stocktake.concerns import acts as concerns
from stocktake.concerns.acts.raising import Said
from stocktake.demo import calibrating, cast, doubles, reviewing
from stocktake.demo.answers import Sheet
from stocktake.demo.reviewing import Review
from stocktake.demo.rounds import opening, speaking, visitors
from stocktake.demo.rounds.opening import Opened
from stocktake.demo.thornmere.extract import Extract
from stocktake.demo.timing import Day, on
from stocktake.evidence import acts as evidence
from stocktake.evidence import queries as desk
from stocktake.notices import jobs as notices
from stocktake.reviews import acts, queries
from stocktake.reviews.acts import Answer
from stocktake.rounds.domain.values import SampledCase

Say = Callable[[str], None]
OWENS = ("TH-1007", "TH-1022", "TH-1034", "TH-1041")
PRUES = ("TH-1028",)
TWICE = "TH-1022"
TESS_TEAM = "Safeguarding"
COUNTS = {"finalised": 9, "awaiting": 6, "discussion": 5, "reading": 5, "not started": 2}
# Where the planted cases stand on 16 November; the others fill up the counts.
STANDS = {
    "TH-1041": "reading", "TH-1022": "discussion", "TH-1028": "reading", "TH-1034": "awaiting",
    "TH-1063": "awaiting", "TH-1075": "discussion", "TH-1007": "finalised", "TH-1078": "finalised",
    "TH-1090": "finalised", "TH-1019": "awaiting",
}  # fmt: skip
LINK = "I worked with this child's uncle in another authority and know the family socially."
CURIOSITY = "curiosity"
CONCERN = {
    "what": "Three nights away since June, each longer than the last; a second phone; men in their twenties who drive. No return home interview is on the record after any of the three, and school attendance has fallen since.",
    "why": "The signs stand in different notes and have not been put together. The panel referral waits for a tool that is not done. The last night away was seven weeks ago and I cannot see that anybody has talked with the child about it.",
}
MANAGER = "For context: I was the cover for two teams in July and August, and the short supervision notes are mine. The thinking was done in the car and not written. We have booked the year ahead."
CHALLENGE = "I do not agree that there is no evidence of direct work. I spent forty minutes with {first} in the school library using the three houses. {first} told me about the gate and asked me which words I would use with mum. It is on the file under “Direct work”, and the hand signal we agreed is in school's plan. I ask you to read it and look at this again."
FINDING = "No evidence of direct work can be found in the six months, though visits are regular. Plan two sessions with one question each, and write what the child says."


def run(extract: Extract, folder: Path, say: Say) -> Opened:
    """Everything up to Monday 16 November."""
    speaking.forget(on("2026-10-19", 9))
    day = Day("2026-10-19", 10)
    opened = opening.open_round(extract, opening.load(extract, folder, day), day)
    visitors.all_but_two_read(opened, day)
    say("October: 27 children selected; reviews to mid-flight")
    reviews = _allocated(opened)
    calibrating.calibrate(opened.id, calibrating.OCTOBER, Day("2026-10-21", 15))
    notices.deliver_waiting()
    cast.read_notices(on("2026-10-21", 16))
    groups = _grouped(reviews)
    pair = _read_twice(reviews)
    _shared(groups)
    _under_way(groups)
    _submitted(*pair)
    speaking.under_way({r.case.ref: r for r in reviews}, Day("2026-11-13"))
    notices.deliver_waiting()
    day = Day("2026-11-16", 8)
    for review in groups["finalised"]:
        reviewing.finish(review, day.next(2))
    _concern(next(r for r in reviews if r.case.ref == "TH-1041"))
    return opened


def _shared(groups: dict[str, list[Review]]) -> None:
    """Read, discussed and shared: by 30 October for those now final, the others by 5 November."""
    first, then = groups["finalised"], groups["awaiting"]
    sheets = _read(first, Day("2026-10-22")) | _read(then[:2], Day("2026-10-23"))
    _discussed(first, sheets, Day("2026-10-27"))
    sheets |= _read(then[2:], Day("2026-10-29"))
    day = Day("2026-10-30")
    for review in first:
        reviewing.share(review, day.next(9))
    _discussed(then, sheets, Day("2026-11-03"))
    day = Day("2026-11-05")
    for review in then:
        reviewing.share(review, day.next(9))
    notices.deliver_waiting()


def _under_way(groups: dict[str, list[Review]]) -> None:
    """Replies and their answers, and the reviews still in discussion or being read."""
    day = Day("2026-11-05", 13)
    for review in groups["finalised"]:
        reviewing.reply(review, day)
    day = Day("2026-11-06")
    for review in groups["finalised"]:
        reviewing.decide(review, day.next(7))
    sheets = _read(groups["discussion"], Day("2026-11-09"))
    day = Day("2026-11-10", 10)
    for number, review in enumerate(groups["reading"]):
        reviewing.begin(review, day.next(), share_read=0.35 + 0.1 * number)
        reviewing.judge(review, day.next(30), items=2 + number)
    _challenged(next(r for r in groups["awaiting"] if r.case.ref == "TH-1034"))
    talked = [r for r in groups["discussion"] if r.case.ref == TWICE]
    talked += [r for r in groups["discussion"] if r.case.ref != TWICE][::2]
    _discussed(talked, sheets, Day("2026-11-11", 14))


def _read_twice(reviews: list[Review]) -> tuple[Review, Review]:
    """Nadia chooses one case, the record about adults only, for a blind second reading by Prue."""
    first = next(r for r in reviews if r.case.ref == TWICE)
    return first, doubles.begin(first, Day("2026-10-21", 17), shift={"partnership": "inadequate"})


def _submitted(first: Review, second: Review) -> None:
    """Both readings are in and wait for Nadia; on one theme they stand two grades apart."""
    day = Day("2026-11-11", 15)
    doubles.read_and_talk(second, day)
    doubles.submit(second, day)
    doubles.submit(first, day)


def _read(reviews: list[Review], day: Day) -> dict[str, Sheet]:
    found = {}
    for review in reviews:
        reviewing.begin(review, day.next())
        found[review.id] = reviewing.ready(review, day.next(45))
        if review.case.ref == "TH-1034":
            found[review.id].discussed["direct-work"].update(_no_direct_work())
    return found


def _discussed(reviews: list[Review], sheets: dict[str, Sheet], day: Day) -> None:
    for review in reviews:
        at = day.next(50)
        reviewing.discuss(review, sheets[review.id], at.date(), at)


def _allocated(opened: Opened) -> list[Review]:
    """Fourteen to Owen and thirteen to Prue; Owen's old link sends one of his to her."""
    owens = _owens_cases(opened.cases)
    prues = [c for c in opened.cases if c not in owens]
    his = reviewing.allocate(owens, "owen.auditor", opened.records, on("2026-10-20", 10))
    hers = reviewing.allocate(prues, "prue.chair", opened.records, on("2026-10-20", 10, 20))
    reviewing.declare(his, on("2026-10-20", 15, 10), blocking={"TH-1007": LINK})
    prue = cast.who("prue.chair")
    returned = next(r for r in his if r.case.ref == "TH-1007")
    acts.reassign(
        review_id=returned.id,
        reviewer_id=prue.id,
        reason="Owen knows the family and declared it.",
        by=cast.who("nadia.qa"),
        at=on("2026-10-21", 9, 30),
    )
    returned.reviewer = prue
    reviewing.declare([*hers, returned], on("2026-10-21", 13, 45))
    return [*his, *hers]


def _owens_cases(cases: tuple[SampledCase, ...]) -> list[SampledCase]:
    """The planted four, then the audit's strand, fourteen in all."""
    mine = [c for c in cases if c.ref in OWENS]
    free = opening.not_routed_elsewhere(cases, "owen.auditor")
    rest = [c for c in free if c.ref not in (*OWENS, *PRUES)]
    rest.sort(key=lambda c: (c.strand != opening.FIRM, c.ref))
    chosen = {c.id for c in (*mine, *rest[: 14 - len(mine)])}
    return [c for c in cases if c.id in chosen]


def _grouped(reviews: list[Review]) -> dict[str, list[Review]]:
    """Who stands where: planted cases as planned, the others until each count is full."""
    groups: dict[str, list[Review]] = {name: [] for name in COUNTS}
    ordered = sorted(reviews, key=lambda r: (r.case.ref not in STANDS, int(r.id) % 5, r.case.ref))
    hers = next((r for r in ordered if _for_tess(r)), None)
    for review in ordered:
        wanted = (
            "awaiting"
            if review is hers
            else STANDS.get(review.case.ref)
            or next(name for name, count in COUNTS.items() if len(groups[name]) < count)
        )
        groups[wanted].append(review)
    return groups


def _for_tess(review: Review) -> bool:
    """A review of the one manager's team who is in the cast: there, a reply can be written."""
    return review.case.team == TESS_TEAM and review.case.ref not in STANDS


def _no_direct_work() -> dict[str, str]:
    return {
        "grade": "requires_improvement",
        "develop": FINDING,
        "system": "The visit form has no place for what is done with a child between visits.",
    }


def _challenged(review: Review) -> None:
    """Sam challenges with a note that Owen had not read; Tess signs with him."""
    sam, tess = cast.who("sam.sw"), cast.who("tess.tm")
    day = Day("2026-11-12", 11)
    found = {j.said.item: j for j in queries.judgements(review.id) if j.said.is_finding}
    note = review.records.note(review.case.child_id, "Direct work: three houses")
    words = f"{review.story.first} asked me to keep the sheets"
    start = note.body.find(words)
    exact = note.body[start : start + len(words)]
    evidence.quote(
        case_id=review.case.id,
        note_id=note.note_id,
        start=start,
        end=start + len(words),
        exact=exact,
        item=f"reply:{found['direct-work'].id}",
        by=sam,
        at=day.next(),
    )
    answers = {j.id: Answer(stance="accept") for j in found.values()}
    said = CHALLENGE.replace("{first}", review.story.first)
    answers[found["direct-work"].id] = Answer(stance="challenge", words=said)
    acts.submit_response(
        review_id=review.id, role="worker", answers=answers, by=sam, at=day.next(12)
    )
    clarified = found.get("supervision") or next(j for j in found.values())
    acts.submit_response(
        review_id=review.id,
        role="manager",
        answers={clarified.id: Answer(stance="clarify", words=MANAGER)},
        comment="I have read Sam's reply and sign it with him.",
        agrees=True,
        by=tess,
        at=day.next(70),
    )


def _concern(review: Review) -> None:
    """Owen raises the urgent concern on Monday morning; nobody has acknowledged it yet."""
    at = on("2026-11-16", 8, 52)
    hari = cast.who("hari.hos")
    reviewing.quote(review, CURIOSITY, 3, at - timedelta(minutes=20), telling="signs")
    concerns.raise_concern(
        case_id=review.case.id,
        said=Said(
            spoke_to="The front door, duty social worker",
            spoke_at=at - timedelta(minutes=12),
            what=CONCERN["what"],
            why=CONCERN["why"],
            risk="not known",
            head=hari.id,
            evidence=tuple(_quotes(review)),
        ),
        by=review.reviewer,
        at=at,
    )


def _quotes(review: Review) -> list[str]:
    """What Owen quoted for the concern: the signs that stand in different notes."""
    made = desk.quotes(review.case.id, review.reviewer)
    return [f"quote:{q.id}" for q in made if q.item == CURIOSITY]
