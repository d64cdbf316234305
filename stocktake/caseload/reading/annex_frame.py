"""The frame of an Annex A workbook: one row and one stratum for each child."""

from collections.abc import Mapping
from datetime import date

import polars as pl

from stocktake.caseload.domain.annex_a import LISTS
from stocktake.caseload.domain.frame import ADULT, CLOSED, PRECEDENCE, STATUS, Lists, question_of
from stocktake.caseload.domain.tables import Table
from stocktake.caseload.reading import sifting
from stocktake.caseload.reading.folder import age_on
from stocktake.core.strata import Stratum

# Where facts about the person come from, the list nearest to the child's present case first.
ORDER = ("8", "7", "6", "9", "2", "4", "5", "3", "1")
FACTS = (
    "sex", "ethnicity", "date_of_birth", "age", "disability", "need", "allocated_team",
    "allocated_worker", "household_id",
)  # fmt: skip
OPENED = {"2": "started_on", "6": "opened_on", "7": "started_on", "8": "started_on"}


def table(name: str) -> Table:
    return next(t for t in LISTS if t.name == name)


def cases(lists: Mapping[str, pl.DataFrame], as_of: date) -> tuple[pl.DataFrame, pl.DataFrame]:
    """(every child of lists 1 to 9 with their stratum, if any, the questions about it)."""
    facts = _facts(lists)
    if facts.is_empty():
        return _shaped(facts), sifting.none()
    facts = facts.with_columns(age=pl.coalesce("age", age_on(as_of)))
    said = _said(lists, facts)
    stratum = pl.coalesce(pl.when(name).then(pl.lit(s.value)) for name, s in PRECEDENCE)
    framed = said.with_columns(stratum=stratum.fill_null(""), in_frame=stratum.is_not_null())
    adviser = _advisers(lists)
    framed = framed.join(adviser, on="child_id", how="left", maintain_order="left")
    framed = framed.with_columns(
        allocated_worker=pl.when((pl.col("stratum") == "CL") & (pl.col("adviser") != ""))
        .then("adviser")
        .otherwise("allocated_worker")
    )
    return _shaped(framed), _questions(lists, said)


def worker_key(name: pl.Expr) -> pl.Expr:
    """Annex A gives no worker ids: the name stands in, so that a spread over workers works."""
    plain = name.str.to_lowercase().str.replace_all(r"\s+", " ")
    return pl.when(plain == "").then(pl.lit("")).otherwise(pl.lit("name:") + plain)


def yes(said: pl.Expr) -> pl.Expr:
    """ "Yes" and "No" as true and false; "Unknown" and nothing as neither."""
    return pl.when(said == "Yes").then(True).when(said == "No").then(False)


def _facts(lists: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """For each child the first filled value of every fact, by ORDER, then by row."""
    stacked = [
        lists[name].select(
            "child_id",
            *(c for c in FACTS if c in lists[name].columns),
            opened_on=pl.col(OPENED[name]) if name in OPENED else pl.lit(None, pl.Date),
        )
        for name in ORDER
        if name in lists and not lists[name].is_empty()
    ]
    if not stacked:
        return pl.DataFrame(schema={"child_id": pl.String})
    together = pl.concat(stacked, how="diagonal")
    values = [c for c in together.columns if c != "child_id"]
    text = [c for c in values if together.schema[c] == pl.String]
    blank = together.with_columns(pl.when(pl.col(c) != "").then(pl.col(c)).alias(c) for c in text)
    return blank.group_by("child_id", maintain_order=True).agg(
        pl.col(c).drop_nulls().first() for c in values
    )


def _said(lists: Mapping[str, pl.DataFrame], facts: pl.DataFrame) -> pl.DataFrame:
    """The facts with what `Lists` says of each child, as columns."""
    said = facts.join(_status(lists), on="child_id", how="left", maintain_order="left")
    by_status = pl.col("status").replace_strict(STATUS, default="", return_dtype=pl.String)
    said = said.with_columns(
        pl.col("status").fill_null(""),
        plan_open=_among(lists, "7", "ended_on"),
        in_care=_among(lists, "8", "ceased_on"),
        early_help=_among(lists, "2", "ended_on"),
        care_leaver=_among(lists, "9"),
        by_status=by_status.fill_null(""),
    )
    return said.with_columns(
        adult_leaver=pl.col("care_leaver") & (pl.col("age") >= ADULT).fill_null(False),
        looked_after=pl.col("in_care") | (pl.col("by_status") == Stratum.CLA.value),
        protected=pl.col("plan_open") | (pl.col("by_status") == Stratum.CP.value),
        in_need=pl.col("by_status") == Stratum.CIN.value,
    )


def _status(lists: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Each child's status on list 6: of the open episode that started last, else closed."""
    if "6" not in lists:
        return pl.DataFrame(schema={"child_id": pl.String, "status": pl.String})
    closed = pl.col("closed_on").is_not_null() | (pl.col("case_status") == CLOSED)
    rows = lists["6"].select(
        "child_id",
        "opened_on",
        status=pl.when(closed).then(pl.lit(CLOSED)).otherwise("case_status"),
        shut=closed,
    )
    rows = rows.sort(["shut", "opened_on"], descending=[True, False])
    return rows.unique("child_id", keep="last").select("child_id", "status")


def _among(lists: Mapping[str, pl.DataFrame], name: str, end: str | None = None) -> pl.Expr:
    """Whether the child has a row on the list, one that has not ended where `end` is given."""
    if name not in lists:
        return pl.lit(False)
    rows = lists[name].filter(pl.col(end).is_null()) if end else lists[name]
    return pl.col("child_id").is_in(rows["child_id"].unique().implode())


def _advisers(lists: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Care leavers often have an adviser and no social worker."""
    if "9" not in lists:
        return pl.DataFrame(schema={"child_id": pl.String, "adviser": pl.String})
    return lists["9"].select("child_id", "adviser").unique("child_id", keep="first")


def _shaped(framed: pl.DataFrame) -> pl.DataFrame:
    if framed.is_empty():
        return pl.DataFrame(schema={"child_id": pl.String, "in_frame": pl.Boolean})
    text = [c for c in framed.columns if framed.schema[c] == pl.String]
    framed = framed.with_columns(pl.col(text).fill_null(""))
    return framed.with_columns(
        case_ref=pl.col("child_id"),
        allocated_worker_id=worker_key(pl.col("allocated_worker")),
        restricted=pl.lit(False),
        in_complaint=pl.lit(False),
    )


def _questions(lists: Mapping[str, pl.DataFrame], said: pl.DataFrame) -> pl.DataFrame:
    """One line on list 6 for every child on whom the lists disagree."""
    names = ("status", "plan_open", "in_care", "care_leaver", "early_help")
    kinds = said.select(names).unique()
    asked = [question_of(Lists(**row)) for row in kinds.iter_rows(named=True)]
    reasons = kinds.with_columns(reason=pl.Series(asked, dtype=pl.String)).drop_nulls("reason")
    if "6" not in lists or reasons.is_empty():
        return sifting.none()
    who = said.select("child_id", *names).join(reasons, on=names).select("child_id", "reason")
    first = lists["6"].unique("child_id", keep="first", maintain_order=True)
    rows = first.join(who, on="child_id", maintain_order="left")
    check = sifting.Check(
        column=table("6").column("case_status"), wrong=pl.lit(True), reason=pl.col("reason")
    )
    return sifting.sift(rows, [check], table=table("6"))[1]
