"""The engine's three ways of judging a condition agree: one case, a table of cases, a search."""

from itertools import product
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stocktake.frameworks.domain.instrument import searching
from stocktake.frameworks.domain.instrument.combining import Table
from stocktake.frameworks.domain.instrument.counting import AMOUNTS, WORDS
from stocktake.frameworks.domain.instrument.domains import Unenumerable, Variable
from stocktake.frameworks.domain.instrument.enumerating import enumerated
from stocktake.frameworks.domain.instrument.grammar import Reader, condition
from stocktake.frameworks.domain.instrument.names import Place
from stocktake.frameworks.domain.instrument.rating import rate
from stocktake.frameworks.domain.instrument.truth import truth
from stocktake.frameworks.domain.instrument.words import said
from stocktake.frameworks.domain.reading import tie

FILE = """\
kind: instrument
key: small
title: Small
items:
  - id: "1"
    questions:
      - {id: A, ask: a, type: yes_no_na}
      - {id: B, ask: b, type: yes_no_na}
      - {id: C, ask: c, type: choice, options: [x, y, z]}
      - {id: N, ask: n, type: number, samples: [0, 1, 2, 3]}
      - {id: S, ask: s, type: scale, options: [low, mid, high]}
      - {id: T, ask: t, type: choices, options: [p, q]}
    rating:
      rules: [{gives: good, when: {A: yes}}]
"""
DONE = tie(FILE, file="f.yaml")
READ = Reader(DONE.names, WORDS, AMOUNTS, Place(item="1"))
VALUES: dict[str, tuple[Any, ...]] = {
    "1.A": ("yes", "no", "na"),
    "1.B": ("yes", "no", "na"),
    "1.C": ("x", "y", "z"),
    "1.N": (0, 1, 2, 3),
    "1.S": ("low", "mid", "high"),
    "1.T": (frozenset(), frozenset("p"), frozenset("q"), frozenset("pq")),
}
YES_NO = st.sampled_from(["yes", "no", "na", ["yes", "na"], ["no", "na"]])
LEAF = st.one_of(
    st.builds(lambda v: {"A": v}, YES_NO),
    st.builds(lambda v: {"B": v}, YES_NO),
    st.builds(lambda v: {"A": {"is_not": v}}, st.sampled_from(["yes", "no"])),
    st.builds(lambda v: {"C": v}, st.sampled_from(["x", "y", ["x", "z"]])),
    st.builds(lambda w, n: {"N": {w: n}}, st.sampled_from(["at_least", "less_than", "is"]), st.integers(0, 3)),
    st.builds(lambda w, v: {"S": {w: v}}, st.sampled_from(["at_least", "less_than"]), st.sampled_from(["low", "mid", "high"])),
    st.builds(lambda v: {"T": {"includes": v}}, st.sampled_from(["p", ["p", "q"]])),
    st.builds(lambda n: {"T": {"at_least": n}}, st.integers(0, 2)),
    st.builds(lambda n: {"compare": [{"add": ["N", 1]}, "more_than", n]}, st.integers(0, 4)),
    st.just({"A": {"same_as": "B"}}),
    st.builds(lambda n, v: {"count": {"of": ["A", "B"], "are": v, "at_least": n}}, st.integers(0, 2), YES_NO),
)  # fmt: skip
CONDITION = st.recursive(
    LEAF,
    lambda inner: st.one_of(
        st.builds(lambda of: {"all": of}, st.lists(inner, min_size=1, max_size=3)),
        st.builds(lambda of: {"any": of}, st.lists(inner, min_size=1, max_size=3)),
        st.builds(lambda of: {"not": of}, inner),
        st.builds(lambda of, n: {"count": {"of": of, "exactly": n}}, st.lists(inner, min_size=1, max_size=3), st.integers(0, 3)),
    ),
    max_leaves=6,
)  # fmt: skip
ROWS = [dict(zip(VALUES, chosen, strict=True)) for chosen in product(*VALUES.values())]


def table() -> Table:
    found = Table()
    for path, values in VALUES.items():
        found.grow(Variable(path, values), values, np.ones((found.rows, len(values)), dtype=bool))
    return found


WHOLE = table()


@given(CONDITION)
@settings(max_examples=60, deadline=None)
def test_a_table_of_cases_is_judged_as_each_case_is(raw: dict[str, Any]) -> None:
    read = condition(READ, raw, ())
    yes, no = WHOLE.hold(read)
    expected = [truth(read, row) for row in ROWS]
    assert yes.tolist() == [one is True for one in expected]
    assert no.tolist() == [one is False for one in expected]


@given(CONDITION, CONDITION)
@settings(max_examples=60, deadline=None)
def test_a_search_finds_an_example_exactly_where_there_is_one(one: Any, other: Any) -> None:
    both = [condition(READ, raw, ()) for raw in (one, other)]
    found = searching.example(DONE, *both)
    assert found is not None
    there = any(all(truth(c, row) for c in both) for row in ROWS)
    assert bool(found) == there
    if found:
        assert all(truth(c, found[0]) for c in both)


@given(CONDITION, st.sets(st.sampled_from(list(VALUES))))
@settings(max_examples=60, deadline=None)
def test_what_is_known_with_answers_missing_stays_so_once_they_are_given(
    raw: dict[str, Any], missing: set[str]
) -> None:
    read = condition(READ, raw, ())
    for row in ROWS[::37]:
        early = truth(read, {p: v for p, v in row.items() if p not in missing})
        assert early is None or early is truth(read, row)


@given(CONDITION)
@settings(max_examples=60, deadline=None)
def test_every_condition_has_words(raw: dict[str, Any]) -> None:
    words = said(condition(READ, raw, ()), "1")
    assert words
    assert "object at" not in words


def test_enumeration_and_rating_agree_on_every_combination() -> None:
    text = FILE.replace(
        "[{gives: good, when: {A: yes}}]",
        "[{gives: good, when: {A: yes, N: {more_than: 1}}}, {gives: poor, when: {any: [{A: no}, {B: no}]}}]\n"
        "      precedence: [poor, good]",
    )
    done = tie(text, file="f.yaml")
    found = enumerated(done, "1").every
    came = {"good": 0, "poor": 0, "no_rule": 0}
    for a, b, n in product(("yes", "no", "na"), ("yes", "no", "na"), (0, 1, 2, 3)):
        answers = {"A": a, "B": b, "C": "x", "N": n, "S": "low", "T": []}
        judged = rate(done, {"items": {"1": answers}}).judged["1"]
        came[judged.rating or judged.status] += 1
    assert found.combinations == 36
    assert came == {**found.ratings, "no_rule": found.no_rule}


def test_above_a_million_combinations_the_answer_is_a_plain_refusal() -> None:
    ids = [f"Q{i}" for i in range(13)]
    asked = "".join(f"      - {{id: {i}, ask: q, type: yes_no_na}}\n" for i in ids)
    text = (
        f"kind: instrument\nkey: k\ntitle: t\nitems:\n  - id: X\n    questions:\n{asked}"
        f"    rating: {{rules: [{{gives: good, when: {{every: {{of: [{', '.join(ids)}], are: yes}}}}}}]}}\n"
    )
    with pytest.raises(Unenumerable, match=r"more than 1,000,000 combinations .*1,594,323"):
        enumerated(tie(text, file="f.yaml"), "X")
    fewer = text.replace(
        "id: Q0, ask: q, type: yes_no_na", "id: Q0, ask: q, type: choice, options: [yes]"
    )
    assert enumerated(tie(fewer, file="f.yaml"), "X").every.combinations == 531_441
