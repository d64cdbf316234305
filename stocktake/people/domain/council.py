"""The council's own settings: changed by the information-governance officer, each change an entry."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from stocktake.core import lifecycle
from stocktake.core.lifecycle import Rule
from stocktake.core.settings import Value
from stocktake.core.thread import Act, Person
from stocktake.people.domain.accounts import OFFICE


@dataclass(frozen=True, kw_only=True)
class ChangeSetting(Act):
    """`was` stands in the entry beside what it is now, as both would stand in the form."""

    NAME: ClassVar[str] = "setting.changed"
    value: Value
    was: str
    now: str


@dataclass(frozen=True, kw_only=True)
class CouncilSetting:
    """One setting as the council set it."""

    value: Value
    status: str = "set"


MOVES = (Rule(act=ChangeSetting, before=(None, "set"), after="set", may=OFFICE),)


def refusal(state: CouncilSetting | None, act: Act, by: Person, at: datetime) -> str | None:
    """Why it may not be changed, or None."""
    if sentence := lifecycle.refusal(MOVES, state, act, by, thing="this setting"):
        return sentence
    assert isinstance(act, ChangeSetting)
    return "This is what it was already." if act.was == act.now else None


def after(state: CouncilSetting | None, act: Act, by: Person, at: datetime) -> CouncilSetting:
    """The setting once changed."""
    assert isinstance(act, ChangeSetting)
    value = dict(act.value) if isinstance(act.value, Mapping) else act.value
    return CouncilSetting(value=value)
