"""The rule of the shelf: a version is added once, by someone who may, and never changed."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import ClassVar

from stocktake.core import lifecycle
from stocktake.core.capacity import Capacity
from stocktake.core.lifecycle import Rule
from stocktake.core.thread import Act, Person
from stocktake.frameworks.domain.content import Content

MAY_ADD = (Capacity.QA_MANAGER, Capacity.LOCAL_OPERATOR)


@dataclass(frozen=True, kw_only=True)
class Add(Act):
    """A version is put on the shelf; its id is the hash of its content."""

    key: str
    title: str
    file: str  # the name of the file it came from, without its folder
    content: Content = field(metadata={"record": False})  # the id is its hash


@dataclass(frozen=True, kw_only=True)
class AddFramework(Add):
    NAME: ClassVar[str] = "framework.added"


@dataclass(frozen=True, kw_only=True)
class AddForm(Add):
    NAME: ClassVar[str] = "form.added"


@dataclass(frozen=True, kw_only=True)
class AddBaseline(Add):
    NAME: ClassVar[str] = "baseline.added"


@dataclass(frozen=True, kw_only=True)
class AddThemes(Add):
    NAME: ClassVar[str] = "themes.added"


@dataclass(frozen=True, kw_only=True)
class AddInstrument(Add):
    NAME: ClassVar[str] = "instrument.added"


ACTS: dict[str, type[Add]] = {
    "framework": AddFramework,
    "form": AddForm,
    "baseline": AddBaseline,
    "themes": AddThemes,
    "instrument": AddInstrument,
}


@dataclass(frozen=True, kw_only=True)
class VersionState:
    """A version on the shelf."""

    content: Content
    added_at: datetime
    status: str = "added"


MOVES = tuple(Rule(act=act, before=(None,), after="added", may=MAY_ADD) for act in ACTS.values())


def refusal(state: VersionState | None, act: Act, by: Person, at: datetime) -> str | None:
    """Why this version may not be added now, or None."""
    return lifecycle.refusal(MOVES, state, act, by, thing="this version")


def after(state: VersionState | None, act: Act, by: Person, at: datetime) -> VersionState:
    assert isinstance(act, Add)
    return VersionState(content=act.content, added_at=at)
