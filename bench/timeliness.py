"""Timeliness against DuckDB's bare gap query on the same events, in memory for both.

One rule over 5 million events of 100,000 children: which children went more than 28 days without a
visit in 183 days, those never visited and the gap still open included. Then every rule for a large
council (10,000 open cases, 800,000 events) against ten such queries on those events. DuckDB is
given integers, in order, with the children beside them; it is asked for a number a child, where
the kernel gives verdict, due day, days over, version and reason.
"""

from collections.abc import Callable
from functools import partial
from typing import Any

import duckdb
import numpy as np
import polars as pl

from bench.council import council
from bench.timing import Comparison
from stocktake.core.periods import Window
from stocktake.indicators import national
from stocktake.indicators.domain import rows
from stocktake.indicators.domain.coverage import Coverage, Told
from stocktake.indicators.domain.kernel import judge
from stocktake.indicators.domain.rules import Pace, Rule, Version
from stocktake.indicators.domain.spans import FAR, Days, Span, day_of
from stocktake.indicators.domain.vocabulary import State
from stocktake.indicators.domain.walking import Events, Over, Spells, walk
from stocktake.indicators.domain.whole import settled

LIMIT, START, END = 28, 20_182, 20_364  # 183 days, both included
GAPS = f"""
with inside as (select child, day from events where day between {START} and {END}),
     gaps as (
       select child, day - coalesce(lag(day) over visits, {START}) as before,
              case when lead(day) over visits is null then {END} - day else 0 end as after
       from inside window visits as (partition by child order by day))
select child, coalesce(max(greatest(before, after)), {END - START}) as longest
from children left join gaps using (child) group by child
"""  # noqa: S608


def comparisons() -> list[Comparison]:
    """One rule on 5 million events; every rule on a large council."""
    return [_one_rule(5_000_000, 100_000), _every_rule(10_000)]


def _one_rule(events: int, children: int) -> Comparison:
    child, day = _visits(events, children)
    return Comparison(
        work=f"one gap rule over {events:,} events",
        peer="DuckDB's bare gap query",
        spared="due days, versions, days over and reasons",
        budget=1.0,
        ours=partial(_late, _rule(), child, day, children),
        theirs=partial(_slow, _loaded(child, day, children)),
        equal=lambda a, b: bool(np.array_equal(a, b)),
    )


def _visits(events: int, children: int) -> tuple[Days, Days]:
    """A year of visits, by child and day; every fiftieth child has none."""
    rng = np.random.default_rng(28)
    child = np.sort(rng.integers(0, children * 49 // 50, events)).astype(np.int32)
    day = rng.integers(END - 364, END + 1, events).astype(np.int32)
    order = np.lexsort((day, child))
    return child[order], day[order]


def _rule() -> Rule:
    every = Span.read(f"{LIMIT} days")
    pace = Pace(due=every, then_every=every)
    text = national.rules().of("cp-visit").versions[0]
    version = Version(
        valid_from=text.valid_from, authority="local", source="bench", mark="verified", pace=pace
    )
    return Rule(
        id="gap", label="gap", short="gap", population="children", trigger="open case",
        met_by="supervision", trigger_words="", met_words="", strata=(), versions=(version,),
    )  # fmt: skip


def _late(rule: Rule, child: Days, day: Days, children: int) -> Any:
    """Children with a gap over the limit: each is a spell from the window's first day on."""
    spells = Spells(
        child=np.arange(children, dtype=np.int32),
        start=np.full(children, START, dtype=np.int32),
        end=np.full(children, FAR, dtype=np.int32),
    )
    clocks = walk(rule, spells, Events(child=child, day=day), Told(), Over(start=START, as_of=END))
    return np.unique(clocks.child[clocks.state == State.OUT])


def _loaded(child: Days, day: Days, children: int) -> duckdb.DuckDBPyConnection:
    """Both tables in DuckDB's memory."""
    connection = duckdb.connect()
    frames = {
        "events": {"child": child, "day": day},
        "children": {"child": np.arange(children, dtype=np.int32)},
    }
    for name, columns in frames.items():
        connection.execute(f"create table {name} ({', '.join(f'{c} integer' for c in columns)})")
        connection.register("given", columns)
        connection.execute(f"insert into {name} select * from given")  # noqa: S608
        connection.unregister("given")
    return connection


def _slow(connection: duckdb.DuckDBPyConnection) -> Any:
    found = connection.execute(GAPS).fetchnumpy()
    return np.sort(found["child"][found["longest"] > LIMIT]).astype(np.int32)


def _every_rule(cases: int) -> Comparison:
    """Equal answers first: the kernel on the council's visits as one gap rule, against the query."""
    tables = council(cases, as_of=day_of(END))
    visits = tables["visits"]
    number: Callable[[str], Any] = lambda c: visits[c].to_numpy()  # noqa: E731
    child = visits["child_id"].str.slice(1).cast(pl.Int32).to_numpy()
    day = visits["happened_on"].to_physical().to_numpy()
    connection = _loaded(*_all_events(tables), cases)
    told = settled(Coverage(), tables, national.rules())
    window = Window(day_of(START), day_of(END))
    assert len(number("child_id")) == len(child)
    assert np.array_equal(_late(_rule(), child, day, cases), _slow(_loaded(child, day, cases)))
    return Comparison(
        work=f"every rule for {cases:,} open cases, {_count(tables):,} events",
        peer="ten bare DuckDB gap queries on the same events",
        spared="everything but one gap a child: plans, placements, working days, versions, reasons",
        budget=1.0,
        ours=partial(_judged, tables, window, told),
        theirs=partial(_ten, connection),
        equal=lambda a, b: a > cases and b == cases,
    )


def _judged(tables: dict[str, pl.DataFrame], window: Window, told: Coverage) -> int:
    judged = judge(tables, rules=national.rules(), window=window, coverage=told)
    return rows.verdicts(judged).height


def _ten(connection: duckdb.DuckDBPyConnection) -> int:
    for _ in range(9):
        connection.execute(GAPS).fetchnumpy()
    return len(connection.execute(GAPS).fetchnumpy()["child"])


def _all_events(tables: dict[str, pl.DataFrame]) -> tuple[Days, Days]:
    """Child and day of every event of every table, in order."""
    columns = {"visits": "happened_on", "supervisions": "held_on", "reviews": "held_on"}
    parts = [
        tables[t].select(child=pl.col("child_id").str.slice(1).cast(pl.Int32), day=c)
        for t, c in columns.items()
    ]
    both = pl.concat(parts).drop_nulls().sort("child", "day")
    return both["child"].to_numpy(), both["day"].to_physical().to_numpy()


def _count(tables: dict[str, pl.DataFrame]) -> int:
    return sum(tables[t].height for t in ("visits", "supervisions", "reviews"))
