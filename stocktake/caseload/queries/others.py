"""Other frames than the open cases: contacts and referrals, step-downs to early help, and cases
closed, each within a window, with the group, worker and team of the time.
"""

from collections.abc import Callable, Mapping

import polars as pl

from stocktake.caseload.domain.kinds import FrameKind
from stocktake.caseload.queries.tables import table
from stocktake.caseload.reading.adoption import adopted
from stocktake.caseload.reading.ssd_frame import OTHERS
from stocktake.core.periods import Window

# Advice and signposting take no child further into children's services.
NO_ACTION = r"(?i)no further action|^nfa$|\badvice\b|signpost"
SOON = 60  # days within which early help that follows a closure counts as a step-down
HANDED = 31  # days within which an involvement that ended is still that of the time
LATELY = 7  # days within which a period that ended says from which group a case closed
TOPS = ("CLA", "CP", "CIN", "CL", "EH")  # the group of a closed case, the first that ended lately
STAYS = ("CIN", "CP", "CLA", "CL")  # a period that goes on in one of these is no closure
Events = Callable[[str], pl.DataFrame]
EVENT = ("child_id", "happened_on", "stratum", "worker_id", "team")


def happenings(name: str, kind: FrameKind, window: Window) -> pl.DataFrame:
    """Each child once, by the latest event of the kind within the window (both days included):
    child_id, happened_on, stratum, worker_id and team, empty where the extract does not say.
    """
    events = _EVENTS[kind](name).filter(pl.col("happened_on").is_between(window.start, window.end))
    latest = events.sort(EVENT).unique("child_id", keep="last", maintain_order=True)
    return _with_worker(name, latest, kind).select(EVENT)


def adoptive(name: str) -> list[str]:
    """Children ever placed with adopters, or whose care ended in adoption: their records are no
    longer to be opened for a review without authority.
    """
    words = pl.col("placement_type").str.to_lowercase()
    placed = table(name, "placements").filter(words.str.contains("adopt", literal=True))
    needed = {t: table(name, t) for t in ("cases", "episodes", "placements")}
    return [*placed["child_id"], *adopted(needed)["child_id"]]


def _contacts(name: str) -> pl.DataFrame:
    rows = table(name, "contacts")
    none = pl.col("outcome").str.contains(NO_ACTION)
    return _received(rows, pl.when(none).then(True).when(pl.col("outcome") != "").then(False))


def _referrals(name: str) -> pl.DataFrame:
    outcome, nfa = pl.col("outcome"), pl.col("nfa")
    none = nfa.fill_null(False) | outcome.str.contains(NO_ACTION)
    further = (~nfa).fill_null(False) | (outcome != "")
    return _received(table(name, "referrals"), pl.when(none).then(True).when(further).then(False))


def _received(rows: pl.DataFrame, nothing: pl.Expr) -> pl.DataFrame:
    """`nothing`: whether no further action followed; null where the extract does not say."""
    who = [
        pl.col(c) if c in rows.columns else pl.lit("").alias(c)  # snapshots of an older form
        for c in ("worker_id", "team")
    ]
    stratum = pl.when(nothing).then(pl.lit("NFA")).when(~nothing).then(pl.lit("FA"))
    return rows.select(
        "child_id", *who, happened_on="received_on", stratum=stratum.otherwise(pl.lit("NK"))
    )


def _without_action(events: Events) -> Events:
    return lambda name: events(name).filter(pl.col("stratum") == "NFA")


def _closed(name: str) -> pl.DataFrame:
    """Closures of cases, and ends of being a child in need after which nothing higher goes on."""
    cases = table(name, "cases").select(
        "child_id", "stepped_to", stratum="stratum", happened_on="closed_on"
    )
    needs = table(name, "episodes").filter(pl.col("kind") == "CIN")
    periods = needs.select("child_id", "stepped_to", stratum=pl.lit(""), happened_on="ended_on")
    ends = pl.concat([cases, periods]).drop_nulls("happened_on")
    ends = ends.filter(~pl.col("stepped_to").is_in(STAYS).fill_null(False))
    return _from_group(
        name, ends.join(_going_on(name, ends), on=["child_id", "happened_on"], how="anti")
    )


def _going_on(name: str, ends: pl.DataFrame) -> pl.DataFrame:
    """Of these ends, those after which the child stayed with children's social care."""
    stays = pl.col("kind").is_in(STAYS)
    periods = table(name, "episodes").filter(stays).select("child_id", "started_on", "ended_on")
    now = table(name, "cases").filter(pl.col("in_frame") & pl.col("stratum").is_in(STAYS))
    held = now.select("child_id", started_on="opened_on", ended_on=pl.lit(None, pl.Date))
    both = ends.join(pl.concat([periods, held]), on="child_id")
    morrow = pl.col("happened_on") + pl.duration(days=1)
    begun = (pl.col("started_on") <= morrow).fill_null(True)
    return both.filter(begun & (pl.col("ended_on") > morrow).fill_null(True))


def _from_group(name: str, ends: pl.DataFrame) -> pl.DataFrame:
    """The group from which each case closed: as said, else the highest period that ended lately."""
    grouped = table(name, "episodes").filter(pl.col("kind").is_in(TOPS))
    periods = grouped.select("child_id", "kind", "ended_on")
    before = (pl.col("happened_on") - pl.col("ended_on")).dt.total_days()
    lately = ends.join(periods, on="child_id").filter(before.is_between(0, LATELY))
    rank = pl.col("group").replace_strict({g: n for n, g in enumerate(TOPS)})
    said = ends.filter(pl.col("stratum") != "").select(
        "child_id", "happened_on", group="stratum", rank=pl.lit(-1, pl.Int64)
    )
    found = lately.select("child_id", "happened_on", group="kind").with_columns(
        rank=rank.cast(pl.Int64)
    )
    other = ends.select(
        "child_id", "happened_on", group=pl.lit("CIN"), rank=pl.lit(len(TOPS), pl.Int64)
    )
    told = pl.concat([said, found, other]).sort("child_id", "happened_on", "rank", "group")
    first = told.unique(["child_id", "happened_on"], keep="first", maintain_order=True)
    nobody = {"worker_id": pl.lit(""), "team": pl.lit("")}
    down = ends.filter(pl.col("stepped_to") == "EH").select("child_id", "happened_on").unique()
    return first.select("child_id", "happened_on", stratum="group", **nobody).join(
        down.with_columns(stepped=True), on=["child_id", "happened_on"], how="left"
    )


def _step_downs(name: str) -> pl.DataFrame:
    """Closures said to step down to early help, or followed by early help that began soon after."""
    closed = _closed(name)
    helped = table(name, "episodes").filter(pl.col("kind") == "EH")
    held = table(name, "cases").filter(pl.col("in_frame") & (pl.col("stratum") == "EH"))
    help_ = pl.concat(
        [helped.select("child_id", began="started_on"), held.select("child_id", began="opened_on")]
    )
    began = closed.join(help_, on="child_id")
    days = (pl.col("began") - pl.col("happened_on")).dt.total_days()
    soon = began.filter(days.is_between(-SOON // 2, SOON)).select("child_id", "happened_on")
    pairs = pl.concat([closed.filter("stepped").select(soon.columns), soon])
    down = closed.join(pairs.unique(), on=pairs.columns, how="semi")
    return down.filter(pl.col("stratum") != "EH")


def _with_worker(name: str, events: pl.DataFrame, kind: FrameKind) -> pl.DataFrame:
    """Whoever the event names; else whoever was involved on its day or shortly before; of a case
    that ended else whoever held it last."""
    rows = events
    for who in (_involved(name, events), *([_holders(name)] if kind.ended else [])):
        rows = (
            rows.join(who, on="child_id", how="left", maintain_order="left")
            .with_columns(_or("worker_id", "their_id"), _or("team", "their_team"))
            .drop("their_id", "their_team")
        )
    return rows


def _or(column: str, other: str) -> pl.Expr:
    own = pl.col(column)
    return pl.when(own != "").then(own).otherwise(pl.col(other).fill_null("")).alias(column)


def _involved(name: str, events: pl.DataFrame) -> pl.DataFrame:
    """The involvement that began last of those that ran on the day or ended shortly before."""
    known = table(name, "involvements").filter(~pl.col("role").str.contains(OTHERS))
    both = known.join(events.select("child_id", "happened_on"), on="child_id")
    since = pl.col("happened_on") - pl.duration(days=HANDED)
    ran = (pl.col("ended_on") >= since).fill_null(True)
    theirs = both.filter((pl.col("started_on") <= pl.col("happened_on")) & ran)
    last = theirs.sort("child_id", "started_on", "worker_id").unique("child_id", keep="last")
    return last.select("child_id", their_id="worker_id", their_team="team")


def _holders(name: str) -> pl.DataFrame:
    return table(name, "cases").select(
        "child_id", their_id="allocated_worker_id", their_team="allocated_team"
    )


_EVENTS: Mapping[FrameKind, Events] = {
    FrameKind.CONTACTS: _contacts,
    FrameKind.CONTACTS_NFA: _without_action(_contacts),
    FrameKind.REFERRALS: _referrals,
    FrameKind.REFERRALS_NFA: _without_action(_referrals),
    FrameKind.STEP_DOWNS: _step_downs,
    FrameKind.CLOSED: _closed,
}
