"""What a report says of all children: in tenths, without counts, and a plain refusal."""

import re
from dataclasses import replace

from stocktake.reports.compose.everybody import CANNOT, TENTHS, of_everybody
from stocktake.reports.compose.facts import SayingFacts
from stocktake.reports.compose.tallies import tallies
from stocktake.reports.domain.document import Paragraph
from tests.round_facts import finished_round


def told(*sayings: SayingFacts) -> Paragraph | None:
    facts = replace(finished_round(), sayings=sayings)
    blocks = of_everybody(facts, tallies(facts))
    assert all(isinstance(b, Paragraph) for b in blocks)
    return blocks[0] if blocks and isinstance(blocks[0], Paragraph) else None


def test_ends_are_moved_outward_to_tenths_and_no_number_is_printed() -> None:
    said = told(
        SayingFacts(theme="visits", least=0.41, most=0.89),
        SayingFacts(theme="supervision", least=0.31, most=0.5),
        SayingFacts(theme="relationships", least=0.81, most=0.97),
    )
    assert said is not None
    assert said.text == (
        "Of all the children whom the sample stands for, practice was strong for at least eight "
        "in ten in relationships; between four and nine in ten in visits; between three in ten "
        "and half in supervision."
    )
    assert not re.search(r"\d", said.text)
    assert said.sentences[0].rests_on


def test_too_little_is_refused_in_plain_words() -> None:
    said = told(
        SayingFacts(theme="visits", least=0.1, most=0.9),
        SayingFacts(theme="supervision", least=0.2, most=0.85),
    )
    assert said is not None
    assert said.text == f"{CANNOT.format('supervision and visits')}."


def test_a_change_is_told_only_where_it_is_probable() -> None:
    higher = "Probably higher than in April 2026: at least 17 chances in 20."
    no = "These reviews cannot tell a change since April 2026."
    said = told(
        SayingFacts(theme="visits", least=0.6, most=1.0, since=higher),
        SayingFacts(theme="supervision", least=0.0, most=0.25, since=no),
    )
    assert said is not None
    assert "Probably higher than in April 2026: visits." in said.text
    assert "at least six in ten" in said.text
    assert "at most three in ten" in said.text
    assert "cannot tell" not in said.text


def test_nothing_is_said_without_a_sample_or_of_a_theme_whose_tally_is_hidden() -> None:
    assert told() is None
    facts = replace(finished_round(), sayings=(SayingFacts(theme="visits", least=0.1, most=0.2),))
    assert of_everybody(facts, ()) == ()
    assert len(TENTHS) == 11
