"""Random lawful and unlawful acts upon reviews: record and tables agree, and nobody sees too early.

Each story runs in a savepoint of one frozen round and is taken back after it.
"""

from collections.abc import Callable, Iterator
from contextlib import suppress

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django.plugin import DjangoDbBlocker

from stocktake.core.thread import NotTheirs, Person, Refused
from stocktake.people import queries as people
from stocktake.record import agreement
from stocktake.record.models import Entry
from stocktake.reviews import acts, models, queries
from stocktake.reviews.acts import Answer, Decision, Declaration
from stocktake.reviews.domain.seeing import is_reviewer, may_see
from stocktake.reviews.domain.states import OPEN_TO_PARTIES
from stocktake.reviews.queries.states import states_of
from tests.cast import AT
from tests.review_desk import LATER, Cast, answered_form, make_round

WHO = ("nadia", "owen", "prue", "sam", "tess", "hari", "kit")
REFS = ("TH-1034", "TH-1090")


@pytest.fixture(scope="module")
def cast(
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Cast]:
    with django_db_blocker.unblock():
        around = transaction.atomic()
        around._from_testcase = True
        with around:
            yield make_round(tmp_path_factory.mktemp("round"))
            transaction.set_rollback(True)


def allocate(cast: Cast, by: Person, key: str, ref: str) -> None:
    reviewer = cast.owen if ref == REFS[0] else cast.prue
    acts.allocate(case_ids=[cast.cases[ref]], reviewer_id=reviewer.id, by=by, at=AT)


def declare(cast: Cast, by: Person, key: str, ref: str) -> None:
    acts.declare_conflicts(declarations={key: Declaration(conflict="none")}, by=by, at=AT)


def declare_blocking(cast: Cast, by: Person, key: str, ref: str) -> None:
    link = Declaration(conflict="blocking", relation="Past link")
    acts.declare_conflicts(declarations={key: link}, by=by, at=AT)


def reassign(cast: Cast, by: Person, key: str, ref: str) -> None:
    acts.reassign(review_id=key, reviewer_id=cast.prue.id, reason="Link", by=by, at=AT)


def start(cast: Cast, by: Person, key: str, ref: str) -> None:
    acts.start_reading(review_id=key, by=by, at=AT)


def fill(cast: Cast, by: Person, key: str, ref: str) -> None:
    answered_form(key, by, weak=("relationships",))


def mark_ready(cast: Cast, by: Person, key: str, ref: str) -> None:
    acts.mark_ready(review_id=key, by=by, at=AT)


def discuss(cast: Cast, by: Person, key: str, ref: str) -> None:
    acts.record_discussion(
        review_id=key, held_on=AT.date(), mode="phone", attendees=["Sam"], by=by, at=AT
    )


def share(cast: Cast, by: Person, key: str, ref: str) -> None:
    acts.share(review_id=key, by=by, at=AT)


def reply(cast: Cast, by: Person, key: str, ref: str) -> None:
    said = {j.id: Answer(stance="challenge", words="No.") for j in _findings(key)}
    role = "manager" if by.id == cast.tess.id else "worker"
    acts.submit_response(review_id=key, role=role, answers=said, by=by, at=AT)


def keep(cast: Cast, by: Person, key: str, ref: str) -> None:
    said = {j.id: Decision(reason="It stands.") for j in _findings(key)}
    acts.answer_replies(review_id=key, decisions=said, by=by, at=AT)


def change(cast: Cast, by: Person, key: str, ref: str) -> None:
    said = {j.id: Decision(reason="Right.", changes={"grade": "good"}) for j in _findings(key)}
    acts.answer_replies(review_id=key, decisions=said, by=by, at=AT)


def withdraw(cast: Cast, by: Person, key: str, ref: str) -> None:
    acts.withdraw(review_id=key, reason="Duplicate", by=by, at=AT)


def finalise(cast: Cast, by: Person, key: str, ref: str) -> None:
    acts.finalise(review_id=key, by=by, at=LATER)


def _findings(key: str) -> list[queries.JudgementView]:
    return [j for j in queries.judgements(key) if j.said.is_finding]


# In the order of the work, so that a story that runs on reaches the end; any turn may be wrong.
ACTS: tuple[Callable[[Cast, Person, str, str], None], ...] = (
    allocate, declare, start, fill, mark_ready, discuss, share, reply, change, keep, finalise,
    declare_blocking, reassign, withdraw,
)  # fmt: skip
RIGHT = {0: "nadia", 1: "", 2: "", 3: "", 4: "", 5: "", 6: "", 7: "sam", 8: "", 9: "", 10: ""}

lawful = st.integers(0, 11).map(lambda n: [(i, RIGHT[i]) for i in range(n)])
stray = st.tuples(st.integers(0, len(ACTS) - 1), st.sampled_from(("", *WHO)))
stories = st.tuples(
    st.sampled_from(REFS), lawful, st.lists(stray, max_size=6), st.integers(0, 12)
).map(lambda s: (s[0], [*s[1][: s[3]], *s[2], *s[1][s[3] :]]))


def do(cast: Cast, turn: tuple[int, str], ref: str) -> None:
    """One turn: "" is the reviewer of the case; what is refused must leave no trace."""
    row = models.Review.objects.filter(case_id=cast.cases[ref]).order_by("-key").first()
    key = row.key if row else "0"
    reviewer = people.person(row.reviewer) if row else cast.owen
    by = getattr(cast, turn[1]) if turn[1] else reviewer
    before = Entry.objects.count()
    try:
        with transaction.atomic():
            ACTS[turn[0]](cast, by, key, ref)
    except (Refused, NotTheirs):
        assert Entry.objects.count() == before


def nobody_sees_too_early(cast: Cast) -> None:
    """The one row filter equals the rule, review by review, for everybody."""
    states = states_of(models.Review.objects.all())
    for name in WHO:
        who: Person = getattr(cast, name)
        seen = {r.id for r in queries.reviews_visible_to(who)}
        for key, state in states.items():
            mine = [s for s in states.values() if s.case == state.case and is_reviewer(s, who)]
            allowed = may_see(
                state,
                who,
                own_on_case=tuple(s.status for s in mine),
                own_doubles=frozenset(s.double for s in mine if s.double),
                blind_to=people.blind_to(who, state.case),
            )
            assert (key in seen) == allowed, name
            party = name in ("sam", "tess", "kit", "hari")
            assert not (party and key in seen and state.status not in OPEN_TO_PARTIES)


@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(story=stories)
@pytest.mark.django_db
def test_random_stories_leave_record_and_tables_agreed(
    cast: Cast, story: tuple[str, list[tuple[int, str]]]
) -> None:
    ref, turns = story
    with suppress(_Undo), transaction.atomic():
        for turn in turns:
            do(cast, turn, ref)
            nobody_sees_too_early(cast)
        assert agreement.disagreements() == ()
        raise _Undo


class _Undo(Exception):
    """Takes the story back."""
