"""Random lawful and unlawful acts upon a double review: nobody reads the other's work too early.

The words of each reader stand nowhere else, so whatever a person may read can be searched for them.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import suppress

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django.plugin import DjangoDbBlocker

from stocktake.core.thread import NotTheirs, Person, Refused
from stocktake.evidence import queries as evidence
from stocktake.people import queries as people
from stocktake.record import agreement
from stocktake.record.models import Entry
from stocktake.reviews import acts, models, queries
from stocktake.reviews.acts import Choice, Declaration
from stocktake.reviews.domain.doubles import may_see
from stocktake.reviews.domain.states import SUBMITTED
from stocktake.reviews.queries.states import double_states
from tests.cast import AT
from tests.review_desk import Cast, answered_form, make_round, quote

WHO = ("nadia", "owen", "prue", "rae", "sam", "tess", "hari", "kit")
REF = "TH-1022"
WORDS = {"owen": "quagga", "prue": "okapi"}


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


def allocate(cast: Cast, by: Person, key: str) -> None:
    acts.allocate(case_ids=[cast.cases[REF]], reviewer_id=cast.owen.id, by=by, at=AT)


def begin(cast: Cast, by: Person, key: str) -> None:
    acts.begin_double(case_id=cast.cases[REF], reviewer_id=cast.prue.id, by=by, at=AT)


def declare(cast: Cast, by: Person, key: str) -> None:
    acts.declare_conflicts(declarations={key: Declaration(conflict="none")}, by=by, at=AT)


def start(cast: Cast, by: Person, key: str) -> None:
    acts.start_reading(review_id=key, by=by, at=AT)


def fill(cast: Cast, by: Person, key: str) -> None:
    word = WORDS.get(by.name.lower(), "nobody")
    answered_form(key, by, weak=("visits",) if word == "okapi" else ())
    told = {"visits": {"working": f"The {word} is seen."}}
    acts.save_answers(review_id=key, answers=told, by=by, at=AT)
    quote(key, by, "visits")


def ready(cast: Cast, by: Person, key: str) -> None:
    acts.mark_ready(review_id=key, by=by, at=AT)


def discuss(cast: Cast, by: Person, key: str) -> None:
    word = WORDS.get(by.name.lower(), "nobody")
    acts.record_discussion(
        review_id=key, held_on=AT.date(), mode="phone", attendees=["Kit"],
        notes=f"The {word} was talked about.", by=by, at=AT,
    )  # fmt: skip


def submit(cast: Cast, by: Person, key: str) -> None:
    acts.submit_reading(review_id=key, by=by, at=AT)


def agree(cast: Cast, by: Person, key: str) -> None:
    choices = {"visits": Choice(words=2, note="The dates.")}
    acts.agree(double_id=_double(key), choices=choices, note="Together.", by=by, at=AT)


def end(cast: Cast, by: Person, key: str) -> None:
    acts.end_double(double_id=_double(key), reason="Ill", by=by, at=AT)


def share(cast: Cast, by: Person, key: str) -> None:
    acts.share(review_id=key, by=by, at=AT)


def _double(key: str) -> str:
    row = models.Review.objects.filter(key=key).first()
    return row.double if row and row.double else "0"


ACTS: tuple[Callable[[Cast, Person, str], None], ...] = (
    allocate, begin, declare, start, fill, ready, discuss, submit, agree, share, end,
)  # fmt: skip
ALLOCATE, BEGIN, AGREE, SHARE = 0, 1, 8, 9
READS = (2, 3, 4, 5, 6, 7)  # what each reader does, in order
Turn = tuple[int, str]


def _lawful(cut: int, mixed: list[bool]) -> list[Turn]:
    """The two readers' turns in any order, each reader's own in order; then the agreement."""
    turns = {name: [(act, name) for act in READS] for name in WORDS}
    read: list[Turn] = []
    for first in [*mixed, *[True] * 12]:
        name = "owen" if (first and turns["owen"]) or not turns["prue"] else "prue"
        if turns[name]:
            read.append(turns[name].pop(0))
    end: list[Turn] = [(AGREE, "nadia"), (SHARE, "owen")]
    return [(ALLOCATE, "nadia"), (BEGIN, "nadia"), *read, *end][: cut or None]


stray = st.tuples(st.integers(0, len(ACTS) - 1), st.sampled_from(WHO))
stories = st.builds(
    lambda cut, mixed, wrong, at: [*_lawful(cut, mixed)[:at], *wrong, *_lawful(cut, mixed)[at:]],
    st.integers(0, 16),
    st.lists(st.booleans(), max_size=12),
    st.lists(stray, max_size=5),
    st.integers(0, 16),
)


def do(cast: Cast, turn: Turn) -> None:
    """One turn; a reader acts on their own review, others on the first. A refusal leaves no trace."""
    by: Person = getattr(cast, turn[1])
    rows = models.Review.objects.filter(case_id=cast.cases[REF]).order_by("reading")
    own = rows.filter(reviewer=by.id).first() or rows.first()
    before = Entry.objects.count()
    try:
        with transaction.atomic():
            ACTS[turn[0]](cast, by, own.key if own else "0")
    except (Refused, NotTheirs):
        assert Entry.objects.count() == before


def readable(cast: Cast, who: Person) -> str:
    """Every word about the case that this person can come by."""
    case, found = cast.cases[REF], []
    for review in queries.reviews_visible_to(who):
        if queries.may_read(review, who):
            found += [str(queries.judgements(review.id)), str(queries.versions(review.id))]
    for double in queries.doubles_visible_to(who):
        found.append(str(queries.side_by_side_of(double)))
    for row in models.Review.objects.filter(case_id=case):
        found.append(str(queries.drafts(row.key, who)))
    found.append(str(queries.discussions(case, who)) if who.id in _oversees(cast) else "")
    found += [f"quoted by {q.made_by_name}" for q in evidence.quotes(case, who)]
    return " ".join(found)


def _oversees(cast: Cast) -> set[str]:
    return {cast.nadia.id, cast.prue.id, cast.owen.id}  # to whom the discussion's page is open


def nobody_reads_too_early(cast: Cast) -> None:
    rows = {
        r.reviewer: r for r in models.Review.objects.filter(case_id=cast.cases[REF], withdrawn="")
    }
    double = next((r.double for r in rows.values() if r.double), "")
    if not double or models.DoubleReview.objects.get(key=double).status != "begun":
        return
    both = all(r.status in SUBMITTED for r in rows.values())
    for name in WHO:
        text = readable(cast, getattr(cast, name))
        for author, word in WORDS.items():
            own, peer = author == name, name in WORDS
            allowed = own or (both and (peer or name == "nadia"))
            assert allowed or word not in text, (name, word)
            assert allowed or f"quoted by {author.title()}" not in text, (name, author)


def listed_are_those_the_rule_allows(cast: Cast) -> None:
    states = double_states(models.DoubleReview.objects.all())
    for name in WHO:
        who = getattr(cast, name)
        assert {d.id for d in queries.doubles_visible_to(who)} == {
            key for key, state in states.items() if may_see(state, who)
        }


@settings(
    max_examples=12 if os.environ.get("STOCKTAKE_PROVE") else 3,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(story=stories)
@pytest.mark.django_db
def test_random_double_reviews_stay_blind_until_both_are_in(cast: Cast, story: list[Turn]) -> None:
    with suppress(_Undo), transaction.atomic():
        for turn in story:
            do(cast, turn)
            nobody_reads_too_early(cast)
            listed_are_those_the_rule_allows(cast)
        assert agreement.disagreements() == ()
        raise _Undo


@pytest.mark.django_db
def test_the_search_finds_what_is_not_hidden(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """The negative control: with nobody blind, the words of the other are found."""
    nothing: frozenset[str] = frozenset()
    with suppress(_Undo), transaction.atomic():
        for turn in _lawful(13, [True] * 6):
            do(cast, turn)
        nobody_reads_too_early(cast)
        monkeypatch.setattr(people, "hidden_work", lambda who, case: nothing)
        monkeypatch.setattr(people, "hidden_by_case", lambda who, at: {})
        with pytest.raises(AssertionError):
            nobody_reads_too_early(cast)
        raise _Undo


class _Undo(Exception):
    """Takes the story back."""
