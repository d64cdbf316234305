"""Random turns of actions by anybody: record and tables agree, nobody verifies their own, and the
counts add up."""

from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from stocktake.actions import queries
from stocktake.actions.acts import ACTION
from stocktake.actions.domain.recommendations import (
    ADEQUACY,
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
from stocktake.core.thread import Act, Person, Refused
from stocktake.record import agreement, verifying
from stocktake.record.door import Move, perform
from stocktake.record.queries import entries_about

START = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
DUE = date(2026, 11, 20)
CAST = {
    "nadia": (Capacity.QA_MANAGER,),
    "prue": (Capacity.BOARD_CHAIR, Capacity.REVIEWER),
    "tess": (Capacity.TEAM_MANAGER,),
    "hari": (Capacity.HEAD_OF_SERVICE,),
    "mel": (Capacity.MEMBER,),
}
owners = st.sampled_from(["tess", "hari", "nadia"])
acts = st.one_of(
    owners.map(
        lambda owner: DraftRecommendation(
            round_id="1", level="area for improvement", theme="visits", text="Do it.",
            owner=owner, due=DUE, measure="Done", rests_on=("entry:1",),
        )
    ),
    owners.map(lambda owner: AgreeAction(owner=owner, due=DUE, measure="Done")),
    st.just(StartAction()),
    st.sampled_from(["", "Report"]).map(lambda r: GiveEvidence(text="Done.", reference=r)),
    st.just(VerifyEvidence(adequacy=ADEQUACY[0], text="Read.")),
    st.just(ReturnEvidence(text="One team only", due=date(2027, 2, 1))),
    st.just(ReopenAction(text="Slipped", due=date(2027, 2, 1))),
    st.just(WithdrawAction(text="Said twice")),
)  # fmt: skip
turns = st.lists(
    st.tuples(st.sampled_from([*CAST]), st.sampled_from(["1", "2"]), acts), max_size=25
)


def turn(who: str, key: str, act: Act, at: datetime) -> None:
    by = Person(id=who, name=who, capacities=frozenset(CAST[who]))
    with suppress(Refused):
        perform([Move(kind=ACTION, id=key, act=act)], by=by, at=at)


@pytest.mark.django_db(transaction=True)
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(turns)
def test_record_tables_and_counts_agree(
    transactional_db: None, story: list[tuple[str, str, Act]]
) -> None:
    from django.core.management import call_command

    call_command("flush", verbosity=0, interactive=False)
    for number, (who, key, act) in enumerate(story):
        turn(who, key, act, START + timedelta(days=number))
    assert agreement.disagreements() == ()
    assert verifying.verify().clean
    _counts_add_up(START.date() + timedelta(days=len(story)))
    for one in queries.recommendations():
        _nobody_verified_their_own(one)


def _counts_add_up(day: date) -> None:
    now = queries.progress(day)
    statuses = [now.drafted, now.agreed, now.under_way, now.awaiting, now.verified, now.returned]
    assert sum(statuses) == now.total
    assert now.open == now.total - now.drafted - now.verified
    if now.weeks:
        assert (now.weeks[-1].open, now.weeks[-1].overdue) == (now.open, now.overdue)


def _nobody_verified_their_own(one: queries.Recommendation) -> None:
    entries = entries_about("recommendation", one.id)
    assert [e.status_after for e in entries] == [s.status for s in one.steps]
    author = entries[0].person
    for before, entry in pairwise(entries):
        if entry.act in ("action.verified", "action.returned"):
            assert before.act == "action.evidenced"
            assert entry.person not in (author, before.person)
