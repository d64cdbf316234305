"""One lifecycle: nobody agrees their own draft, nobody verifies what they own or wrote."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from stocktake.actions.domain import recommendations as domain
from stocktake.actions.domain.recommendations import (
    ADEQUACY,
    ActionState,
    AgreeAction,
    DraftRecommendation,
    GiveEvidence,
    ReopenAction,
    ReturnEvidence,
    StartAction,
    VerifyEvidence,
    WithdrawAction,
)
from stocktake.core.capacity import Capacity
from stocktake.core.thread import Act, Person

AT = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
DUE = date(2026, 12, 31)


def person(key: str, *capacities: Capacity) -> Person:
    return Person(id=key, name=key.title(), capacities=frozenset(capacities))


NADIA = person("nadia", Capacity.QA_MANAGER)
TESS = person("tess", Capacity.TEAM_MANAGER)
HARI = person("hari", Capacity.HEAD_OF_SERVICE)
ADA = person("ada", Capacity.ASSISTANT_DIRECTOR)
MEL = person("mel", Capacity.MEMBER)
DRAFT = DraftRecommendation(
    round_id="1",
    level="area for improvement",
    theme="supervision",
    text="Upload supervision within five days.",
    owner="tess",
    due=DUE,
    measure="9 of 10 uploads within five days.",
    rests_on=("entry:4",),
)
AGREE = AgreeAction(owner="tess", due=DUE, measure=DRAFT.measure)
EVIDENCE = GiveEvidence(text="All uploads checked.", reference="Upload report, December")
VERIFY = VerifyEvidence(adequacy=ADEQUACY[0], text="I read the report.")


def said(state: ActionState | None, act: Act, by: Person) -> str:
    return domain.refusal(state, act, by, AT) or ""


def reached(*steps: tuple[Act, Person]) -> ActionState:
    state: ActionState | None = None
    for act, by in ((DRAFT, NADIA), *steps):
        assert said(state, act, by) == ""
        state = domain.after(state, act, by, AT)
    assert state is not None
    return state


def test_the_whole_course() -> None:
    done = reached((AGREE, TESS), (StartAction(), TESS), (EVIDENCE, TESS), (VERIFY, HARI))
    assert [s.status for s in done.steps] == [
        "drafted",
        "agreed",
        "under way",
        "done, evidence given",
        "verified",
    ]


def test_the_stranger_may_do_nothing() -> None:
    given = reached((AGREE, TESS), (EVIDENCE, TESS))
    for act in (DRAFT, AGREE, StartAction(), EVIDENCE, VERIFY, WithdrawAction(text="No")):
        assert said(given if act is not DRAFT else None, act, MEL).startswith("Only")


def test_nobody_agrees_their_own_draft() -> None:
    assert "own draft" in said(reached(), AGREE, NADIA)


def test_only_the_owner_gives_evidence() -> None:
    assert "owns this action" in said(reached((AGREE, TESS)), EVIDENCE, HARI)


def test_an_owner_never_verifies_their_own() -> None:
    hers = replace(reached((AGREE, TESS), (EVIDENCE, TESS)), owner="hari")
    assert "their own action" in said(hers, VERIFY, HARI)
    assert said(hers, VERIFY, ADA) == ""


def test_an_author_never_verifies_what_they_wrote() -> None:
    assert "they wrote" in said(reached((AGREE, TESS), (EVIDENCE, TESS)), VERIFY, NADIA)


def test_returned_needs_a_reason_and_a_later_date() -> None:
    given = reached((AGREE, TESS), (EVIDENCE, TESS))
    late = ReturnEvidence(text="Two months only", due=date(2027, 2, 1))
    assert "why" in said(given, replace(late, text=""), HARI)
    assert "after today" in said(given, replace(late, due=AT.date()), HARI)
    back = domain.after(given, late, HARI, AT)
    assert (back.status, back.due) == ("returned", date(2027, 2, 1))
    assert said(back, EVIDENCE, TESS) == ""


def test_only_the_board_reopens() -> None:
    verified = reached((AGREE, TESS), (EVIDENCE, TESS), (VERIFY, HARI))
    again = ReopenAction(text="Slipped since", due=date(2027, 2, 1))
    assert "Only" in said(verified, again, HARI)
    assert said(verified, again, ADA) == ""


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"rests_on": ()}, "finding or judgement"),
        ({"owner": ""}, "one person"),
        ({"measure": " "}, "how you will know"),
        ({"due": date(2026, 11, 1)}, "in the past"),
        ({"level": "case action"}, "names its case"),
        ({"level": "priority action"}, "escalated"),
        ({"nf_tag": "outcome 9"}, "National Framework"),
    ],
)
def test_a_draft_is_whole(change: dict[str, object], sentence: str) -> None:
    assert sentence in said(None, replace(DRAFT, **change), NADIA)  # type: ignore[arg-type]


def test_evidence_says_what_was_done_and_where_it_is() -> None:
    agreed = reached((AGREE, TESS))
    assert "what was done" in said(agreed, replace(EVIDENCE, text=""), TESS)
    assert "where" in said(agreed, replace(EVIDENCE, reference=" "), TESS)


def test_a_worker_sees_their_own_and_their_cases() -> None:
    sam = person("sam", Capacity.WORKER)
    assert domain.may_see(sam, owner="sam", case_id="", readable=frozenset())
    assert domain.may_see(sam, owner="tess", case_id="7", readable=frozenset({"7"}))
    assert not domain.may_see(sam, owner="tess", case_id="", readable=frozenset())
    assert not domain.may_see(MEL, owner="tess", case_id="7", readable=frozenset({"7"}))
