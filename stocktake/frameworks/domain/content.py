"""Frameworks, review forms, baselines and themes as values.

Everything here is data that a council may change by adding a file, and nothing in the code may
hard-code it; the four grade ids alone are fixed, because trends compare them across versions.
"""

import hashlib
import json
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import date
from typing import Any, Literal

from stocktake.core.strata import Depth, Stratum
from stocktake.frameworks.domain.instrument.parts import Instrument, InstrumentItem, Strict

GRADES = ("outstanding", "good", "requires_improvement", "inadequate")
GradeId = Literal["outstanding", "good", "requires_improvement", "inadequate"]
SafeId = Literal["yes", "needs further exploration", "immediate measures"]


@dataclass(frozen=True, kw_only=True)
class Theme(Strict):
    """One of the subjects under which findings are gathered. The id is permanent."""

    id: str
    label: str
    question: str


@dataclass(frozen=True, kw_only=True)
class Themes(Strict):
    """All themes, in the order in which reports list them."""

    key: str
    title: str
    themes: tuple[Theme, ...]
    hash: str = ""


@dataclass(frozen=True, kw_only=True)
class Grade(Strict):
    """One point of the scale, in the framework's own words."""

    id: GradeId
    label: str


@dataclass(frozen=True, kw_only=True)
class Area(Strict):
    """A judgement that inspectors make. `practice` is false for leaders and the overall grade."""

    id: str
    title: str
    practice: bool = True


@dataclass(frozen=True, kw_only=True)
class Criterion(Strict):
    """What good looks like, in our words; `verified` when checked against the published text."""

    id: str
    area: str
    heading: str
    text: str
    verified: bool = False


@dataclass(frozen=True, kw_only=True)
class Framework(Strict):
    """A judgement framework, for inspections that *start* from `starts` to `ends`."""

    key: str
    title: str
    starts: date
    ends: date | None = None
    source: str
    about: str = ""
    areas: tuple[Area, ...]
    scale: tuple[Grade, ...]
    criteria: tuple[Criterion, ...]
    hash: str = ""

    @property
    def overall(self) -> bool:
        """Whether inspectors give an overall grade under this version."""
        return any(area.id == "OE" for area in self.areas)

    def in_force(self, day: date) -> bool:
        return self.starts <= day and (self.ends is None or day <= self.ends)


@dataclass(frozen=True, kw_only=True)
class Anchor(Strict):
    """What one of the four depths looks like, on the record and in discussion alike."""

    label: str
    text: str

    def __str__(self) -> str:
        return self.label


@dataclass(frozen=True, kw_only=True)
class Item(InstrumentItem):
    """One item of a form. `strata` empty: asked of every child; `help`: where to look.

    `timeliness`: ids of the timeliness rules that bear on it; ids that no rule has show nothing.
    """

    theme: str
    label: str
    question: str
    anchors: tuple[Anchor, ...] = ()
    graded: bool = True
    record_scale: bool = True
    discussion_scale: bool = True
    strata: tuple[Stratum, ...] = ()
    timeliness: tuple[str, ...] = ()

    def asked_of(self, stratum: Stratum | str) -> bool:
        return not self.strata or stratum in self.strata


@dataclass(frozen=True, kw_only=True)
class Prompts(Strict):
    """The words over the boxes of every item; `develop` always comes with `system`."""

    working: str = "What is working"
    develop: str = "What are we worried about, and what would make it better"
    system: str = "What in the system helped or hindered"
    record: str = "What should move into the record?"


@dataclass(frozen=True, kw_only=True)
class SafeAnswer(Strict):
    """One of the three answers about safety now; the ids are fixed, the words are the form's."""

    id: SafeId
    label: str
    help: str = ""


@dataclass(frozen=True, kw_only=True)
class SafeNow(Strict):
    """The question no form can leave out; without an answer and its basis nothing is shared."""

    question: str
    help: str
    basis: str
    answers: tuple[SafeAnswer, ...]


@dataclass(frozen=True, kw_only=True)
class Form(Instrument):
    """An impact review form, as one immutable version: an instrument that reviews are held with."""

    depth: Depth
    graded: bool
    overall: str = ""  # the question that asks the grade of the whole; empty without grades
    prompts: Prompts = field(default_factory=Prompts)
    safe_now: SafeNow
    items: tuple[Item, ...]

    def items_for(self, stratum: Stratum | str) -> tuple[Item, ...]:
        """The items asked about a child of this stratum, in order."""
        return tuple(item for item in self.items if item.asked_of(stratum))

    def item(self, item_id: str) -> Item:
        return next(item for item in self.items if item.id == item_id)


@dataclass(frozen=True, kw_only=True)
class BaselineStatement(Strict):
    """What the last inspection said, in our words; `softer`: a remark, not a listed area."""

    id: str
    kind: Literal["area for improvement", "strength"]
    text: str
    softer: bool = False
    paragraph: str = ""
    theme: str = ""


@dataclass(frozen=True, kw_only=True)
class AreaGrade(Strict):
    """The grade that the inspection gave to one area of its framework."""

    area: str
    grade: GradeId


@dataclass(frozen=True, kw_only=True)
class Baseline(Strict):
    """An inspection as a set of statements against which a round judges practice now."""

    key: str
    title: str
    inspected_on: date  # the first day on site, which decides the framework
    source: str
    invented: bool = False
    grades: tuple[AreaGrade, ...] = ()
    statements: tuple[BaselineStatement, ...]
    hash: str = ""


Content = Framework | Form | Baseline | Themes | Instrument
KINDS: dict[str, type[Content]] = {
    "framework": Framework,
    "form": Form,
    "baseline": Baseline,
    "themes": Themes,
    "instrument": Instrument,
}


def kind_of(content: Content) -> str:
    return next(kind for kind, cls in KINDS.items() if type(content) is cls)


def facts_of(content: Content) -> dict[str, Any]:
    """The content as plain JSON values, without its hash."""
    facts = _facts(content)
    del facts["hash"]
    plain: dict[str, Any] = json.loads(json.dumps(facts, default=str))
    return plain


def _facts(part: Any) -> Any:
    """Parts as mappings. What instruments brought is left out while unused: the hash of a form
    that came before them stays as it was."""
    if isinstance(part, tuple | list):
        return [_facts(one) for one in part]
    if not is_dataclass(part) or isinstance(part, type):
        return part
    younger: frozenset[str] = getattr(part, "YOUNGER", frozenset())
    shown = {f.name: (getattr(part, f.name), f.default) for f in fields(part)}
    return {
        name: _facts(value)
        for name, (value, default) in shown.items()
        if not (name in younger and value == default)
    }


def hash_of(content: Content) -> str:
    """SHA-256 over kind and canonical JSON: layout and comments of a file make no new version."""
    facts = {"kind": kind_of(content), **facts_of(content)}
    canonical = json.dumps(facts, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()
