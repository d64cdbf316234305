"""The lists of an Annex A workbook: sifted, and made into the tables of a snapshot."""

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import polars as pl

from stocktake.caseload.domain.frame import ADULT
from stocktake.caseload.domain.mapping import Match
from stocktake.caseload.domain.said import Said
from stocktake.caseload.domain.tables import BY_NAME, TABLES
from stocktake.caseload.reading import annex_coverage, annex_events, annex_frame, sifting
from stocktake.caseload.reading.checking import (
    Base,
    Checked,
    Known,
    ListCount,
    Sifted,
    counted,
    empty,
    in_shape,
    notices_of,
    plain_rows,
    sift_part,
    used,
)
from stocktake.caseload.reading.coverage import of_columns
from stocktake.caseload.reading.matching import Extract, Part

Matches = Mapping[str, tuple[Match, ...]]
Lists = Mapping[str, pl.DataFrame]
SIFTERS = 2


def checked(extract: Extract, said: Said, as_of: date, base: Base | None = None) -> Checked:
    """Sift every list, give each child one stratum, and gather what the lists tell of dates."""
    matches = extract.matches(said)
    sifted = _sifted(extract, matches, said, as_of, base)
    own = {name: plain_rows(s) for name, s in sifted.items() if s.table.mapped}
    lists = _joined(own, base)
    cases, odd = annex_frame.cases(lists, as_of)
    told = annex_events.tables(lists)
    held = {**(base.columns if base else {}), **of_columns(used(matches))}
    questions = _questions(sifted, own, odd, base)
    return Checked(
        layout=extract.layout.key,
        as_of=as_of,
        tables=_tables(cases, told),
        lists=_counts(extract, sifted, questions),
        rejected=pl.concat([sifting.none(), *(s.rejected for s in sifted.values())]),
        questions=questions,
        said=Said(tables=said.tables, columns=used(matches), values=said.values),
        coverage=annex_coverage.of_lists(held, told, as_of),
        unused=extract.unused,
        notices=(*notices_of(extract, matches, sifted.values()), *_notices(lists, held)),
        unknown=tuple(u for s in sifted.values() for u in s.unknown),
        returned=tuple(s.returned for s in sifted.values() if s.returned),
        parts=lists,
        joined_to=base.snapshot if base else "",
    )


def _sifted(
    extract: Extract, matches: Matches, said: Said, as_of: date, base: Base | None
) -> dict[str, Sifted]:
    def one(part: Part) -> Sifted:
        table = extract.layout.table(part.table)
        if not table.mapped:  # about adoption: counted, never joined to a child of another list
            return counted(part, table)
        known = Known(standing=base.tables.get(table.name) if base else None)
        values = said.values.get(table.name, {})
        found = matches[table.name]
        return sift_part(part, table, found, as_of=as_of, values=values, known=known)

    with ThreadPoolExecutor(SIFTERS) as pool:
        return {s.table.name: s for s in pool.map(one, extract.parts)}


def _joined(own: Lists, base: Base | None) -> dict[str, pl.DataFrame]:
    if base is None:
        return dict(own)
    names = [*base.tables, *(n for n in own if n not in base.tables)]
    return {n: pl.concat([f[n] for f in (base.tables, own) if n in f]) for n in names}


def _tables(cases: pl.DataFrame, told: Mapping[str, pl.DataFrame]) -> dict[str, pl.DataFrame]:
    tables = {t.name: empty(t.name) for t in TABLES}
    tables |= {name: in_shape(frame, BY_NAME[name]) for name, frame in told.items()}
    tables["cases"] = in_shape(cases, BY_NAME["cases"], "in_frame")
    return tables


def _questions(
    sifted: Mapping[str, Sifted], own: Lists, odd: pl.DataFrame, base: Base | None
) -> pl.DataFrame:
    """Asked of the rows of this source; what was asked of earlier ones is asked still."""
    asked = [*(s.questions for s in sifted.values()), *_doubts(own)]
    if base is None:
        return pl.concat([sifting.none(), *asked, odd]).sort("list", "row")
    new = own["6"]["child_id"] if "6" in own else pl.Series([], dtype=pl.String)
    return pl.concat([base.questions, *asked, odd.filter(pl.col("child_id").is_in(new.implode()))])


def _counts(
    extract: Extract, sifted: Mapping[str, Sifted], questions: pl.DataFrame
) -> tuple[ListCount, ...]:
    """Every list, also those that the source does not have: they have no rows."""
    asked = dict(questions.group_by("list").agg(pl.col("row").n_unique()).iter_rows())
    found = []
    for table in extract.layout.tables:
        s = sifted.get(table.name)
        c = s.count if s else ListCount.of_nothing(table)
        found.append(
            ListCount(
                list=c.list, title=c.title, rows=c.rows, accepted=c.accepted,
                rejected=c.rejected, questioned=asked.get(table.name, 0),
            )
        )  # fmt: skip
    return tuple(found)


def _doubts(lists: Lists) -> list[pl.DataFrame]:
    """Rows that stand but should be looked at: adults among children."""
    adult = "Somebody of 18 or over is not a child in need, protected or looked after."
    found = []
    for name in ("6", "7", "8"):
        if name in lists:
            table = annex_frame.table(name)
            wrong = pl.col("age") >= ADULT
            check = sifting.Check(column=table.column("age"), wrong=wrong, reason=adult)
            found.append(sifting.sift(lists[name], [check], table=table)[1])
    return found


def _notices(lists: Lists, held: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    return (*_never_ending(lists, held), *_ended(lists), *_nearly_alike(lists))


def _never_ending(lists: Lists, held: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Without the column of ends every row is open, and the frame holds what closed long ago."""
    ends = {"2": "ended_on", "6": "closed_on", "7": "ended_on", "8": "ceased_on"}
    without = [n for n, c in ends.items() if n in lists and lists[n].height and c not in held[n]]
    return tuple(
        f"No column of list {n} was taken for “{annex_frame.table(n).column(ends[n]).label}”, so "
        "every row of it counts as open. Say which column it is, if there is one."
        for n in without
    )


def _ended(lists: Lists) -> tuple[str, ...]:
    if "2" not in lists:
        return ()
    ended = lists["2"].filter(pl.col("ended_on").is_not_null()).height
    if not ended:
        return ()
    return (
        f"{ended} of {lists['2'].height} rows of list 2 have a completion date and count as ended. "
        "If help goes on, leave the date empty at the source.",
    )


def _nearly_alike(lists: Lists) -> tuple[str, ...]:
    """A spreadsheet that takes an identifier for a number makes two children of one."""
    if not lists:
        return ()
    ids = pl.concat([rows.select("child_id") for rows in lists.values()]).unique()
    bare = pl.col("child_id").str.strip_chars_start("0").str.to_lowercase()
    alike = ids.group_by(bare.alias("bare")).agg(pl.col("child_id").sort())
    alike = alike.filter(pl.col("child_id").list.len() > 1).sort("bare")
    if alike.is_empty():
        return ()
    first, second = alike["child_id"][0][:2]
    count = "1 child has" if alike.height == 1 else f"{alike.height} children have"
    return (
        f"{count} identifiers that differ only by leading zeros or capital letters, such as "
        f"{first} and {second}. They count as different children: mend them at the source.",
    )
