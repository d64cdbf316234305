"""A reviewer's terms in a round: agreed by the QA manager, kept by allocation, said in words."""

from datetime import date

import pytest

from stocktake.core.capacity import Capacity
from stocktake.core.strata import Depth, Stratum
from stocktake.core.thread import Person, Refused
from stocktake.record.queries import entries_of
from stocktake.rounds import acts, queries
from stocktake.rounds.domain.terms import Terms
from tests.cast import AT, make_person, sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def owen(db: None) -> Person:
    return make_person("owen.auditor", Capacity.REVIEWER, ends=date(2026, 12, 31))


def days_of(round_id: str) -> dict[str, float]:
    return {r.card.name: r.days for r in queries.reviewers_of(queries.round_(round_id))}


def test_days_are_agreed_once_and_again_only_when_they_change(
    commissioned: str, nadia: Person, owen: Person
) -> None:
    terms = [Terms(round=commissioned, reviewer=owen.id, days=4.5)]
    assert acts.agree_terms(round_id=commissioned, terms=terms, by=nadia, at=AT) == (owen.id,)
    assert acts.agree_terms(round_id=commissioned, terms=terms, by=nadia, at=AT) == ()
    assert days_of(commissioned) == {"Owen": 4.5}
    assert len(entries_of(["terms.agreed"])) == 1


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"days": 1.3}, "whole or half days"),
        ({"days": -1.0}, "from 0 to"),
        ({"days": 2.0, "strata": ()}, "at least one group"),
        ({"days": 2.0, "depths": ()}, "at least one group and one depth"),
    ],
)
def test_terms_that_mean_nothing_are_refused(
    commissioned: str, nadia: Person, owen: Person, said: dict[str, object], sentence: str
) -> None:
    terms = [Terms(round=commissioned, reviewer=owen.id, **said)]  # type: ignore[arg-type]
    with pytest.raises(Refused, match=sentence):
        acts.agree_terms(round_id=commissioned, terms=terms, by=nadia, at=AT)


def test_a_team_that_no_case_has_is_named(frozen: str, nadia: Person, owen: Person) -> None:
    terms = [Terms(round=frozen, reviewer=owen.id, days=2, keeps_from=("Nowhere",))]
    with pytest.raises(Refused, match="team called “Nowhere”"):
        acts.agree_terms(round_id=frozen, terms=terms, by=nadia, at=AT)


def test_somebody_who_is_no_reviewer_gets_no_terms(
    commissioned: str, nadia: Person, sam: Person
) -> None:
    terms = [Terms(round=commissioned, reviewer=sam.id, days=2)]
    with pytest.raises(Refused, match="a reviewer today"):
        acts.agree_terms(round_id=commissioned, terms=terms, by=nadia, at=AT)


def test_the_page_keeps_what_was_typed_and_says_what_is_wrong(
    commissioned: str, nadia: Person, owen: Person
) -> None:
    page = sign_in(nadia).post(f"/rounds/{commissioned}/reviewers/", {owen.id: "four"})
    assert "Days of Owen: enter a number of days" in page.content.decode()
    assert 'value="four"' in page.content.decode()
    sign_in(nadia).post(f"/rounds/{commissioned}/reviewers/", {owen.id: "4"})
    assert days_of(commissioned) == {"Owen": 4.0}


def test_one_reviewers_page_sets_groups_depths_and_teams(
    frozen: str, nadia: Person, owen: Person
) -> None:
    said = {"days": "3", "strata": ["CP", "CLA"], "depths": ["in depth"], "keeps_from": ["North"]}
    sign_in(nadia).post(f"/rounds/{frozen}/reviewers/{owen.id}/", said)
    one = queries.terms_of(frozen)[0]
    assert (one.strata, one.depths) == ((Stratum.CP, Stratum.CLA), (Depth.IN_DEPTH,))
    text = sign_in(nadia).get(f"/rounds/{frozen}/reviewers/").content.decode()
    assert "Child protection, Looked after; in depth only" in text
    assert "This round has one reviewer." in text


def test_a_stranger_opens_neither(commissioned: str, sam: Person, owen: Person) -> None:
    for address in ("", f"{owen.id}/"):
        assert sign_in(sam).get(f"/rounds/{commissioned}/reviewers/{address}").status_code == 403


@pytest.fixture
def frozen(commissioned: str, nadia: Person) -> str:
    acts.select_sample(round_id=commissioned, by=nadia, at=AT)
    acts.freeze_sample(round_id=commissioned, by=nadia, at=AT)
    return commissioned
