"""Tests of one group run on one worker: their names say so, by which they are dealt out."""

import pytest


def test_every_test_of_a_group_is_named_for_it(request: pytest.FixtureRequest) -> None:
    if not getattr(request.config.option, "loadgroup", False):
        pytest.skip("not dealt out over workers")
    grouped = [i for i in request.session.items if i.get_closest_marker("xdist_group")]
    lost = [i.nodeid for i in grouped if "@" not in i.nodeid]
    assert lost == []
