"""The small frozen round of the reviews, with its cast."""

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
    """Made once for the file; each test's own changes are undone inside it."""
    with django_db_blocker.unblock():
        around = transaction.atomic()
        around._from_testcase = True
        with around:
            yield make_round(tmp_path_factory.mktemp("round"))
            transaction.set_rollback(True)


@pytest.fixture
def cast(made_round: Cast, db: None) -> Cast:
    return made_round
