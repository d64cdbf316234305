"""Times of discussions: everybody free, nobody in two places, room made where one visit can move."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import combinations, product

from hypothesis import given, settings
from hypothesis import strategies as st

from stocktake.rounds.domain.timetable import STEP, Span, Visit, timetable

MONDAY = datetime(2026, 10, 26, 9, 0, tzinfo=UTC)
Open = dict[str, list[Span]]


def span(day: int, start: int, end: int) -> Span:
    """Half hours of a day, counted from nine."""
    first = MONDAY + timedelta(days=day)
    return Span(start=first + start * STEP, end=first + end * STEP)


@st.composite
def plans(draw: st.DrawFn) -> tuple[list[Visit], Open, Open]:
    people = [f"reviewer{i}" for i in range(2)] + [f"worker{i}" for i in range(3)]
    hours = st.tuples(st.integers(0, 2), st.integers(0, 4), st.integers(1, 4)).map(
        lambda t: span(t[0], t[1], t[1] + t[2])
    )
    open_ = {p: draw(st.lists(hours, max_size=2)) for p in people[:4]}
    busy = {p: draw(st.lists(hours, max_size=1)) for p in people}
    visits = [
        Visit(
            id=f"v{n}",
            people=(draw(st.sampled_from(people[:2])), draw(st.sampled_from(people[2:]))),
            minutes=draw(st.sampled_from((30, 45, 60, 90))),
        )
        for n in range(draw(st.integers(0, 4)))
    ]
    return visits, open_, busy


def wrong(visits: Sequence[Visit], open_: Open, busy: Open, found: dict[str, Sequence[datetime]]) -> list[str]:  # fmt: skip
    """What breaks a rule: outside somebody's times, in what they have, or two at once."""
    held = [(v, v.at(start)) for v in visits for start in found[v.id]]
    told = []
    for visit, taken in held:
        for person in visit.people:
            theirs = open_.get(person)
            minutes = {taken.start + i * STEP for i in range(-(-(taken.end - taken.start) // STEP))}
            free = {m for m in minutes for s in theirs or () if s.start <= m and m + STEP <= s.end}
            if theirs is not None and free != minutes:
                told.append(f"{visit.id}: {person} cannot be met then")
            if any(taken.meets(s) for s in busy.get(person, ())):
                told.append(f"{visit.id}: {person} is busy then")
    for (one, a), (other, b) in combinations(held, 2):
        if a.meets(b) and {*one.people} & {*other.people}:
            told.append(f"{one.id} and {other.id} meet")
    return told


@settings(max_examples=150, deadline=None)
@given(plans(), st.integers(1, 3))
def test_everybody_is_free_at_every_time_and_nobody_is_in_two_places(
    plan: tuple[list[Visit], Open, Open], times: int
) -> None:
    visits, open_, busy = plan
    found = timetable(visits, open_=open_, busy=busy, times=times)
    assert wrong(visits, open_, busy, found) == []
    assert all(len(found[v.id]) <= times for v in visits)


def test_the_check_above_sees_two_at_once() -> None:
    visits = [Visit(id=i, people=("r", "w"), minutes=60) for i in "ab"]
    found = {"a": [MONDAY], "b": [MONDAY + STEP]}
    assert wrong(visits, {"r": [span(0, 0, 8)]}, {}, found) == ["a and b meet"]


@settings(max_examples=80, deadline=None)
@given(plans())
def test_a_visit_is_left_without_a_time_only_where_the_fullest_plan_leaves_one_too(
    plan: tuple[list[Visit], Open, Open],
) -> None:
    """Against every plan there is, of visits of one length: at most one visit fewer."""
    visits = [Visit(id=v.id, people=v.people, minutes=30) for v in plan[0]]
    _, open_, busy = plan
    found = timetable(visits, open_=open_, busy=busy)
    alone = [timetable([v], open_=open_, busy=busy, times=40)[v.id] for v in visits]
    every = product(*([(), *((t,) for t in times)] for times in alone))
    best = max(
        sum(map(len, one))
        for one in every
        if not wrong(visits, open_, busy, dict(zip((v.id for v in visits), one, strict=True)))
    )
    assert sum(map(len, found.values())) >= best - 1


def test_one_visit_moves_out_of_the_way_of_another() -> None:
    """A can be met only at nine; B came first in the alphabet of need and can wait."""
    visits = [Visit(id="a", people=("r", "wa"), minutes=60), Visit(id="b", people=("r", "wb"), minutes=60)]  # fmt: skip
    open_ = {"r": [span(0, 0, 4)], "wa": [span(0, 0, 3)], "wb": [span(0, 1, 4)]}
    found = timetable(visits, open_=open_)
    assert (found["a"], found["b"]) == ((MONDAY,), (MONDAY + 2 * STEP,))


def test_second_times_are_on_another_day_where_that_can_be() -> None:
    visits = [Visit(id="a", people=("r", "w"), minutes=60)]
    found = timetable(visits, open_={"r": [span(0, 0, 8), span(1, 0, 8)]}, times=2)
    assert [t.day for t in found["a"]] == [26, 27]


def test_who_gave_no_times_is_met_when_the_others_can() -> None:
    visits = [Visit(id="a", people=("r", "w"), minutes=45)]
    assert timetable(visits, open_={"r": [span(0, 2, 4)]})["a"] == (MONDAY + 2 * STEP,)
    assert timetable(visits, open_={})["a"] == ()
