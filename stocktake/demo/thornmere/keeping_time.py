"""How well a record keeps its intervals: most keep them, some slip, and a few have a long hole.

Drawn for each child and each kind of thing by itself: who is visited on time may well be
supervised late.
"""

from collections.abc import Iterator
from enum import StrEnum

from stocktake.demo.thornmere.chance import stream, weighted
from stocktake.demo.thornmere.story import Story


class Hand(StrEnum):
    STEADY = "steady"
    SLIPPING = "slipping"
    LAPSED = "lapsed"


SHARES = ((Hand.STEADY, 76.0), (Hand.SLIPPING, 18.0), (Hand.LAPSED, 6.0))


def hand(story: Story, kind: str) -> Hand:
    """How this season's record of the child keeps things of this kind."""
    rng = stream("hand", story.child.child_id, story.season.key, kind)
    return weighted(rng, SHARES)


def is_late(story: Story, kind: str) -> bool:
    """Whether something of this kind is to come late in the season."""
    return hand(story, kind) is not Hand.STEADY


def slips(
    story: Story, kind: str, *, short: tuple[int, int], long: tuple[int, int]
) -> Iterator[int]:
    """Days added to each interval, without end: none, now and then a few, or once very many."""
    rng = stream("slips", story.child.child_id, story.season.key, kind)
    kept = hand(story, kind)
    hole = rng.randint(1, 3)
    number = 0
    while True:
        number += 1
        if kept is Hand.LAPSED:
            yield rng.randint(*long) if number == hole else 0
        else:
            slipped = kept is Hand.SLIPPING and (number == hole or rng.random() < 0.1)
            yield rng.randint(*short) if slipped else 0
