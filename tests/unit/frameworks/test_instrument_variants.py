"""Two depths of one bank: what names an item left out goes with it; what does not stays."""

import pytest

from stocktake.frameworks.domain.instrument.parts import Instrument
from stocktake.frameworks.domain.reading import Unreadable, read
from tests.osri import counted, loaded, tied

HEAD = "kind: instrument\nkey: less\ntitle: Less\nbased_on: osri-2014\n"


def less(text: str) -> Instrument:
    content = read(HEAD + text, file="less.yaml", form=lambda key: loaded())
    assert isinstance(content, Instrument)
    return content


def test_a_variant_keeps_items_and_what_rests_on_them_alone() -> None:
    found = less('keep: ["1", "2", "3"]\n')
    assert [item.id for item in found.items] == ["1", "2", "3"]
    assert [outcome.id for outcome in found.outcomes] == ["safety-1", "safety-2"]
    assert found.checks == ()
    assert len(found.thresholds) == 4
    assert {vector.item for vector in found.vectors} == {"1", "2", "3", "safety-1", "safety-2"}


def test_what_the_variant_says_itself_goes_first() -> None:
    found = less("keep: ['4']\ntitle: Four\n".replace("title: Four\n", "outcomes: []\n"))
    assert found.outcomes == ()
    assert found.hash != loaded().hash


def test_an_item_kept_may_not_lean_on_one_left_out() -> None:
    with pytest.raises(Unreadable, match=r"nothing called “5\.goals\.B1” here"):
        less('keep: ["6"]\n')


def test_the_same_items_count_the_same() -> None:
    assert counted(tied(), "3")[0] == 729
    assert len(less("").items) == 8
