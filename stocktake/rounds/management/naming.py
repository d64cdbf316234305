"""Which round and which day a command means, and who may see any."""

from argparse import ArgumentParser
from datetime import date

from stocktake.core.capacity import Capacity
from stocktake.core.thread import Person
from stocktake.people.command import BadInput
from stocktake.rounds import queries
from stocktake.rounds.domain.rounds import SEES
from stocktake.rounds.domain.values import Round


def by_reference(one: ArgumentParser) -> None:
    one.add_argument("round", help="its reference, as 2026-10")


def round_named(name: str, by: Person) -> Round:
    """The round with this reference, for somebody who may see it. Raises BadInput."""
    found = queries.by_reference(name) if may_see(by) else None
    if found is None:
        raise BadInput(f"There is no round {name}. `stocktake round list` shows them.")
    return found


def day(text: str) -> date:
    """A day as it is typed. Raises BadInput."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise BadInput(f"{text} is not a date like 2026-10-19.") from None


def may_see(by: Person) -> bool:
    return by.holds(*SEES, Capacity.LOCAL_OPERATOR)
