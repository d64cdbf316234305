"""An invented large council for the bench: open cases in five strata with a year of events."""

from datetime import date

import numpy as np
import polars as pl

from stocktake.indicators.domain.spans import Days, number

STRATA = ("EH", "CIN", "CP", "CLA", "CL")
SHARES = (0.2, 0.4, 0.1, 0.2, 0.1)
EVENTS = 80  # for each case, in the year
KINDS = {
    "EH": "Early help visit", "CIN": "CIN visit", "CP": "CP visit", "CLA": "Looked-after visit",
    "CL": "Leaving care visit",
}  # fmt: skip
REVIEWS = {
    "EH": "Team around the family", "CIN": "CIN review", "CP": "Core group",
    "CLA": "Looked-after review", "CL": "Pathway plan review",
}  # fmt: skip


def council(cases: int, *, as_of: date) -> dict[str, pl.DataFrame]:
    """Tables as a snapshot keeps them, sorted by child and then date; half are visits."""
    rng, end = np.random.default_rng(7), number(as_of)
    ids = pl.Series([f"C{n:07}" for n in range(cases)])
    stratum = rng.choice(len(STRATA), cases, p=SHARES)
    opened = (end - rng.integers(30, 900, cases)).astype(np.int32)
    tables = {"cases": _cases(rng, ids, stratum, opened, end)}
    for name, share in (("visits", 0.5), ("supervisions", 0.35), ("reviews", 0.15)):
        which = np.sort(rng.integers(0, cases * 49 // 50, int(cases * EVENTS * share)))
        day = (end - rng.integers(0, 365, len(which))).astype(np.int32)
        order = np.lexsort((day, which))
        tables[name] = _EVENTS[name](rng, ids, stratum, which[order], day[order])
    tables |= _standing(ids, stratum, opened)
    return tables


def _cases(
    rng: np.random.Generator, ids: pl.Series, stratum: Days, opened: Days, end: int
) -> pl.DataFrame:
    born = (end - rng.integers(0, 18 * 365, len(ids))).astype(np.int32)
    leaver = stratum == STRATA.index("CL")
    born[leaver] -= 365 * 4
    return pl.DataFrame(
        {
            "child_id": ids,
            "stratum": _words(STRATA, stratum),
            "date_of_birth": _dates(born),
            "opened_on": _dates(opened),
            "allocated_worker_id": pl.Series([f"w{n % 600}" for n in range(len(ids))]),
        }
    )


def _visits(
    rng: np.random.Generator, ids: pl.Series, stratum: Days, which: Days, day: Days
) -> pl.DataFrame:
    size = len(which)
    return pl.DataFrame(
        {
            "child_id": ids.gather(which),
            "happened_on": _dates(day),
            "recorded_on": _dates(day + rng.integers(0, 9, size).astype(np.int32)),
            "visit_type": _words([KINDS[s] for s in STRATA], stratum[which]),
            "mode": _words(("in_person", "in_person", "in_person", "video"), _any(rng, size, 4)),
            "mode_reason": pl.repeat("", size, dtype=pl.String, eager=True),
            "outcome": _words(("visit", "visit", "visit", "attempt"), _any(rng, size, 4)),
            "seen": pl.Series(_any(rng, size, 10) > 0),
            "seen_alone": pl.Series(_any(rng, size, 3) > 0),
        }
    )


def _supervisions(
    rng: np.random.Generator, ids: pl.Series, stratum: Days, which: Days, day: Days
) -> pl.DataFrame:
    kinds = ("supervision", "supervision", "management oversight")
    return pl.DataFrame(
        {
            "child_id": ids.gather(which),
            "held_on": _dates(day),
            "recorded_on": _dates(day + rng.integers(0, 12, len(which)).astype(np.int32)),
            "kind": _words(kinds, _any(rng, len(which), 3)),
        }
    )


def _reviews(
    rng: np.random.Generator, ids: pl.Series, stratum: Days, which: Days, day: Days
) -> pl.DataFrame:
    kinds = [REVIEWS[s] for s in STRATA]
    return pl.DataFrame(
        {
            "child_id": ids.gather(which),
            "review_type": _words(kinds, stratum[which]),
            "held_on": _dates(day),
        }
    )


def _standing(ids: pl.Series, stratum: Days, opened: Days) -> dict[str, pl.DataFrame]:
    """Plans of children in need and on a plan; placements and pathway plans."""
    plans = {"CIN": "CIN", "CP": "CP", "CL": "pathway"}
    kinds = pl.Series([plans.get(s, "") for s in STRATA]).gather(stratum)
    started = _dates(opened + 10)
    whole = pl.DataFrame(
        {"child_id": ids, "plan_type": kinds, "started_on": started, "ended_on": None},
        schema_overrides={"ended_on": pl.Date},
    )
    care = pl.Series(stratum == STRATA.index("CLA"))
    placements = whole.filter(care).select("child_id", "started_on", "ended_on")
    return {"plans": whole.filter(pl.col("plan_type") != ""), "placements": placements}


def _any(rng: np.random.Generator, size: int, below: int) -> Days:
    return rng.integers(0, below, size).astype(np.int32)


def _words(words: "tuple[str, ...] | list[str]", which: Days) -> pl.Series:
    return pl.Series(words).gather(which)


def _dates(days: Days) -> pl.Series:
    return pl.Series(days).cast(pl.Date)


_EVENTS = {"visits": _visits, "supervisions": _supervisions, "reviews": _reviews}
