"""The rows of Annex A's lists, from the stories: codes with their letter prefix, true dates."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta

from stocktake.demo.thornmere.chance import stream
from stocktake.demo.thornmere.extract import Case, Extract
from stocktake.demo.thornmere.frame import NEEDS
from stocktake.demo.thornmere.homes import home_of
from stocktake.demo.thornmere.tables import tables

ETHNICITIES = {
    code: f"{letter}) {code}"
    for letter, code in zip(
        "abcdefghijklmnopqr",
        [
            "WBRI",
            "WIRI",
            "WIRT",
            "WOTH",
            "WROM",
            "MWBC",
            "MWBA",
            "MWAS",
            "MOTH",
            "AIND",
            "APKN",
            "ABAN",
            "AOTH",
            "BCRB",
            "BAFR",
            "BOTH",
            "CHNE",
            "OOTH",
        ],
        strict=True,
    )
}
SOURCES = (
    "e) 2A: Schools",
    "q) 6: Police",
    "h) 3B",
    "a) 1A: Individual",
    "m) 4: Housing",
    "n) 5A: LA services",
)
PLACED = {
    "U4": "d) U4: Foster placement - long term", "U6": "f) U6: Foster placement",
    "U3": "c) U3: Foster placement with relative or friend", "K2": "p) K2: Homes and hostels",
    "H5": "n) H5: Semi-independent living", "P2": "l) P2: Independent living",
}  # fmt: skip
PROVIDED = {
    "PR1": "b) PR1: Own provision",
    "PR4": "e) PR4: Private provision",
    "PR0": "a) PR0: Parents/Parental responsibility",
}
YES, NO = "a) Yes", "b) No"


def _person(case: Case) -> tuple[object, ...]:
    child = case.story.child
    sex = "a) Male" if child.sex == "M" else "b) Female"
    return (child.child_id, sex, ETHNICITIES[child.ethnicity], child.born, case.story.age)


def _disabled(case: Case) -> str:
    return YES if case.story.child.disability == "yes" else NO


def _team(case: Case) -> tuple[str, str]:
    return case.story.child.team, case.story.worker.name


def _of(extract: Extract, *strata: str) -> Iterator[Case]:
    return (c for c in extract.cases if c.story.child.stratum.value in strata)


def _last(case: Case, *kinds: str) -> date | None:
    days = [h.day for h in case.happenings if h.kind in kinds]
    return max(days) if days else None


def _contacts(extract: Extract) -> Iterator[tuple[object, ...]]:
    for case in _of(extract, "EH", "CIN", "CP"):
        rng = stream("contact", case.story.child.child_id, extract.season.key)
        if rng.random() < 0.6:
            day = extract.season.day(rng.randint(0, 175))
            yield (*_person(case), day, rng.choice(SOURCES))


def _early_help(extract: Extract) -> Iterator[tuple[object, ...]]:
    for case in _of(extract, "EH"):
        yield (*_person(case), case.story.child.opened, None, "Thornmere Early Help")


def _referrals(extract: Extract) -> Iterator[tuple[object, ...]]:
    for case in _of(extract, "CIN", "CP"):
        if case.story.child.opened >= extract.season.window.start:
            rng = stream("referral", case.story.child.child_id)
            day = case.story.child.opened
            yield (*_person(case), day, rng.choice(SOURCES), NO, rng.randint(0, 2), *_team(case))


def _assessments(extract: Extract) -> Iterator[tuple[object, ...]]:
    known = {r["child_id"]: r for r in tables(extract)["assessments"]}
    for case in _of(extract, "CIN", "CP"):
        row = known[case.story.child.child_id]
        if row["authorised_on"] >= extract.season.window.start:  # type: ignore[operator]
            days = (row["started_on"], YES, row["authorised_on"], YES)
            yield (*_person(case), _disabled(case), *days, *_team(case))


def _section47(extract: Extract) -> Iterator[tuple[object, ...]]:
    for case in _of(extract, "CP"):
        day = _last(case, "strategy")
        if day is not None:
            yield (*_person(case), _disabled(case), day, YES, None, NO, 1, 0, *_team(case))


def _in_need(extract: Extract) -> Iterator[tuple[object, ...]]:
    status = {
        "CIN": "c) Child in need plan",
        "CP": "b) Child Protection plan",
        "CLA": "a) Looked after child",
    }
    for case in _of(extract, *status):
        child = case.story.child
        yield (
            *_person(case), _disabled(case), child.opened, NEEDS[case.story.child.need],
            _last(case, "visit"), None, None, status[child.stratum.value], *_team(case),
        )  # fmt: skip


def _protected(extract: Extract) -> Iterator[tuple[object, ...]]:
    for case in _of(extract, "CP"):
        rng = stream("category", case.story.child.child_id)
        category = rng.choice(
            ("a) Neglect", "d) Emotional abuse", "a) Neglect", "b) Physical abuse")
        )
        started = min(case.story.child.opened + timedelta(days=14), extract.season.as_of)
        yield (
            *_person(case), _disabled(case), started, category, category,
            _last(case, "visit"), YES, _last(case, "conference"), None, NO, rng.randint(0, 2), *_team(case),
        )  # fmt: skip


def _in_care(extract: Extract) -> Iterator[tuple[object, ...]]:
    for case in _of(extract, "CLA"):
        home = home_of(case.story)
        assert home is not None
        rng = stream("in care", case.story.child.child_id)
        alone = YES if case.story.archetype.ethnicities else NO
        missing = sum(h.kind == "missing" for h in case.happenings)
        opened = case.story.child.opened
        yield (
            *_person(case), alone, _disabled(case), opened, NEEDS[case.story.child.need], NO,
            opened, rng.choice(("C2: FCO", "C1: ICO", "V2: Single period under S20")),
            _last(case, "review"), _last(case, "visit"),
            rng.choice(("f) Long-term fostering", "a) Return to family", "d) Supported living in the community")),
            _last(case, "review"), _last(case, "health"),
            extract.season.as_of - timedelta(days=rng.randint(60, 400)), rng.randint(1, 2), None, None,
            home.since, PLACED[home.code], PROVIDED[home.provider], "ZZ1 1ZZ",
            home.setting if home.setting.isdigit() else None,
            "a) In" if home.in_area == "yes" else "b) Out", "999" if home.in_area == "yes" else "998",
            missing, 0, YES if missing else None, YES if missing else None, *_team(case),
        )  # fmt: skip


def _leavers(extract: Extract) -> Iterator[tuple[object, ...]]:
    for case in _of(extract, "CL"):
        rng = stream("leaver", case.story.child.child_id)
        alone = YES if case.story.archetype.ethnicities else NO
        yield (
            *_person(case), alone, _disabled(case), *_team(case), case.story.worker.name,
            "b) Former relevant child", _last(case, "review"), YES,
            _last(case, "visit", "virtual", "call", "text"), rng.choice(("U", "D", "R")),
            "a) Suitable", rng.choice(("F2", "F1", "P2", "F5")),
        )  # fmt: skip


ROWS: Mapping[int, Callable[[Extract], Iterator[tuple[object, ...]]]] = {
    1: _contacts, 2: _early_help, 3: _referrals, 4: _assessments, 5: _section47,
    6: _in_need, 7: _protected, 8: _in_care, 9: _leavers,
}  # fmt: skip
