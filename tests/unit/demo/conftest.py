"""The invented council, made once for all its tests."""

import pytest

from stocktake.demo.thornmere.council import Thornmere, thornmere


@pytest.fixture(scope="session")
def council() -> Thornmere:
    return thornmere()
