"""Family feedback as a state machine: whatever is tried in whatever order, nobody is asked unsafely."""

import re
from dataclasses import replace
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from stocktake.core.capacity import Capacity
from stocktake.core.telephones import holds_a_number
from stocktake.core.thread import Act, Person
from stocktake.reviews.domain import approaching as rules
from stocktake.reviews.domain import families as f
from stocktake.reviews.domain.approaching import after, contact_over, refusal
from stocktake.reviews.domain.families import FamilyState
from stocktake.reviews.domain.leaflet import COMPLAINTS, LEAFLETS, parts_of
from stocktake.reviews.domain.states import ReviewState
from tests.cast import AT
from tests.family_desk import NO_RISK, NUMBER, RISK, TODAY, safety, said

OF = ReviewState(
    status="shared", case="1", round="1", child="c1", ref="TH-1034", stratum="CP", depth="in depth",
    strand="", form="f", reviewer="owen", worker_id="w1", team="North",
)  # fmt: skip
OWEN = Person(id="owen", name="Owen", capacities=frozenset({Capacity.REVIEWER}))
SAM = Person(id="sam", name="Sam", capacities=frozenset({Capacity.WORKER}), worker_ids=frozenset({"w1"}))  # fmt: skip
TESS = Person(id="tess", name="Tess", capacities=frozenset({Capacity.TEAM_MANAGER}), teams=frozenset({"North"}))  # fmt: skip
RAE = replace(OWEN, id="rae", name="Rae")
HARI = Person(id="hari", name="Hari", capacities=frozenset({Capacity.HEAD_OF_SERVICE}))
PLAN = f.PlanConversation(review="1", role="parent", who="Mum", of=OF, elsewhere=False)
TOLD = tuple(f.EXPLAINED)
ACTS: tuple[Act, ...] = (
    f.ConfirmSafety(confirmed_on=TODAY, confirmed_with="Sam", safety=safety()),
    f.ConfirmSafety(confirmed_on=TODAY, confirmed_with="Sam", safety=safety(risks=RISK)),
    f.NameRisk(confirmed_on=TODAY, confirmed_with="Sam", safety=safety(risks=RISK)),
    f.AgreeToContact(reason="At school, alone."),
    f.SayYes(spoke_on=TODAY, told=TOLD, shares=True),
    f.SayYes(spoke_on=TODAY, told=TOLD[:2], shares=True),
    f.SayNo(spoke_on=TODAY, told=TOLD),
    f.NotReached(tried_on=TODAY),
    f.NotAsked(reason="harm", words=""),
    f.TakeBack(on=TODAY),
    f.HearFamily(held_on=TODAY, mode="phone", asked=("plan",), heard=said()),
    f.ChooseWords(subjects=("plan",), chosen=(("plan", "More plainly."),)),
    f.TellFamily(told_on=TODAY, mode="phone", words="Sent in plain words.", raised=False),
    f.ForgetContact(due=True),
)
TRIED = st.lists(st.tuples(st.sampled_from(ACTS), st.sampled_from((OWEN, SAM, TESS, RAE, HARI))), max_size=16)  # fmt: skip


def told(tried: list[tuple[Act, Person]]) -> list[tuple[Act, Person, FamilyState, FamilyState]]:
    """What of all that was tried came about: act, who, before and after."""
    state, done = after(None, PLAN, OWEN, AT), []
    for act, by in tried:
        if refusal(state, act, by, AT) is None:
            now = after(state, act, by, AT)
            done.append((act, by, state, now))
            state = now
    return done


@given(TRIED)
def test_nobody_is_contacted_while_it_is_not_said_to_be_safe(
    tried: list[tuple[Act, Person]],
) -> None:
    for act, _, before, now in told(tried):
        if isinstance(act, f.SayYes | f.SayNo | f.NotReached):
            assert before.confirmed_on is not None
            assert not before.safety.named or before.agreed_by == "tess"
        if now.safety.named and not now.agreed_by:
            assert now.status in (f.STOPPED, f.NOT_ASKED, f.SAID_NO)


@given(TRIED)
def test_words_stand_only_of_who_agreed_and_are_passed_on_only_with_their_leave(
    tried: list[tuple[Act, Person]],
) -> None:
    for _, _, _, now in told(tried):
        assert (now.heard is not None) == (now.status in f.SPOKE)
        assert not now.chosen or now.shares
        assert now.status != f.TOLD or now.told_on


@given(TRIED)
def test_strangers_do_nothing_and_each_only_what_is_theirs(
    tried: list[tuple[Act, Person]],
) -> None:
    for act, by, _, _ in told(tried):
        assert by not in (RAE, HARI)
        if isinstance(act, f.AgreeToContact):
            assert by == TESS
        if isinstance(act, f.HearFamily | f.SayYes | f.ChooseWords | f.TakeBack):
            assert by == OWEN


def test_the_whole_way_is_open() -> None:
    """The control of the properties: that they do not hold because nothing ever happens."""
    way = [(ACTS[i], by) for i, by in ((2, SAM), (3, TESS), (7, OWEN), (4, OWEN), (10, OWEN), (11, OWEN), (12, SAM))]  # fmt: skip
    assert [now.status for *_, now in told(way)] == [
        "contact stopped", "safe to contact", "not reached", "agreed", "heard", "heard",
        "told what changed",
    ]  # fmt: skip


def test_every_point_of_safety_is_asked() -> None:
    state = after(None, PLAN, OWEN, AT)
    wrong = ({"way": ""}, {"number": "0161"}, {"time": " "}, {"interpreter": ""}, {"advocate": ""},
             {"interpreter": "yes"}, {"risks": NO_RISK[:2]}, {"risks": (("abuse", "yes", ""), *NO_RISK[1:])})  # fmt: skip
    for change in wrong:
        act = f.ConfirmSafety(confirmed_on=TODAY, confirmed_with="Sam", safety=safety(**change))
        assert refusal(state, act, SAM, AT), change


def test_no_interpreter_no_conversation() -> None:
    confirm = f.ConfirmSafety(confirmed_on=TODAY, confirmed_with="Sam", safety=safety(interpreter="yes", language="Kurdish"))  # fmt: skip
    state = after(after(None, PLAN, OWEN, AT), confirm, SAM, AT)
    state = after(state, ACTS[4], OWEN, AT)
    assert "interpreter for Kurdish" in (refusal(state, ACTS[10], OWEN, AT) or "")
    with_one = f.HearFamily(held_on=TODAY, mode="phone", asked=("plan",), heard=said(interpreter=True))  # fmt: skip
    assert refusal(state, with_one, OWEN, AT) is None


def test_a_number_is_known_from_dates_and_times() -> None:
    for number in (
        NUMBER,
        "+44 7700 900461",
        "01632 960 983",
        "(0) 7700-900-461",
        "Ring 07700900461.",
    ):
        assert holds_a_number(number), number
    for other in ("On 12 October 2026 at 14:30", "2026-10-12 to 2026-11-09", "3 of 27", "TH-1034"):
        assert not holds_a_number(other), other


def test_how_they_are_reached_is_over_in_time() -> None:
    state = after(None, PLAN, OWEN, AT)
    over = replace(state, over_at=AT)
    assert not contact_over(state, AT + timedelta(days=400), 14)
    assert not contact_over(over, AT + timedelta(days=13), 14)
    assert contact_over(over, AT + timedelta(days=14), 14)
    final = replace(state, of=replace(OF, finalised_at=AT))
    assert contact_over(final, AT + timedelta(days=14), 14)
    assert contact_over(replace(state, of=replace(OF, withdrawn="Moved away.")), AT, 14)
    assert timedelta(days=28) == rules.FRESH


def test_the_leaflets_are_for_a_reading_age_of_about_ten() -> None:
    """Flesch-Kincaid: grade 5 is read at ten to eleven."""
    for setting in LEAFLETS.values():
        text = str(setting.default).replace("{complaints}", str(COMPLAINTS.default))
        assert grade(text) <= 5, setting.name
    assert grade("Notwithstanding contractual obligations, organisational responsibilities remain.") > 12  # fmt: skip


def grade(text: str) -> float:
    """The Flesch-Kincaid grade, syllables counted as groups of vowels."""
    sentences = [s for s in re.split(r"[.?:!\n]+", text) if s.strip()]
    words = re.findall(r"[A-Za-z']+", text)
    syllables = sum(max(1, len(re.findall(r"[aeiouy]+", re.sub(r"e$", "", w.lower())))) for w in words)  # fmt: skip
    return 0.39 * len(words) / len(sentences) + 11.8 * syllables / len(words) - 15.59


def test_a_leaflet_is_read_by_its_headings() -> None:
    first, second = parts_of(("Your say", "We ask.", "What if not?", "Ring {complaints}."), "Jo")
    assert (first.heading, first.paragraphs) == ("Your say", ("We ask.",))
    assert (second.heading, second.paragraphs) == ("What if not?", ("Ring Jo.",))
