"""Invented children for the agreement of kernel and reference: every table, dirty on purpose.

Days lie from a year and a half before the as-of day to a little after it; plans may have no start,
an end before the window, or none; visits may be attempts, virtual, of unknown kind.
"""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from stocktake.core.periods import Window, months_before

Row = Mapping[str, Any]
WINDOWS = tuple(
    Window(months_before(end, 6) + timedelta(days=1), end)
    for end in (date(2026, 10, 19), date(2021, 10, 19), date(2020, 9, 30), date(2015, 6, 30))
)
FLAG = st.sampled_from((None, True, False))
STRATA = ("EH", "CIN", "CP", "CLA", "CL")


def _of(*values: Any) -> st.SearchStrategy[Any]:
    return st.sampled_from(values)


def _days(as_of: date, *, empty: bool = False) -> st.SearchStrategy[date | None]:
    day = st.integers(-540, 20).map(lambda n: as_of + timedelta(days=n))
    return st.none() | day if empty else day


def _period(as_of: date, **columns: st.SearchStrategy[Any]) -> st.SearchStrategy[Row]:
    """Rows with a start and an end that is not before it."""
    length = st.none() | st.integers(0, 500)
    rows = st.fixed_dictionaries({"started_on": _days(as_of), "length": length, **columns})
    return rows.map(_ended)


def _ended(row: Row) -> Row:
    length, rest = row["length"], {k: v for k, v in row.items() if k != "length"}
    end = None if length is None else row["started_on"] + timedelta(days=length)
    return {**rest, "ended_on": end}


def _visits(as_of: date) -> st.SearchStrategy[Row]:
    return st.fixed_dictionaries(
        {
            "happened_on": _days(as_of),
            "visit_type": _of(
                "Statutory visit", "Statutory visit", "CP visit", "CIN visit", "Looked-after visit",
                "Leaving care visit", "Private fostering visit", "Adoption visit", "Last seen",
                "STVC", "",
            ),
            "mode": _of("in_person", "in_person", "video", "phone", None),
            "mode_reason": _of("", "Covid isolation", "their own choice"),
            "outcome": _of("visit", "visit", "visit", "attempt", None),
            "seen": _of(True, True, None, False),
            "seen_alone": FLAG,
            "alone_reason": _of("", "", "a baby"),
        }
    )  # fmt: skip


def _plans(as_of: date) -> st.SearchStrategy[Row]:
    day = _days(as_of, empty=True)
    kinds = _of("CP", "CIN", "PEP", "EHC", "pathway", "care")
    rows = _period(
        as_of,
        plan_type=kinds,
        reviewed_on=day,
        requested_on=day,
        agreed=FLAG,
        unknown=st.booleans(),
    )
    return rows.map(_without_start)


def _without_start(row: Row) -> Row:
    """An EHC or pathway plan may stand in the extract by its review alone."""
    unknown = row["unknown"] and row["plan_type"] in ("EHC", "pathway")
    rest = {k: v for k, v in row.items() if k != "unknown"}
    return {**rest, "started_on": None} if unknown else rest


def _placements(as_of: date) -> st.SearchStrategy[Row]:
    arrangement = _of(
        None, None, None, "long_term_foster", "with_parents_unassessed", "connected_temporary",
        "with_parents_interim_order", "with_parents_full_order", "placed_for_adoption",
        "short_breaks",
    )  # fmt: skip
    return _period(
        as_of,
        arrangement=arrangement,
        placement_code=_of("U6", "U4", "P1", "K2", None),
        until_18=FLAG,
        children_home=_of(True, False),
        in_england=FLAG,
        setting_id=_of("S1", "S2", ""),
    )


TABLES: Mapping[str, Callable[[date], st.SearchStrategy[Row]]] = {
    "visits": _visits,
    "plans": _plans,
    "placements": _placements,
    "episodes": lambda d: _period(
        d, kind=_of("CP", "CIN", "CLA", "CL", "private_fostering", "placed_for_adoption")
    ),
    "legal_statuses": lambda d: _period(d, legal_status=_of("C1", "C2: Full", "V2", "E1")),
    "reviews": lambda d: st.fixed_dictionaries(
        {
            "held_on": _days(d, empty=True),
            "review_type": _of(
                "Core group",
                "Review child protection conference",
                "Looked-after review",
                "CIN review",
                "PEP review",
                "EHC annual review",
                "Pathway plan review",
                "Adoption review",
                "Other review",
            ),
        }
    ),
    "assessments": lambda d: st.fixed_dictionaries(
        {
            "assessment_type": _of("Child and family assessment", "Early help assessment", ""),
            "started_on": _days(d),
            "referred_on": _days(d, empty=True),
            "authorised_on": _days(d, empty=True),
        }
    ),
    "supervisions": lambda d: st.fixed_dictionaries(
        {
            "held_on": _days(d),
            "recorded_on": _days(d, empty=True),
            "kind": _of("supervision", "management oversight"),
        }
    ),
    "health": lambda d: st.fixed_dictionaries(
        {
            "kind": _of("Initial health assessment", "Review health assessment", "Dental check"),
            "held_on": _days(d, empty=True),
            "outcome": _of(None, "held", "refused", "not_attended"),
        }
    ),
    "missing": lambda d: st.fixed_dictionaries(
        {
            "ended_at": _days(d, empty=True),
            "interview_offered_on": _days(d, empty=True),
            "interview_held_on": _days(d, empty=True),
            "interview_accepted": FLAG,
        }
    ),
    "referrals": lambda d: st.fixed_dictionaries(
        {"received_on": _days(d), "decided_on": _days(d, empty=True)}
    ),
    "enquiries": lambda d: st.fixed_dictionaries(
        {
            "started_on": _days(d),
            "ended_on": _days(d, empty=True),
            "conference_on": _days(d, empty=True),
            "conference_unneeded": FLAG,
        }
    ),
    "leavers": lambda d: st.fixed_dictionaries(
        {
            "eligible_on": _days(d, empty=True),
            "moved_on": _days(d, empty=True),
            "adviser_wanted": FLAG,
        }
    ),
}
MOST = {"visits": 6, "reviews": 4, "supervisions": 4, "leavers": 1}


def _cases(as_of: date) -> st.SearchStrategy[Row]:
    born = st.integers(-60, 23 * 365).map(lambda n: as_of - timedelta(days=n))
    return st.fixed_dictionaries(
        {
            "stratum": _of(*STRATA),
            "date_of_birth": st.none() | born,
            "opened_on": _days(as_of, empty=True),
            "closed_on": st.none() | st.none() | _days(as_of),
            "allocated_worker_id": _of("w1", "w2", ""),
        }
    )


@st.composite
def worlds(draw: st.DrawFn, size: int = 3) -> tuple[dict[str, list[Row]], Window, date | None]:
    """Some children with rows in every table, a window, and the day on which visits begin."""
    window = draw(st.sampled_from(WINDOWS))
    world: dict[str, list[Row]] = {"cases": [], **{name: [] for name in TABLES}}
    world["workers"] = [{"worker_id": "w1", "newly_qualified": True}]
    month = draw(st.sampled_from([f"{window.end:%Y-%m}", f"{window.start:%Y-%m}"]))
    seen = draw(_days(window.end, empty=True))
    world["reg44"] = [{"setting_id": "S1", "month": month, "visited_on": seen}]
    for number in range(size):
        one = {"child_id": f"c{number}"}
        world["cases"].append({**one, **draw(_cases(window.end))})
        for name, rows in TABLES.items():
            listed = draw(st.lists(rows(window.end), max_size=MOST.get(name, 2)))
            world[name] += [{**one, **row} for row in listed]
    since = draw(st.none() | st.integers(-540, 0).map(lambda n: window.end + timedelta(days=n)))
    return world, window, since
