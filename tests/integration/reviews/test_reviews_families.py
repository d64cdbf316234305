"""A family is asked what the help was like: safely, each for themselves, heard and told."""

from datetime import timedelta

import pytest

from stocktake.core.thread import NotTheirs, Refused
from stocktake.people import queries as people
from stocktake.record.agreement import disagreements
from stocktake.record.models import Access, Body, Outbox
from stocktake.reviews import acts, queries
from stocktake.reviews.domain.approaching import may_see
from stocktake.reviews.domain.families import EXPLAINED
from stocktake.reviews.models import Draft, FamilyConversation
from tests import family_desk as desk
from tests.cast import AT, sign_in
from tests.family_desk import MUM, NUMBER, PASSED_ON, RISK, TODAY
from tests.review_desk import LATER, Cast, discussed, reading_by, shared


def test_from_the_plan_to_what_became_of_it(cast: Cast) -> None:
    key = discussed(cast)
    one = desk.chosen(cast, key)
    with pytest.raises(Refused, match="once the review is shared"):
        desk.told(cast, one)
    acts.share(review_id=key, by=cast.owen, at=AT)
    desk.told(cast, one)
    view = queries.family_conversation(one, cast.owen)
    assert (view.state.status, view.state.told_on) == ("told what changed", TODAY)
    assert disagreements() == ()


def test_nobody_is_contacted_before_the_worker_said_what_is_safe(cast: Cast) -> None:
    one = desk.planned(cast)
    with pytest.raises(Refused, match="is “planned”"):
        acts.not_reached(conversation_id=one, tried_on=TODAY, by=cast.owen, at=AT)
    desk.confirm(one, cast.sam)  # the worker does it on a page of their own
    assert queries.family_conversation(one, cast.owen).confirmed_by == "Sam"
    late = AT + timedelta(days=40)
    with pytest.raises(Refused, match="Ask the worker again"):
        acts.not_reached(conversation_id=one, tried_on=late.date(), by=cast.owen, at=late)


def test_a_named_risk_stops_contact_until_the_manager_agrees(cast: Cast) -> None:
    one = desk.confirmed(cast, by=cast.sam, risks=RISK)
    say_yes = {"conversation_id": one, "spoke_on": TODAY, "told": [*EXPLAINED], "shares": True}
    with pytest.raises(Refused, match="contact stopped"):
        acts.say_yes(**say_yes, by=cast.owen, at=AT)  # type: ignore[arg-type]
    for who in (cast.owen, cast.sam):
        with pytest.raises(Refused, match="team manager"):
            acts.agree_to_contact(conversation_id=one, reason="At school.", by=who, at=AT)
    acts.agree_to_contact(conversation_id=one, reason="At school, alone.", by=cast.tess, at=AT)
    acts.say_yes(**say_yes, by=cast.owen, at=AT)  # type: ignore[arg-type]
    assert queries.family_conversation(one, cast.owen).agreed_by.startswith("Tess")


def test_parent_and_child_agree_or_not_for_themselves(cast: Cast) -> None:
    key = reading_by(cast)
    mum, child = desk.heard(cast, key), desk.planned(cast, key, role="child", who="")
    desk.confirm(child, cast.sam)
    yes = {"conversation_id": child, "spoke_on": TODAY, "told": [*EXPLAINED], "shares": False}
    with pytest.raises(Refused, match="by age and understanding"):
        acts.say_yes(**yes, by=cast.owen, at=AT)  # type: ignore[arg-type]
    with pytest.raises(Refused, match="how to complain"):
        acts.say_no(conversation_id=child, spoke_on=TODAY, told=["purpose", "no is fine"], by=cast.owen, at=AT)  # fmt: skip
    acts.say_no(conversation_id=child, spoke_on=TODAY, told=[*EXPLAINED], by=cast.owen, at=AT)
    found = {f.id: f.state.status for f in queries.families_of(key, cast.owen)}
    assert found == {mum: "heard", child: "said no"}


def test_who_takes_it_back_takes_the_words_back(cast: Cast) -> None:
    one = desk.chosen(cast)
    acts.take_back(conversation_id=one, on=TODAY, by=cast.owen, at=AT)
    (row,) = FamilyConversation.objects.all()
    assert (row.heard, row.chosen, row.shares) == (None, [], False)
    bodies = repr(list(Body.objects.values_list("said", flat=True)))
    assert MUM not in bodies
    assert PASSED_ON not in bodies
    assert not Draft.objects.filter(review_id=acts.draft_of(one)).exists()


def test_the_worker_and_the_manager_read_what_was_chosen_once_the_review_is_shared(
    cast: Cast,
) -> None:
    key = discussed(cast)
    one = desk.chosen(cast, key)
    assert queries.family_conversation(one, cast.sam).chosen == ()
    acts.share(review_id=key, by=cast.owen, at=AT)
    for who in (cast.sam, cast.tess):
        view = queries.family_conversation(one, who)
        assert [words for _, words in view.chosen] == [PASSED_ON]
        assert view.state.heard is None
    acts.choose_words(conversation_id=one, chosen={}, by=cast.owen, at=AT)
    assert queries.family_heard(key, cast.sam) == ()


def test_without_their_leave_nothing_is_passed_on(cast: Cast) -> None:
    one = desk.heard(cast, shares=False)
    with pytest.raises(Refused, match="did not agree"):
        acts.choose_words(conversation_id=one, chosen={"plan": PASSED_ON}, by=cast.owen, at=AT)


def test_something_worrying_needs_a_concern_before_it_is_told(cast: Cast) -> None:
    key = shared(cast)
    one = desk.heard(cast, key, worry=True)
    with pytest.raises(Refused, match="Raise the urgent concern first"):
        desk.told(cast, one)


def test_a_stranger_sees_nothing_and_the_row_filter_equals_the_rule(cast: Cast) -> None:
    one = desk.heard(cast)
    (row,) = FamilyConversation.objects.all()
    state = queries.family_states([row])[one]
    theirs = (cast.owen, cast.sam, cast.tess)
    for who in (*theirs, cast.nadia, cast.prue, cast.hari, cast.kit, cast.rae):
        seen = queries.families_visible_to(who).exists()
        assert seen == may_see(state, who) == (who in theirs)
        if who not in theirs:
            with pytest.raises(NotTheirs):
                queries.family_conversation(one, who)
            with pytest.raises(NotTheirs):
                acts.take_back(conversation_id=one, on=TODAY, by=who, at=AT)


def test_a_family_is_asked_once_and_only_while_the_review_is_under_way(cast: Cast) -> None:
    key = shared(cast)
    with pytest.raises(NotTheirs):
        acts.plan_conversation(review_id=key, role="parent", by=cast.nadia, at=AT)
    acts.finalise(review_id=key, by=cast.owen, at=LATER)
    with pytest.raises(Refused, match="before it is final"):
        desk.planned(cast, key)


def test_the_number_is_erased_in_time_and_stands_nowhere_else(cast: Cast) -> None:
    one = desk.heard(cast, shared(cast))
    desk.told(cast, one)
    early, due = AT + timedelta(days=13), AT + timedelta(days=15)
    operator = people.operator("ticker")
    assert acts.forget_contacts(by=operator, at=early) == 0
    assert acts.forget_contacts(by=operator, at=due) == 1
    assert acts.forget_contacts(by=operator, at=due) == 0
    kept = (Body, Outbox, Access, Draft, FamilyConversation)
    assert NUMBER not in repr([[*table.objects.values()] for table in kept])
    assert disagreements() == ()


def test_the_number_is_written_in_no_other_place(cast: Cast) -> None:
    one = desk.agreed(cast)
    assert NUMBER in repr(FamilyConversation.objects.values())  # the control: here it stands
    assert NUMBER not in repr([[*t.objects.values()] for t in (Body, Outbox, Access)])
    for words in (f"Ring me on {NUMBER}.", "Ring +44 (0)7700 900461"):
        with pytest.raises(Refused, match="telephone number"):
            acts.hear_family(conversation_id=one, heard=desk.said(words=words), by=cast.owen, at=AT)


def test_notices_carry_no_word_of_it(cast: Cast) -> None:
    desk.confirmed(cast, by=cast.sam, risks=RISK)
    told = repr([*Outbox.objects.values()])
    assert "Say first what is safe." in told
    for word in ("Mum", "messages", NUMBER, "TH-1034"):
        assert word not in told


def test_leaders_see_nothing_of_fewer_than_five_families(cast: Cast) -> None:
    for ref in cast.cases:
        key = shared(cast, ref)
        if ref in ("TH-1034", "TH-1041"):
            desk.heard(cast, key)
    assert not queries.round_families(cast.round_id).over
    for review in queries.reviews_of(cast.round_id):
        acts.finalise(review_id=review.id, by=cast.owen, at=LATER)
    found = queries.round_families(cast.round_id)
    assert (found.over, found.asked, found.spoke, found.shown) == (True, None, None, ())
    page = sign_in(cast.hari).get(f"/rounds/{cast.round_id}/findings/voices/").content.decode()
    assert "Fewer than five families spoke" in page
    assert MUM not in page


def test_nobody_is_heard_once_the_review_is_final(cast: Cast) -> None:
    key = shared(cast)
    one = desk.agreed(cast, key)
    acts.finalise(review_id=key, by=cast.owen, at=LATER)
    with pytest.raises(Refused, match="The review is final"):
        acts.hear_family(conversation_id=one, heard=desk.said(), by=cast.owen, at=LATER)
