"""The parts of an instrument as its file gives them. docs/reference/instrument.md teaches each.

Conditions and values stay as written (`Raw`): they mean something only beside the questions they
name, and are read when the instrument is compiled.
"""

from dataclasses import dataclass, field
from typing import Annotated, Any, ClassVar, Literal

from pydantic import BeforeValidator, Field

Raw = Any
Id = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9_-]*$", max_length=64)]
Cell = Literal["yes_no", "yes_no_na", "choice", "number", "date", "text"]
Type = Literal[
    "yes_no", "yes_no_na", "choice", "choices", "scale", "number", "date", "text",
    "table", "people", "computed",
]  # fmt: skip
Voice = Literal["record", "discussion"]


def _options(written: Any) -> Any:
    """Options may be written as bare ids."""
    if isinstance(written, list):
        return [{"id": one} if isinstance(one, str) else one for one in written]
    return written


def _one_or_more(written: Any) -> Any:
    """A single mapping stands for a list of one."""
    return [written] if isinstance(written, dict) else written


@dataclass(frozen=True, kw_only=True)
class Strict:
    """A part of a file: a key that it does not know is an error, never ignored."""

    __pydantic_config__: ClassVar[dict[str, Any]] = {"extra": "forbid"}
    # Fields younger than the first stored versions: out of facts and hash while unused.
    YOUNGER: ClassVar[frozenset[str]] = frozenset()


@dataclass(frozen=True, kw_only=True)
class Option(Strict):
    """One answer of a choice, one tick of a list, one point of a scale, one level of a rating."""

    id: Id
    label: str = ""
    help: str = ""

    @property
    def words(self) -> str:
        return self.label or self.id


Options = Annotated[tuple[Option, ...], BeforeValidator(_options)]


@dataclass(frozen=True, kw_only=True)
class Forced(Strict):
    """An answer that other answers set (`to`) or bar (`bar`), with the reason that is shown."""

    because: str
    when: Raw = None
    unless: Raw = None
    to: Raw = None
    bar: Raw = None


@dataclass(frozen=True, kw_only=True)
class Column(Strict):
    """One column of a table."""

    id: Id
    ask: str = ""
    type: Cell = "text"
    options: Options = ()
    na: bool = False


@dataclass(frozen=True, kw_only=True)
class Question(Strict):
    """One question. `samples` are the values by which a number or a date is enumerated."""

    id: Id
    ask: str
    type: Type
    help: str = ""
    options: Options = ()
    columns: tuple[Column, ...] = ()
    na: bool = False
    required: bool = True
    min: str = ""
    max: str = ""
    within_window: bool = False
    when: Raw = None
    forced: tuple[Forced, ...] = ()
    value: Raw = None
    samples: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Gate(Strict):
    """What must hold for an item to be judged at all; else it is not applicable, for `reason`."""

    when: Raw
    reason: str


Gates = Annotated[tuple[Gate, ...], BeforeValidator(_one_or_more)]


@dataclass(frozen=True, kw_only=True)
class Rule(Strict):
    """One way to a rating."""

    gives: str
    when: Raw
    says: str = ""


@dataclass(frozen=True, kw_only=True)
class Rating(Strict):
    """The rules of a rating. `precedence`: which of two ratings stands where both rules hold."""

    rules: tuple[Rule, ...]
    levels: tuple[str, ...] = ()
    precedence: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ForEach(Strict):
    """A sub-item asked once for each row of a table of people, or for those rows that fit."""

    table: str
    where: Raw = None
    samples: int = 2  # rows with which the roll-up is enumerated


@dataclass(frozen=True, kw_only=True)
class Part(Strict):
    """A sub-item: questions with a gate and, where wanted, a rating of their own."""

    id: Id
    title: str = ""
    help: str = ""
    applies: Gates = ()
    for_each: ForEach | None = None
    questions: tuple[Question, ...] = ()
    rating: Rating | None = None


@dataclass(frozen=True, kw_only=True)
class InstrumentItem(Strict):
    """One item: its questions and sub-items, when it applies, and the rules of its rating."""

    YOUNGER: ClassVar[frozenset[str]] = frozenset(
        [
            "title",
            "section",
            "applies",
            "judged",
            "questions",
            "parts",
            "rating",
            "reason",
            "follow_ups",
            "sources",
        ]
    )

    id: Id
    title: str = ""
    section: str = ""
    help: str = ""
    applies: Gates = ()
    judged: tuple[Voice, ...] = ()
    questions: tuple[Question, ...] = ()
    parts: tuple[Part, ...] = ()
    rating: Rating | None = None
    reason: bool = False
    follow_ups: tuple[Question, ...] = ()
    sources: tuple[str, ...] | bool = False


@dataclass(frozen=True, kw_only=True)
class Outcome(Strict):
    """What several items' ratings come to, by rules; a level may be missing."""

    id: Id
    title: str = ""
    applies: Gates = ()
    rating: Rating


@dataclass(frozen=True, kw_only=True)
class Check(Strict):
    """Two places of a case that must agree."""

    id: Id
    must: Raw
    says: str
    when: Raw = None


@dataclass(frozen=True, kw_only=True)
class Threshold(Strict):
    """A share of the applicable cases of a round, compared without rounding."""

    id: Id
    title: str = ""
    of: str
    counts: tuple[str, ...]
    at_least: str  # per cent
    also: Raw = None
    also_says: str = ""


@dataclass(frozen=True, kw_only=True)
class Vector(Strict):
    """Answers with what must come of them, or an item with the counts of its combinations."""

    says: str = ""
    answers: Raw = None
    expect: dict[str, str] = field(default_factory=dict)
    item: str = ""
    given: Raw = None
    lawful: bool = False
    counts: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Section(Strict):
    id: Id
    title: str
    help: str = ""


@dataclass(frozen=True, kw_only=True)
class Instrument(Strict):
    """A rating instrument as one immutable version."""

    YOUNGER: ClassVar[frozenset[str]] = frozenset(
        [
            "jurisdiction",
            "sections",
            "face",
            "round",
            "ratings",
            "outcome_ratings",
            "not_applicable",
            "sources",
            "outcomes",
            "checks",
            "thresholds",
            "vectors",
        ]
    )

    key: str
    title: str
    about: str = ""
    jurisdiction: str = ""
    sections: tuple[Section, ...] = ()
    face: tuple[Question, ...] = ()
    round: tuple[Question, ...] = ()
    ratings: Options = ()
    outcome_ratings: Options = ()
    not_applicable: str = "na"
    sources: Options = ()
    items: tuple[InstrumentItem, ...]
    outcomes: tuple[Outcome, ...] = ()
    checks: tuple[Check, ...] = ()
    thresholds: tuple[Threshold, ...] = ()
    vectors: tuple[Vector, ...] = ()
    hash: str = ""


DEFAULT_SOURCES = (
    Option(id="record", label="The record"),
    Option(id="worker", label="The worker"),
    Option(id="manager", label="The manager"),
    Option(id="child", label="The child or young person"),
    Option(id="parent", label="A parent"),
    Option(id="carer", label="A carer"),
    Option(id="partner", label="A partner agency"),
)
