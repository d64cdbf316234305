"""The world of the matrix, made once for each file of tests and undone after it."""

from collections.abc import Iterator

import pytest
from django.db import transaction
from django.test import override_settings
from pytest_django.plugin import DjangoDbBlocker

from stocktake.record.home import Home
from tests.matrix_desk import World, make_world


@pytest.fixture(scope="module")
def world(
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[World]:
    """In a home of its own, so that what is published and the clock stay here."""
    home = Home(tmp_path_factory.mktemp("home"))
    home.make(demonstration=True, council="Thornmere (fictional)")
    with django_db_blocker.unblock(), override_settings(HOME=home):
        around = transaction.atomic()
        around._from_testcase = True  # type: ignore[attr-defined]
        with around:
            yield make_world(tmp_path_factory.mktemp("extract"))
            transaction.set_rollback(True)
