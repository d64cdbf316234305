"""From finalised reviews to the board: findings, verdicts, recommendations, evidence, the meeting."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from stocktake.actions import acts as actions
from stocktake.actions import queries as tracker
from stocktake.actions.domain.recommendations import ADEQUACY, DraftRecommendation
from stocktake.board import acts as board
from stocktake.board import queries as agenda
from stocktake.board.domain.meetings import CallMeeting
from stocktake.core.periods import day_in_words
from stocktake.demo import cast
from stocktake.demo.practice.saying import STRONG, one_of, read, stream_for
from stocktake.demo.timing import Day, on
from stocktake.findings import acts as findings
from stocktake.reviews import queries as reviews
from stocktake.reviews.queries import JudgementRow
from stocktake.rounds import queries as rounds

MEMBERS = ("nadia.qa", "hari.hos", "cole.comm", "tess.tm")
BOARD_DAY = date(2026, 6, 5)


@dataclass(frozen=True)
class Made:
    """One recommendation as made: how far its owner got by the day of the board."""

    id: str
    owner: str
    row: Mapping[str, Any]


def gather(round_id: str) -> None:
    """Nadia makes the findings; Prue judges practice against each statement of the baseline."""
    rows = reviews.finalised_judgements(round_id)
    day, nadia = Day("2026-05-19"), cast.who("nadia.qa")
    for row in read("gathering")["findings"]:
        resting = _behind(rows, row["theme"], strong=row["strength"])
        if resting:
            findings.make_finding(
                round_id=round_id,
                theme=row["theme"],
                strength=row["strength"],
                text=row["text"],
                system=row.get("system", ""),
                rests_on=resting,
                by=nadia,
                at=day.next(6),
            )
    day, prue = Day("2026-05-20"), cast.who("prue.chair")
    for row in read("gathering")["baseline"]:
        strong = row["verdict"] in ("sustained", "embedded")
        findings.judge_baseline(
            round_id=round_id,
            statement_id=row["statement"],
            verdict=row["verdict"],
            why=row["why"],
            rests_on=_behind(rows, row["theme"], strong=strong)[:4],
            by=prue,
            at=day.next(8),
        )


def recommend(round_id: str) -> list[Made]:
    """Recommendations from the findings, case actions from single judgements; all agreed."""
    made = [_drafted(round_id, row, number) for number, row in enumerate(_rows(round_id))]
    day, hari, ada = Day("2026-05-22"), cast.who("hari.hos"), cast.who("ada.ad")
    for one in made:
        owner = cast.who(one.owner)
        by = owner if owner.id != cast.who("nadia.qa").id else hari
        actions.agree(ids=[one.id], by=ada if one.owner == "cole.comm" else by, at=day.next())
    return made


def _rows(round_id: str) -> list[Mapping[str, Any]]:
    return [*read("gathering")["recommendations"], *_case_actions(round_id)]


def _case_actions(round_id: str) -> list[Mapping[str, Any]]:
    """Case actions of judgements to develop, in Tess's team or else owned by the head of service."""
    rows = reviews.finalised_judgements(round_id)
    found: list[Mapping[str, Any]] = []
    used: set[str] = set()
    for action in read("gathering")["case_actions"]:
        weak = (r for r in rows if r.theme == action["theme"] and r.grade not in (*STRONG, ""))
        row = next((r for r in weak if r.case_id not in used), None)
        if row is not None:
            used.add(row.case_id)
            team = rounds.case(row.case_id).team
            owner = "tess.tm" if team in cast.who("tess.tm").teams else "hari.hos"
            found.append({**action, "level": "case action", "owner": owner, "judgement": row})
    return found


def _drafted(round_id: str, row: Mapping[str, Any], number: int) -> Made:
    """Nadia drafts; where she is to own it, Prue does, so that nobody agrees their own draft."""
    author = cast.who("prue.chair" if row["owner"] == "nadia.qa" else "nadia.qa")
    judgement: JudgementRow | None = row.get("judgement")
    at = on("2026-05-21", 9 + number // 8, (number % 8) * 7)
    what = DraftRecommendation(
        round_id=round_id,
        level=row["level"],
        theme=row["theme"],
        text=row["text"],
        owner=cast.who(row["owner"]).id,
        due=_due(number),
        measure=row["measure"],
        rests_on=(f"entry:{judgement.entry}",)
        if judgement
        else _findings_of(round_id, row["theme"]),
        case_id=judgement.case_id if judgement else "",
        nf_tag=row.get("tag", ""),
    )
    return Made(actions.draft(what=what, by=author, at=at), row["owner"], row)


def _due(number: int) -> date:
    days = (
        date(2026, 5, 29),
        date(2026, 6, 3),
        date(2026, 6, 26),
        date(2026, 7, 31),
        date(2026, 9, 30),
    )
    return days[number % len(days)]


def _findings_of(round_id: str, theme: str) -> tuple[str, ...]:
    found = [e for e in tracker.evidence_for(round_id) if e.theme == theme]
    made = [e.ref for e in found if e.kind == "finding"]
    return tuple(made[-1:] or [e.ref for e in found[:2]])


def progress(made: Sequence[Made]) -> None:
    """By the day of the board most are done, some verified, some returned, some overdue."""
    numbered = list(enumerate(made))
    done = [(n, one) for n, one in numbered if n % 4 != 3]
    day = Day("2026-05-27")
    for _, one in (pair for pair in numbered if pair[0] % 8 == 3):
        actions.start(key=one.id, by=cast.who(one.owner), at=day.next(20))
    for half, date_ in ((1, "2026-05-29"), (0, "2026-06-01")):
        day = Day(date_)
        for _, one in (pair for pair in done if pair[0] % 2 == half):
            _evidence(one, day.next(15))
    day = Day("2026-06-03")
    for number, one in done:
        if number % 7 == 2:
            _returned(one, number, day.next(15))
        elif number % 5 != 4:
            _verified(one, number, day.next(15))


def _evidence(one: Made, at: datetime) -> None:
    where = one.row.get("reference") or f"Case record, note of {day_in_words(at.date())}"
    owner = cast.who(one.owner)
    actions.give_evidence(key=one.id, text=one.row["doing"], reference=where, by=owner, at=at)


def _verified(one: Made, number: int, at: datetime) -> None:
    words = one_of(read("gathering")["verified"], {}, stream_for("verified", number))
    actions.verify(key=one.id, adequacy=ADEQUACY[0], text=words, by=_verifier(one), at=at)


def _returned(one: Made, number: int, at: datetime) -> None:
    words = one_of(read("gathering")["returned"], {}, stream_for("returned", number))
    due = date(2026, 7, 10)
    actions.send_back(key=one.id, reason=words, due=due, by=_verifier(one), at=at)


def _verifier(one: Made) -> Any:
    return cast.who("ada.ad" if one.owner == "hari.hos" else "hari.hos")


def follow(made: Sequence[Made]) -> None:
    """From July to October what was open is done and verified, but for the last, now overdue."""
    waiting = [one for one in made if _status(one) not in ("verified", "done, evidence given")]
    left = [one for one in made if _status(one) == "done, evidence given"]
    for number, one in enumerate([*left, *waiting[: max(0, len(waiting) - 3)]]):
        monday = date(2026, 7, 6) + timedelta(days=14 * number)
        if one not in left:
            _evidence(one, on(monday, 11))
        if number % 5 != 4:
            _verified(one, 100 + number, on(monday + timedelta(days=2), 14))


def _status(one: Made) -> str:
    return tracker.recommendation(one.id, to=cast.who("nadia.qa")).status


def call_next(round_ids: Sequence[str]) -> None:
    """The board of January is called, for the round under way and what is left of April's."""
    prue, ada = cast.who("prue.chair"), cast.who("ada.ad")
    what = CallMeeting(
        held_on=date(2027, 1, 8),
        chair=prue.id,
        other_chair=ada.id,
        rounds=tuple(round_ids),
        members=tuple(cast.who(n).id for n in MEMBERS),
    )
    board.call(what=what, by=cast.who("nadia.qa"), at=on("2026-11-16", 9, 5))


def call(round_id: str) -> str:
    """The board of 5 June is called, with the firm's report among its papers."""
    nadia, prue, ada = cast.who("nadia.qa"), cast.who("prue.chair"), cast.who("ada.ad")
    what = CallMeeting(
        held_on=BOARD_DAY,
        chair=prue.id,
        other_chair=ada.id,
        rounds=(round_id,),
        members=tuple(cast.who(n).id for n in MEMBERS),
    )
    key = board.call(what=what, by=nadia, at=on("2026-05-22", 16))
    paper = read("gathering")["paper"]
    board.receive_paper(
        meeting_id=key, title=paper["title"], text=paper["text"], by=nadia, at=on("2026-05-27", 8)
    )
    return key


def meet(meeting_id: str) -> None:
    """It goes through everything one by one, and its minutes are agreed."""
    people = ("prue.chair", "ada.ad", *MEMBERS)
    day = Day(BOARD_DAY, 10)
    present = tuple(cast.who(name).id for name in people)
    board.hold(meeting_id=meeting_id, present=present, by=cast.who("nadia.qa"), at=day.next(0))
    _minuted(meeting_id, day)
    board.agree_minutes(meeting_id=meeting_id, by=cast.who("prue.chair"), at=on("2026-06-12", 9))


def _minuted(meeting_id: str, day: Day) -> None:
    nadia = cast.who("nadia.qa")
    minutes = read("gathering")["minutes"]
    for number, item in enumerate(agenda.items(meeting_id)):
        rng = stream_for("minute", number)
        status = item.recommendation.status if item.recommendation else ""
        text = _minute(minutes, item.kind, status, rng)
        board.minute_item(
            meeting_id=meeting_id,
            item_id=item.id,
            text=text,
            decision="noted",
            by=nadia,
            at=day.next(4),
        )


def _minute(minutes: Mapping[str, Any], kind: str, status: str, rng: Any) -> str:
    whole = {"quarterly report": "paper", "placements": "placements", "baseline": "baseline"}
    if kind in whole:
        return str(minutes[whole[kind]])
    states = {"verified": "verified", "done, evidence given": "done", "returned": "returned"}
    return one_of(list(minutes[states.get(status, "open")]), {}, rng)


def _behind(rows: Sequence[JudgementRow], theme: str, *, strong: bool) -> list[str]:
    """The judgements of a theme that point this way; at least two where the theme has them."""
    own = [r for r in rows if r.theme == theme and r.grade and r.answerable]
    pointing = [r for r in own if (r.grade in STRONG) == strong]
    chosen = pointing if len(pointing) > 1 else own
    return [f"entry:{r.entry}" for r in chosen]
