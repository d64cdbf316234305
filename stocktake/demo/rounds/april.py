"""The April 2026 round, the whole way: from the extract to finalised reviews."""

from collections.abc import Callable
from pathlib import Path

from stocktake.concerns import acts as concerns
from stocktake.demo import calibrating, cast, doubles, reviewing
from stocktake.demo.answers import Sheet
from stocktake.demo.reviewing import Review
from stocktake.demo.rounds import opening, speaking, visitors
from stocktake.demo.rounds.opening import FIRM, Opened
from stocktake.demo.thornmere.extract import Extract
from stocktake.demo.timing import Day, on
from stocktake.notices import jobs as notices
from stocktake.reviews import acts

Say = Callable[[str], None]
READ = ("2026-04-22", "2026-04-23", "2026-04-24")
HISTORY = "The decision of last winter not to hold a strategy discussion has no reason on the record. I cannot tell whether the risk of that time was weighed."


def run(extract: Extract, folder: Path, say: Say) -> Opened:
    """Everything until the last review of April is final."""
    day = Day("2026-04-20", 10)
    opened = opening.open_round(extract, opening.load(extract, folder, day), day)
    visitors.first_half_read(opened, day)
    say("April: 27 children selected; reading their records")
    reviews = _allocated(opened)
    pairs = _read_twice(opened, reviews)
    notices.deliver_waiting()
    sheets: dict[str, Sheet] = {}
    for number, review in enumerate(reviews):
        if number % 9 == 0:
            day = Day(READ[number // 9])
        reviewing.begin(review, day.next())
        if number == len(reviews) - 1:
            _explore(reviews, day)
        sheets[review.id] = reviewing.ready(review, day.next(45))
    say("April: discussing, sharing and hearing the replies")
    planned = speaking.plan_families(reviews, Day("2026-04-24", 15))
    _discussed(reviews, sheets)
    spoke = speaking.hear_families(planned, Day("2026-04-29", 12))
    speaking.hear_workers(reviews, Day("2026-04-29", 15))
    _brought_together(pairs)
    _shared(reviews)
    notices.deliver_waiting()
    _heard(reviews)
    notices.deliver_waiting()
    speaking.tell_families(spoke, Day("2026-05-15"))
    day = Day("2026-05-18")
    for review in reviews:
        reviewing.finish(review, day.next(4))
    cast.read_notices(on("2026-05-19"))
    return opened


def _allocated(opened: Opened) -> list[Review]:
    """Each strand to its reviewer: Owen for the firm, Prue for the stocktake."""
    at = on("2026-04-21", 9, 30)
    firm = opening.not_routed_elsewhere(
        (c for c in opened.cases if c.strand == FIRM), "owen.auditor"
    )
    stocktake = [c for c in opened.cases if c not in firm]
    owens = reviewing.allocate(firm, "owen.auditor", opened.records, at)
    prues = reviewing.allocate(stocktake, "prue.chair", opened.records, on("2026-04-21", 9, 40))
    reviewing.declare(owens, on("2026-04-21", 14, 5))
    reviewing.declare(prues, on("2026-04-21", 15, 20))
    return [*owens, *prues]


def _read_twice(opened: Opened, reviews: list[Review]) -> list[tuple[Review, Review]]:
    """A tenth of the cases, selected by the round's own seed, go to the other reviewer as well;
    both rate the calibration case before they read."""
    day = Day("2026-04-21", 16)
    chosen = acts.plan_doubles(
        round_id=opened.id, share=10, extremes=False, by=cast.who("nadia.qa"), at=day.next()
    )
    pairs = [(r, doubles.begin(r, day)) for r in reviews if r.case.id in chosen]
    calibrating.calibrate(opened.id, calibrating.APRIL, day)
    return pairs


def _brought_together(pairs: list[tuple[Review, Review]]) -> None:
    """Each reads without the other, both submit, and Nadia agrees them on the day after."""
    day = Day("2026-04-29", 16)
    for first, second in pairs:
        doubles.read_alone(second, day)
        doubles.submit(second, day)
        doubles.submit(first, day)
    day = Day("2026-04-30", 8)
    for first, _ in pairs:
        doubles.bring_together(first, day)


def _explore(reviews: list[Review], day: Day) -> None:
    """One child protection case needs the head of service to look into an old decision."""
    review = next(r for r in reviews if r.case.stratum == "CP")
    hari = cast.who("hari.hos")
    key = concerns.open_exploration(
        case_id=review.case.id,
        question="Was the decision of last winter right on what was then known?",
        why=HISTORY,
        head=hari.id,
        by=review.reviewer,
        at=day.next(),
    )
    concerns.decide_exploration(
        exploration_id=key,
        decision="no further action needed",
        rationale="I read the file with the team manager and spoke to police. Threshold was considered and not met, the child was seen within two days and the risk was known. What was missing is the writing of it; the reason is now on the record.",
        by=hari,
        at=day.next(30),
    )
    review.safety = (
        "needs further exploration",
        "An old decision without its reason. Resolved with the head of service on the day it was raised; nothing suggests harm now.",
    )


def _discussed(reviews: list[Review], sheets: dict[str, Sheet]) -> None:
    days = ("2026-04-27", "2026-04-28", "2026-04-29")
    for number, review in enumerate(reviews):
        if number % 9 == 0:
            day = Day(days[number // 9])
        at = day.next(50)
        reviewing.discuss(review, sheets[review.id], at.date(), at)


def _shared(reviews: list[Review]) -> None:
    day = Day("2026-04-30", 11)
    for review in reviews:
        reviewing.share(review, day.next(5))


def _heard(reviews: list[Review]) -> None:
    """Replies within the ten working days, and the reviewers' answers to them."""
    days = ("2026-05-07", "2026-05-08", "2026-05-11")
    for number, review in enumerate(reviews):
        if number % 9 == 0:
            day = Day(days[number // 9])
        reviewing.reply(review, day)
    day = Day("2026-05-14")
    for review in reviews:
        reviewing.decide(review, day.next(6))
