"""A frozen round with its cast, made once for each file of tests and taken back after it."""

from collections.abc import Iterator

import pytest
from django.db import transaction
from pytest_django.plugin import DjangoDbBlocker

from tests.review_desk import Cast, make_round


@pytest.fixture(scope="module")
def made_round(
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Cast]:
    """The round in a transaction of its own; each test's changes are undone inside it."""
    with django_db_blocker.unblock():
        around = transaction.atomic()
        around._from_testcase = True  # as Django marks a TestCase's own transaction
        with around:
            yield make_round(tmp_path_factory.mktemp("round"))
            transaction.set_rollback(True)


@pytest.fixture
def cast(made_round: Cast, db: None) -> Cast:
    return made_round
