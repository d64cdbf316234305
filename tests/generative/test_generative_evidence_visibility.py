"""Whatever leave, blindness and state: lists equal the rule, quote by quote, concern by concern."""

import random
from dataclasses import replace
from datetime import timedelta

import pytest

from stocktake.concerns import queries as concerns
from stocktake.concerns.acts import raise_concern
from stocktake.concerns.domain.concern import Concern as ConcernState
from stocktake.concerns.domain.concern import may_know
from stocktake.concerns.domain.concern import may_see as may_see_concern
from stocktake.concerns.models import Concern
from stocktake.concerns.queries.states import concern_of
from stocktake.core.capacity import Capacity
from stocktake.core.thread import Person
from stocktake.evidence import acts, queries
from stocktake.evidence.domain.statements import FOR_CONCERN, Evidence, may_see
from stocktake.evidence.models import Quote, RecordError
from stocktake.people import acts as people_acts
from stocktake.people import queries as people
from stocktake.record import clock
from stocktake.record.door import perform
from tests.cast import AT, make_person
from tests.concern_desk import Story, make_story
from tests.reading_desk import Case, copy, note, open_to

pytestmark = pytest.mark.django_db
CAST = {
    "rhea.r": (Capacity.REVIEWER,),
    "ravi.r": (Capacity.REVIEWER, Capacity.BOARD_CHAIR),
    "wes.w": (Capacity.WORKER,),
    "tom.t": (Capacity.TEAM_MANAGER,),
    "ines.i": (Capacity.IG_OFFICER,),
    "gone.g": (),
}


def stage(story: Story, dice: random.Random) -> list[Person]:
    """Three cases, random leave and blindness, quotes in both states, a few concerns."""
    boss = story.people.nadia
    everybody = [make_person(login, *held, team="East") for login, held in CAST.items()]
    for number in ("2", "3"):
        story.desk.cases[number] = Case(number, child_id=f"C{number}")
        story.desk.notes[f"C{number}"] = [note("n1", AT.date(), child=f"C{number}")]
        copy(story.desk, number, by=boss)
    readers = [story.people.owen, *everybody[:4]]
    for who in readers:
        for case in ("1", "2", "3"):
            if dice.random() < 0.7:
                blind = tuple(r.id for r in readers if r is not who and dice.random() < 0.3)
                open_to(who, case, by=boss, blind_to=blind)
    for who in readers:
        for case in sorted(people.readable_cases(who, AT)):
            scatter(who, case, dice)
    for case in sorted(people.readable_cases(story.people.owen, AT)):
        raise_one(story, case, dice)
    report_one(readers, dice)
    seal_some(story, readers, dice)
    end_one(story, readers, dice)
    return [*readers, *everybody[4:], boss, story.people.hari, story.people.ada, story.people.tess]


def scatter(who: Person, case: str, dice: random.Random) -> None:
    item = dice.choice(["lived", FOR_CONCERN])
    key = acts.quote(case_id=case, note_id="n1", start=0, end=9, exact="Announced", item=item,
                     by=who, at=AT)  # fmt: skip
    if dice.random() < 0.6:
        perform(acts.submit_quotes_moves(case_id=case, quote_ids=[key]), by=who, at=AT)


def raise_one(story: Story, case: str, dice: random.Random) -> None:
    head = dice.choice([story.people.hari.id, story.people.stranger.id])
    said = replace(story.said, head=head, about_manager=dice.random() < 0.5)
    raise_concern(case_id=case, said=said, by=story.people.owen, at=AT)


def report_one(readers: list[Person], dice: random.Random) -> None:
    """One case's note is another child's: nobody sees a quote of it."""
    who = dice.choice(readers)
    for case in sorted(people.readable_cases(who, AT))[:1]:
        acts.report_error(
            case_id=case, source="note:n1", kind="wrong child", why="Another name.", by=who, at=AT
        )


def seal_some(story: Story, readers: list[Person], dice: random.Random) -> None:
    """Sealed work of a case, and on one of them blindness already lifted."""
    boss = story.people.nadia
    for case in ("2", "3"):
        pair = tuple(r.id for r in dice.sample(readers, 2))
        perform(people_acts.seal_work_moves(case_id=case, people=pair), by=boss, at=AT)
    if people.readable_cases(readers[0], AT) and dice.random() < 0.5:
        perform(people_acts.lift_blindness_moves(case_id="3"), by=boss, at=AT)


def end_one(story: Story, readers: list[Person], dice: random.Random) -> None:
    moves = people_acts.end_case_grant_moves(case_id="1", person_id=dice.choice(readers[1:]).id)
    if moves and people.readable_cases(readers[0], AT):
        perform(moves, by=story.people.nadia, at=AT - timedelta(hours=1))


@pytest.fixture(params=range(6))
def cast(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> list[Person]:
    return stage(make_story(monkeypatch), random.Random(request.param))


def test_quotes_listed_are_those_the_rule_allows(cast: list[Person]) -> None:
    seen = 0
    wrong = set(RecordError.objects.values_list("case_id", "source"))
    for who in cast:
        leave = people.readable_cases(who, AT)
        allowed = {
            row.key
            for row in Quote.objects.all()
            if may_see(
                Evidence(
                    case=row.case_id,
                    made_by=row.made_by,
                    status=row.status,
                    item=row.item,
                    hidden=(row.case_id, f"note:{row.note_id}") in wrong,
                ),
                who,
                leave,
                people.hidden_work(who, row.case_id),
            )
        }
        assert {row.key for row in queries.visible_to(who)} == allowed
        seen += len(allowed)
    assert 0 < seen < Quote.objects.count() * len(cast)


def _knows(state: ConcernState, who: Person, case: str) -> bool:
    return may_know(state, who, people.blind_to(who, case), clock.now())


def test_concerns_listed_are_those_the_rules_allow(cast: list[Person]) -> None:
    rows = [(row.key, row.case_id, concern_of(row)) for row in Concern.objects.all()]
    for who in cast:
        read = {key for key, _, state in rows if may_see_concern(state, who, clock.now())}
        known = {key for key, case, s in rows if _knows(s, who, case)}
        assert {row.key for row in concerns.visible_to(who)} == read
        assert {card.id for card in concerns.concerns_known_to(who)} == known
