"""The quality-assurance framework and the programme under it: drafted, adopted, laid out, taken up."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stocktake.core.capacity import Capacity
from stocktake.core.thread import NotTheirs, Person, Refused
from stocktake.record.queries import entries_about, entries_of
from stocktake.rounds import acts, queries
from stocktake.rounds.domain.programme import OFTEN, Activity, laid_out, year_of
from tests.cast import AT, make_person, sign_in

AUDIT = Activity(kind="quarterly audit", what="Visits and plans", a_year=4, by="The firm", cases=27)
WIDE = Activity(kind="stocktake", what="All of practice", a_year=1, by="The chair", cases=27)
AGAIN = Activity(kind="re-audit", what="What was weak", a_year=2, by="Nadia", cases=6)


@pytest.fixture
def ada(db: None) -> Person:
    return make_person("ada.ad", Capacity.ASSISTANT_DIRECTOR)


@pytest.fixture
def adopted(nadia: Person, ada: Person) -> str:
    key = draft(nadia, AUDIT, WIDE, AGAIN)
    acts.adopt_framework(key=key, by=ada, at=AT)
    return key


def draft(by: Person, *activities: Activity, **said: Any) -> str:
    facts = {"title": "Framework 2026", "holds_from": date(2026, 4, 1), **said}
    return acts.draft_framework(**facts, activities=activities, by=by, at=AT)


@given(st.sampled_from(sorted(OFTEN)), st.integers(2000, 2100))
def test_a_year_holds_as_many_rounds_as_the_framework_asks(a_year: int, year: int) -> None:
    one = Activity(kind="dip sample", what="x", a_year=a_year, by="y", cases=5)
    ends = [end for _, end in laid_out([one], year)]
    assert len({*ends}) == a_year
    assert {year_of(end) for end in ends} == {year}
    assert ends[-1] == date(year + 1, 3, 31)
    assert all((end + timedelta(days=1)).day == 1 for end in ends)


@pytest.mark.django_db
def test_a_draft_is_adopted_by_somebody_else_and_holds_from_its_day(
    nadia: Person, adopted: str
) -> None:
    held = queries.assurance_in_force(date(2026, 10, 19))
    assert held is not None
    assert held[0] == adopted
    assert queries.assurance_in_force(date(2026, 3, 31)) is None
    with pytest.raises(Refused, match="not possible now"):
        draft(nadia, AUDIT, key=adopted)


@pytest.mark.django_db
def test_nobody_adopts_what_they_drafted() -> None:
    both = make_person("mo.both", Capacity.QA_MANAGER, Capacity.ASSISTANT_DIRECTOR)
    with pytest.raises(Refused, match="Nobody adopts what they drafted"):
        acts.adopt_framework(key=draft(both, AUDIT), by=both, at=AT)


@pytest.mark.django_db
def test_a_later_framework_takes_over_and_the_earlier_one_stays_readable(
    nadia: Person, ada: Person, adopted: str
) -> None:
    later = draft(nadia, WIDE, holds_from=date(2027, 4, 1))
    acts.adopt_framework(key=later, by=ada, at=AT)
    days = (date(2027, 3, 31), date(2027, 4, 1))
    assert [(queries.assurance_in_force(d) or ("",))[0] for d in days] == [adopted, later]
    assert queries.assurance_framework(adopted, to=nadia).status == "adopted"


@pytest.mark.django_db
def test_the_year_is_laid_out_once_and_each_round_cites_the_framework(
    nadia: Person, adopted: str
) -> None:
    assert acts.lay_out_year(year=2026, by=nadia, at=AT) == 3  # two quarters and a year are ahead
    assert acts.lay_out_year(year=2026, by=nadia, at=AT) == 0
    found = queries.planned_rounds()
    assert {p.state.framework for p in found} == {adopted}
    assert all(e.rests_on == (f"assurance:{adopted}",) for e in entries_of(["programme.planned"]))


@pytest.mark.django_db
def test_without_a_framework_nothing_is_laid_out(nadia: Person) -> None:
    with pytest.raises(Refused, match="No quality-assurance framework is adopted"):
        acts.lay_out_year(year=2026, by=nadia, at=AT)


@pytest.mark.django_db
def test_a_round_commissioned_from_its_place_is_linked_and_cites(
    nadia: Person, adopted: str, commissioned: str
) -> None:
    key = acts.plan_round(
        kind="stocktake", title="October", window_end=date(2026, 10, 19), done_by="The chair",
        by=nadia, at=AT,
    )  # fmt: skip
    acts.take_up(key=key, round_id=commissioned, by=nadia, at=AT)
    place = queries.planned_for(commissioned)
    assert place is not None
    assert place.state.status == "commissioned"
    last = entries_about("planned", key)[-1]
    assert last.rests_on == (f"round:{commissioned}", f"assurance:{adopted}")
    page = sign_in(nadia).get(f"/rounds/{commissioned}/").content.decode()
    assert "Held under" in page
    assert "Framework 2026" in page


@pytest.mark.django_db
def test_a_round_that_was_not_planned_cites_what_was_in_force(
    nadia: Person, adopted: str, commissioned: str
) -> None:
    cited = queries.cited_by(queries.round_(commissioned))
    assert cited is not None
    assert cited[0] == adopted


@pytest.mark.django_db
def test_moving_and_dropping_say_why(nadia: Person, adopted: str) -> None:
    acts.lay_out_year(year=2026, by=nadia, at=AT)
    key = queries.planned_rounds()[0].id
    with pytest.raises(Refused, match="Say why"):
        acts.move_planned(key=key, window_end=date(2026, 8, 31), reason=" ", by=nadia, at=AT)
    acts.move_planned(key=key, window_end=date(2026, 8, 31), reason="Holidays.", by=nadia, at=AT)
    acts.drop_planned(key=key, reason="Inspection instead.", by=nadia, at=AT)
    with pytest.raises(Refused, match="not possible now"):
        acts.drop_planned(key=key, reason="Again.", by=nadia, at=AT)


@pytest.mark.django_db
def test_the_pages_draft_adopt_lay_out_and_commission(
    nadia: Person, ada: Person, snapshot: str
) -> None:
    qa, director = sign_in(nadia), sign_in(ada)
    said = {"title": "Framework 2026", "holds_from": "1 April 2026", "a1-what": "Practice",
            "a1-a_year": "1", "a1-by": "The chair", "a1-cases": "27"}  # fmt: skip
    qa.post("/programme/frameworks/new/", said)
    ((key, _),) = queries.assurance_frameworks()
    director.post(f"/programme/frameworks/{key}/adopt/")
    qa.post("/programme/lay-out/?year=2026")
    page = qa.get("/programme/?year=2026").content.decode()
    assert "March 2027 stocktake" in page
    (place,) = queries.planned_rounds()
    new = qa.get(f"/rounds/new/?planned={place.id}").content.decode()
    assert 'value="March 2027 stocktake"' in new
    assert 'value="31 March 2027"' in new


@pytest.mark.django_db
def test_a_half_filled_line_of_the_framework_is_told(nadia: Person) -> None:
    said = {"title": "F", "holds_from": "1 April 2026", "a0-what": "Visits"}
    page = sign_in(nadia).post("/programme/frameworks/new/", said).content.decode()
    assert "Say of each kind of round how often it is held" in page
    assert 'value="Visits"' in page
    assert queries.assurance_frameworks() == ()


@pytest.mark.django_db
def test_a_stranger_reads_and_plans_nothing(adopted: str, sam: Person) -> None:
    for address in ("", "frameworks/", f"frameworks/{adopted}/", "new/"):
        assert sign_in(sam).get(f"/programme/{address}").status_code == 403
    with pytest.raises(NotTheirs):
        queries.assurance_framework(adopted, to=sam)
