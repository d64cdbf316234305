"""A compiled instrument: its questions and what is judged, with every condition read."""

from collections.abc import Mapping
from dataclasses import dataclass

from stocktake.frameworks.domain.instrument.logic import Condition, Term
from stocktake.frameworks.domain.instrument.names import RATING, Loc, Names
from stocktake.frameworks.domain.instrument.parts import Instrument, Question, Threshold
from stocktake.frameworks.domain.instrument.values import Value


@dataclass(frozen=True, slots=True, kw_only=True)
class Force:
    """An answer set or barred while a condition holds."""

    when: Condition
    to: Value | None
    bar: frozenset[Value]
    because: str
    loc: Loc


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """A question in its place. `when` None: always asked."""

    path: str
    unit: str
    question: Question
    loc: Loc
    when: Condition | None = None
    forced: tuple[Force, ...] = ()
    value: Term | None = None
    samples: tuple[Value, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """A rule of a rating. `id` is the level with a number: strength.1."""

    id: str
    gives: str
    when: Condition
    says: str
    loc: Loc


@dataclass(frozen=True, slots=True)
class Opening:
    when: Condition
    reason: str
    loc: Loc


@dataclass(frozen=True, slots=True)
class Each:
    """A sub-item asked for each row of a table."""

    path: str
    where: Condition
    samples: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """What is judged: an item, a sub-item or an outcome; `ways` empty: it has no rating."""

    id: str
    kind: str
    title: str
    loc: Loc
    parent: str = ""
    levels: tuple[str, ...] = ()
    gates: tuple[Opening, ...] = ()
    ways: tuple[Way, ...] = ()
    precedence: tuple[str, ...] = ()
    slots: tuple[str, ...] = ()
    follow_ups: tuple[str, ...] = ()
    each: Each | None = None
    parts: tuple[str, ...] = ()
    reason: bool = False
    sources: tuple[str, ...] = ()
    twice: bool = False

    @property
    def path(self) -> str:
        return f"{RATING}{self.id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class CrossCheck:
    id: str
    when: Condition
    must: Condition
    says: str
    loc: Loc


@dataclass(frozen=True, slots=True)
class Share:
    """A threshold with its further condition read."""

    threshold: Threshold
    also: Condition
    loc: Loc


@dataclass(frozen=True, slots=True, kw_only=True)
class Compiled:
    """An instrument ready to rate and to enumerate."""

    instrument: Instrument
    names: Names
    slots: Mapping[str, Slot]
    units: Mapping[str, Unit]
    checks: tuple[CrossCheck, ...]
    shares: tuple[Share, ...]
    order: tuple[str, ...] = ()  # paths of slots, gates and ratings, each after what it needs
    row_order: tuple[str, ...] = ()  # the same for questions that are asked row by row

    @property
    def na(self) -> str:
        return self.instrument.not_applicable
