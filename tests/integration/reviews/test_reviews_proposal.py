"""The QA manager proposes an allocation, changes it, and allocates: conflicts kept, one notice each."""

import re
from datetime import date

import pytest

from stocktake.core.thread import Refused
from stocktake.record.models import Outbox
from stocktake.reviews import acts, queries
from stocktake.reviews.acts import Declaration
from stocktake.rounds import acts as rounds_acts
from stocktake.rounds import queries as rounds
from stocktake.rounds.domain.allocation import propose
from stocktake.rounds.domain.terms import Terms
from tests.cast import AT, sign_in
from tests.review_desk import Cast, allocated

pytestmark = pytest.mark.django_db


def agreed(cast: Cast, **days: float) -> None:
    """Days for Owen and Prue."""
    terms = [
        Terms(round=cast.round_id, reviewer=getattr(cast, name).id, days=n)
        for name, n in days.items()
    ]
    rounds_acts.agree_terms(round_id=cast.round_id, terms=terms, by=cast.nadia, at=AT)


def page(cast: Cast, **said: str) -> str:
    address = f"/rounds/{cast.round_id}/allocation/propose/"
    nadia = sign_in(cast.nadia)
    answer = nadia.post(address, said, follow=True) if said else nadia.get(address)
    return str(answer.content.decode())


def proposed(text: str) -> dict[str, str]:
    """What the page's selects say, as a browser would send them."""
    found = {}
    for name, inner in re.findall(
        r'<select[^>]* name="(seat[^"]+)"[^>]*>(.*?)</select>', text, re.S
    ):
        chosen = re.search(r'value="([^"]*)" selected', inner)
        found[name] = chosen.group(1) if chosen else ""
    return found


def test_a_workers_cases_stay_with_one_reviewer_and_all_are_allocated_at_once(cast: Cast) -> None:
    agreed(cast, owen=2, prue=2)
    text = page(cast)
    assert "Every worker meets one reviewer." in text
    assert "4 reviews allocated." in page(cast, **proposed(text), allocate="1")
    given = queries.reviews_of(cast.round_id)
    assert len({(r.state.worker_id, r.state.reviewer) for r in given}) == 2
    told = Outbox.objects.filter(topic="notice")
    assert sum("Declare first" in row.payload["text"] for row in told) == 2  # one a reviewer


def test_working_out_the_loads_allocates_nothing(cast: Cast) -> None:
    agreed(cast, owen=2, prue=2)
    mine = dict.fromkeys(proposed(page(cast)), cast.prue.id)
    assert "would have more than 7 hours of work" in page(cast, **mine, loads="1")
    assert queries.reviews_of(cast.round_id) == ()


def test_what_was_changed_by_hand_stays_when_the_rest_is_proposed_again(cast: Cast) -> None:
    agreed(cast, owen=2, prue=2)
    first = proposed(page(cast))
    seat, was = next(iter(first.items()))
    other = cast.prue.id if was == cast.owen.id else cast.owen.id
    sent = {**first, **{f"was-{k}": v for k, v in first.items()}, seat: other, "again": "1"}
    assert proposed(page(cast, **sent))[seat] == other


def test_a_returned_case_is_not_proposed_to_who_declared_a_link(cast: Cast) -> None:
    agreed(cast, owen=9, prue=1)
    key = allocated(cast, "TH-1034")
    link = Declaration(conflict="blocking", relation="Knows the family.")
    acts.declare_conflicts(declarations={key: link}, by=cast.owen, at=AT)
    text = page(cast)
    seat = next(
        s.id for s in queries.seats_of(rounds.round_(cast.round_id)).open if s.ref == "TH-1034"
    )
    assert proposed(text)[seat] == cast.prue.id
    assert "Returned" in text
    assert "Choose somebody who can take this case." in page(
        cast, **{seat: cast.owen.id, "allocate": "1"}
    )
    assert "1 review allocated." in page(cast, **{seat: cast.prue.id, "allocate": "1"})
    assert queries.review(key).state.reviewer == cast.prue.id


def test_a_case_planned_for_two_readings_has_a_seat_for_each(cast: Cast) -> None:
    agreed(cast, owen=3, prue=3)
    acts.plan_doubles(round_id=cast.round_id, share=25, extremes=False, by=cast.nadia, at=AT)
    text = page(cast)
    assert text.count("Second reading") >= 1
    assert "5 reviews allocated." in page(cast, **proposed(text), allocate="1")
    doubles = queries.doubles_of(cast.round_id, cast.nadia)
    assert len(doubles) == 1
    assert len({*doubles[0].state.readers}) == 2


def test_one_person_is_not_given_both_readings_by_hand(cast: Cast) -> None:
    agreed(cast, owen=3, prue=3)
    acts.plan_doubles(round_id=cast.round_id, share=25, extremes=False, by=cast.nadia, at=AT)
    seats = dict.fromkeys(proposed(page(cast)), cast.owen.id)
    with pytest.raises(Refused, match="is given to Owen twice"):
        acts.fill_seats(round_id=cast.round_id, given=seats, by=cast.nadia, at=AT)
    assert queries.reviews_of(cast.round_id) == ()


def test_a_seat_that_was_filled_meanwhile_is_told_and_nothing_is_done(cast: Cast) -> None:
    agreed(cast, owen=3, prue=3)
    sent = proposed(page(cast))
    allocated(cast, "TH-1090")
    with pytest.raises(Refused, match="TH-1090 was given to somebody meanwhile"):
        acts.fill_seats(round_id=cast.round_id, given=sent, by=cast.nadia, at=AT)
    assert len(queries.reviews_of(cast.round_id)) == 1


def test_without_days_the_page_says_what_to_do_first(cast: Cast) -> None:
    text = page(cast)
    assert "No reviewer has days in this round yet" in text
    assert "Owen has no days in this round, so nothing is proposed for them." in text


def test_a_worker_without_an_account_and_a_team_without_a_manager_are_named(cast: Cast) -> None:
    text = page(cast)
    assert "TH-1022 and TH-1090 are with a team that has no manager here" in text


def test_a_stranger_proposes_nothing(cast: Cast) -> None:
    assert sign_in(cast.owen).get(f"/rounds/{cast.round_id}/allocation/propose/").status_code == 403


def routed(cast: Cast) -> str:
    """Another round, in which the record of a staff relative, TH-1034, is routed to Prue."""
    first = rounds.round_(cast.round_id)
    facts = {
        "window_end": date(2026, 11, 30),
        "baseline_key": first.baseline_key,
        "plan": first.plan,
    }
    strands, by_nadia = first.strands, {"by": cast.nadia, "at": AT}
    key = rounds_acts.commission(
        title="November", snapshot=first.snapshot, strands=strands, **facts, **by_nadia
    )
    rounds_acts.design(
        round_id=key, plan=first.plan, routes={"staff relative": cast.prue.id}, **by_nadia
    )
    rounds_acts.mark_relative(round_id=key, ref="TH-1034", words="A clerk.", **by_nadia)
    rounds_acts.select_sample(round_id=key, **by_nadia)
    rounds_acts.freeze_sample(round_id=key, **by_nadia)
    return key


def test_a_routed_record_goes_to_the_reviewer_named_and_nobody_else(cast: Cast) -> None:
    key = routed(cast)
    terms = [Terms(round=key, reviewer=w.id, days=d) for w, d in ((cast.owen, 9), (cast.prue, 1))]
    rounds_acts.agree_terms(round_id=key, terms=terms, by=cast.nadia, at=AT)
    found = queries.seats_of(rounds.round_(key))
    seat = next(s for s in found.seats if s.ref == "TH-1034")
    assert propose(found.seats, found.reviewers).given[seat.id] == cast.prue.id
    with pytest.raises(Refused, match="goes only to Prue"):
        acts.allocate(case_ids=[seat.case], reviewer_id=cast.owen.id, by=cast.nadia, at=AT)
    (review,) = acts.allocate(case_ids=[seat.case], reviewer_id=cast.prue.id, by=cast.nadia, at=AT)
    with pytest.raises(Refused, match="goes only to Prue"):
        acts.reassign(
            review_id=review, reviewer_id=cast.owen.id, reason="Ill.", by=cast.nadia, at=AT
        )
