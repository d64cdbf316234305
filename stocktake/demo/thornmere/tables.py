"""The rows of the event tables, from what happened in each story."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta

from stocktake.core.periods import add_months, add_working_days
from stocktake.demo.thornmere.chance import stream
from stocktake.demo.thornmere.earlier import earlier_reviews, ehc_issued, health, times_in_care
from stocktake.demo.thornmere.extract import Case, Extract
from stocktake.demo.thornmere.frame import NEEDS, SEXES
from stocktake.demo.thornmere.homes import placement_of, regulation44
from stocktake.demo.thornmere.keeping_time import is_late
from stocktake.demo.thornmere.rhythm import Happening
from stocktake.demo.thornmere.town import workers

Row = Mapping[str, object]
TOO_YOUNG = 3  # years
ONCE = ("child_id", "happened_on", "mode", "outcome", "held_on", "kind")
VISITS = {"EH": "Early help visit", "CIN": "CIN visit", "CP": "Statutory visit",
          "CLA": "Statutory visit", "CL": "Leaving care visit"}  # fmt: skip
PLANS = {"CIN": "CIN", "CP": "CP", "CLA": "care", "CL": "pathway"}
REVIEWS = {
    ("meeting", "EH"): ("Team around the family", 1), ("meeting", "CIN"): ("CIN review", 3),
    ("conference", "CP"): ("Review child protection conference", 6), ("core", "CP"): ("Core group", 1),
    ("review", "CLA"): ("Looked-after review", 6), ("review", "CL"): ("Pathway plan review", 6),
}  # fmt: skip


def tables(extract: Extract) -> Mapping[str, list[Row]]:
    """Every table of the Stocktake CSV folder but the notes, by its name."""
    cases = extract.cases
    return {
        "cases": [_case(c, extract) for c in cases],
        "visits": _once(r for c in cases for r in _visits(c)),
        "supervisions": _once(r for c in cases for r in _supervisions(c)),
        "reviews": [r for c in cases for r in (*earlier_reviews(c), *_reviews(c))],
        "assessments": [r for c in cases for r in _assessments(c)],
        "plans": [r for c in cases for r in _plans(c)],
        "missing": [r for c in cases for r in _missing(c)],
        "episodes": [r for c in cases for r in times_in_care(c)],
        "health": [r for c in cases for r in health(c)],
        "placements": [p for c in cases if (p := placement_of(c.story)) is not None],
        "reg44": list(regulation44(extract)),
        "workers": [_worker(w) for w in workers()],
        "previous_audits": [
            {"child_id": child, "audited_on": day, "round": name, "depth": depth}
            for child, day, name, depth in extract.previous
        ],
    }


def _once(rows: Iterable[Row]) -> list[Row]:
    """Two of a kind on one day are one row: the export gives days, not hours."""
    return list({tuple(r.get(c) for c in ONCE): r for r in rows}.values())


def _case(case: Case, extract: Extract) -> Row:
    child = case.story.child
    return {
        "child_id": child.child_id,
        "case_ref": child.ref,
        "stratum": child.stratum.value,
        "date_of_birth": child.born,
        "age": child.age_on(extract.season.as_of),
        "sex": SEXES[child.sex],
        "ethnicity": child.ethnicity,
        "disability": child.disability,
        "need": NEEDS[child.need],
        "opened_on": child.opened,
        "allocated_team": child.team,
        "allocated_worker_id": child.worker,
        "allocated_worker": case.story.worker.name,
        "restricted": "yes" if child.restricted else "no",
        "in_complaint": "yes" if child.in_complaint else "no",
        "household_id": child.household,
    }


def _visits(case: Case) -> Iterator[Row]:
    stratum = case.story.child.stratum.value
    for happening in case.happenings:
        if happening.kind not in ("visit", "virtual", "unsuccessful"):
            continue
        rng = stream("visit", case.story.child.child_id, happening.day, happening.kind)
        took_place = happening.kind != "unsuccessful"
        seen = took_place and _was_seen(case, rng.random())
        video = happening.kind == "virtual"
        alone, why_not = _alone(case, rng.random()) if seen and not video else ("no", "")
        yield {
            "child_id": case.story.child.child_id,
            "happened_on": happening.day,
            "recorded_on": _recorded(case, happening),
            "visit_type": VISITS[stratum],
            "mode": "video" if video else "in_person",
            "outcome": "visit" if took_place else "attempt",
            "seen": "yes" if seen else "no",
            "seen_alone": alone,
            "alone_reason": why_not,
            "worker_id": case.story.child.worker,
            "mode_reason": "young person's choice" if video else "",
            "engaged": "well" if video else "",
            "life_event": "",
        }


def _was_seen(case: Case, drawn: float) -> bool:
    if case.story.style("child_words") == "none":
        return drawn < 0.45
    return drawn < 0.95 or not is_late(case.story, "visit")


def _alone(case: Case, drawn: float) -> tuple[str, str]:
    """Whether the child was seen alone, and why it was not appropriate."""
    if case.story.age < TOO_YOUNG:
        return "no", "a baby or toddler, seen with the carer"
    usual = 0.6 if is_late(case.story, "alone") else 0.97
    return ("yes", "") if drawn < usual else ("no", "")


def _recorded(case: Case, happening: Happening) -> date:
    """The day the note was typed where there is one; else within two days."""
    lag = happening.fact.lag if happening.fact and happening.fact.lag else 0
    rng = stream("recorded", case.story.child.child_id, happening.day, happening.kind)
    day = happening.day + timedelta(days=lag or rng.choice((0, 0, 1, 1, 2, 4)))
    return min(day, case.story.season.as_of)


def _supervisions(case: Case) -> Iterator[Row]:
    kinds = {"supervision": "supervision", "oversight": "management oversight"}
    for happening in case.happenings:
        if happening.kind in kinds:
            yield {
                "child_id": case.story.child.child_id,
                "held_on": happening.day,
                "recorded_on": _recorded(case, happening),
                "kind": kinds[happening.kind],
                "worker_id": case.story.child.worker,
                "supervisor_id": case.story.worker.manager,
            }


def _reviews(case: Case) -> Iterator[Row]:
    stratum = case.story.child.stratum.value
    last: tuple[date, str, int] | None = None
    for happening in case.happenings:
        known = REVIEWS.get((happening.kind, stratum))
        if known is None:
            continue
        name, months = known
        rng = stream("due", case.story.child.child_id, happening.day)
        due = happening.day + timedelta(days=rng.choice((0, 2, 5, 9, -4)))
        yield _review(case, name, happening.day, due)
        last = (happening.day, name, months)
    if last is not None:
        yield _review(case, last[1], None, add_months(last[0], last[2]))


def _review(case: Case, name: str, held: date | None, due: date) -> Row:
    row = {"child_id": case.story.child.child_id, "review_type": name}
    return {**row, "held_on": held, "due_on": due}


def _assessments(case: Case) -> Iterator[Row]:
    stratum = case.story.child.stratum
    kinds = {"EH": "Early help assessment", "CIN": "Child and family assessment",
             "CP": "Child and family assessment"}  # fmt: skip
    if stratum.value not in kinds:
        return
    rng = stream("assessment", case.story.child.child_id)
    written = [h.day for h in case.happenings if h.kind == "assessment"]
    end = written[0] if written else case.story.child.opened + timedelta(days=rng.randint(30, 60))
    end = min(end, case.story.season.as_of)
    taken = rng.choice((28, 35, 41, 44, 45, 45, 52))
    yield {
        "child_id": case.story.child.child_id,
        "assessment_type": kinds[stratum.value],
        "started_on": end - timedelta(days=int(taken * 1.4)),
        "authorised_on": end,
        "extension_reason": "waiting for the father's reply" if taken > 45 else "",
    }


def _plans(case: Case) -> Iterator[Row]:
    child = case.story.child
    reviewed = [
        h.day for h in case.happenings if h.kind in ("meeting", "core", "conference", "review")
    ]
    if child.stratum.value in PLANS:
        started = min(add_working_days(child.opened, 10), case.story.season.as_of)
        after = [d for d in reviewed if d >= started]
        yield _plan(case, PLANS[child.stratum.value], started, after[-1] if after else None)
    peps = [h.day for h in case.happenings if h.kind == "pep"]
    if child.stratum == "CLA":
        start = peps[0] - timedelta(days=120) if peps else child.opened
        yield _plan(case, "PEP", start, peps[-1] if peps else None)
    if issued := ehc_issued(case):
        yield _plan(case, "EHC", issued, None)


def _plan(case: Case, kind: str, started: date, reviewed: date | None) -> Row:
    row = {"child_id": case.story.child.child_id, "plan_type": kind}
    return {**row, "started_on": started, "reviewed_on": reviewed, "ended_on": None}


def _missing(case: Case) -> Iterator[Row]:
    interviewed = any(
        h.fact is not None and h.fact.type == "Return home interview" for h in case.happenings
    )
    for happening in case.happenings:
        if happening.kind != "missing" or happening.fact is None:
            continue
        nights = max(1, (happening.fact.until or 1) - happening.fact.first_day)
        back = happening.day + timedelta(days=nights if case.story.planted_here else 1)
        yield {
            "child_id": case.story.child.child_id,
            "started_at": f"{happening.day}T19:00",
            "ended_at": f"{back}T06:30",
            "interview_offered_on": back + timedelta(days=1) if interviewed else None,
            "interview_accepted": "yes" if interviewed else "",
            "interview_held_on": back + timedelta(days=2) if interviewed else None,
        }


def _worker(worker_id: str) -> Row:
    worker = workers()[worker_id]
    return {
        "worker_id": worker.id,
        "name": worker.name,
        "role": worker.role,
        "team": worker.team,
        "manager_id": worker.manager,
        "newly_qualified": "yes" if worker.newly_qualified else "no",
    }
