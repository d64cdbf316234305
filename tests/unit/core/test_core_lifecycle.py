"""The table of lawful moves answers, in words, and draws itself."""

from dataclasses import dataclass
from typing import ClassVar

from stocktake.core import lifecycle
from stocktake.core.capacity import Capacity
from stocktake.core.lifecycle import Rule
from stocktake.core.thread import Act, Person


@dataclass(frozen=True, kw_only=True)
class Open(Act):
    NAME: ClassVar[str] = "door.opened"


@dataclass(frozen=True, kw_only=True)
class Shut(Act):
    NAME: ClassVar[str] = "door.shut"


@dataclass(frozen=True)
class Door:
    status: str


MOVES = (
    Rule(act=Open, before=(None, "shut"), after="open", may=(Capacity.WORKER,)),
    Rule(act=Shut, before=("open",), after="shut", may=(Capacity.TEAM_MANAGER, Capacity.WORKER)),
)
SAM = Person(id="1", name="Sam", capacities=frozenset({Capacity.WORKER}))
STRANGER = Person(id="2", name="Mel", capacities=frozenset({Capacity.MEMBER}))


def test_a_lawful_move_is_not_refused() -> None:
    assert lifecycle.refusal(MOVES, None, Open(), SAM, thing="the door") is None
    assert lifecycle.next_status(MOVES, None, Open()) == "open"


def test_the_stranger_is_told_who_can() -> None:
    said = lifecycle.refusal(MOVES, Door("open"), Shut(), STRANGER, thing="the door")
    assert (
        said
        == "Only the allocated worker or the team manager can do this. Ask them if it is needed."
    )


def test_a_move_in_the_wrong_state_says_the_state() -> None:
    said = lifecycle.refusal(MOVES, Door("open"), Open(), SAM, thing="the door")
    assert said == "This is not possible now: the door is “open”."


def test_the_act_is_done_in_the_first_capacity_the_table_lists() -> None:
    both = Person(id="3", name="T", capacities=frozenset({Capacity.WORKER, Capacity.TEAM_MANAGER}))
    assert lifecycle.capacity_of(MOVES, Shut(), both) is Capacity.TEAM_MANAGER


def test_the_table_draws_itself() -> None:
    assert "    [*] --> open: opened\n" in lifecycle.diagram(MOVES)
