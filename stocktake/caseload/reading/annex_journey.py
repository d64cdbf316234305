"""What the lists of Annex A tell of a child's way: contact, referral, enquiry, and periods of help."""

from collections.abc import Mapping

import polars as pl

from stocktake.caseload.reading.annex_frame import worker_key, yes

Lists = Mapping[str, pl.DataFrame]
Made = dict[str, list[pl.DataFrame | None]]
# list -> kind of period, its first and last day, why it ended
PERIODS = {
    "2": ("EH", "started_on", "ended_on", None),
    "6": ("CIN", "opened_on", "closed_on", "closure_reason"),
    "7": ("CP", "started_on", "ended_on", None),
    "8": ("CLA", "started_on", "ceased_on", "ceased_reason"),
}


def made(lists: Lists) -> Made:
    """Tables of the contract, None where the list is not there."""
    return {
        "contacts": [_contacts(lists.get("1"))],
        "referrals": [_referrals(lists.get("3"))],
        "enquiries": [_enquiries(lists.get("5"))],
        "episodes": [_periods(lists, name) for name in PERIODS],
        "legal_statuses": [_legal(lists.get("8"))],
        "health": [
            _health(lists.get("8"), "health_on", "Health assessment"),
            _health(lists.get("8"), "dental_on", "Dental check"),
        ],
        "leavers": [_leavers(lists.get("9"))],
    }


def _contacts(rows: pl.DataFrame | None) -> pl.DataFrame | None:
    return None if rows is None else rows.select("child_id", "source", received_on="contact_on")


def _referrals(rows: pl.DataFrame | None) -> pl.DataFrame | None:
    if rows is None:
        return None
    return rows.select(
        "child_id",
        "source",
        received_on="referred_on",
        nfa=yes(pl.col("nfa")),
        outcome=pl.when(pl.col("nfa") == "Yes").then(pl.lit("No further action")),
        team="allocated_team",
        worker_id=worker_key(pl.col("allocated_worker")),
    )


def _enquiries(rows: pl.DataFrame | None) -> pl.DataFrame | None:
    if rows is None:
        return None
    return rows.select(
        "child_id",
        "started_on",
        "conference_on",
        conference_unneeded=yes(pl.col("unneeded")),
        plan_made=yes(pl.col("plan")),
        team="allocated_team",
        worker_id=worker_key(pl.col("allocated_worker")),
    )


def _periods(lists: Lists, name: str) -> pl.DataFrame | None:
    if name not in lists:
        return None
    kind, start, end, why = PERIODS[name]
    return lists[name].select(
        "child_id",
        kind=pl.lit(kind),
        started_on=start,
        ended_on=end,
        end_reason=pl.col(why) if why else pl.lit(""),
    )


def _legal(rows: pl.DataFrame | None) -> pl.DataFrame | None:
    if rows is None:
        return None
    known = rows.filter(pl.col("legal_on").is_not_null() & (pl.col("legal_status") != ""))
    return known.select("child_id", "legal_status", started_on="legal_on", ended_on="ceased_on")


def _health(rows: pl.DataFrame | None, column: str, kind: str) -> pl.DataFrame | None:
    if rows is None:
        return None
    held = rows.filter(pl.col(column).is_not_null())
    return held.select("child_id", kind=pl.lit(kind), held_on=column)


def _leavers(rows: pl.DataFrame | None) -> pl.DataFrame | None:
    if rows is None:
        return None
    said = ("eligibility", "adviser", "in_touch", "accommodation", "suitability", "activity")
    return rows.select("child_id", *said, adviser_id=worker_key(pl.col("adviser")))
