"""The document model: what a report says, sentence by sentence, and what each rests on.

Texts may hold references like "{table themes}", "{figure strong}" or "{paragraph finding-7}";
`public` turns them into numbers, so that they follow the order of the document.
"""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from pydantic import TypeAdapter

from stocktake.core.disclosure import Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A number in a sentence and what it counts."""

    shown: str
    unit: Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """`authored` says why nothing stands beneath it: "fixed phrase", or the author's own reason."""

    text: str
    rests_on: tuple[str, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    authored: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """One numbered paragraph (or the unnumbered one of a summary)."""

    id: str
    sentences: tuple[Sentence, ...]
    edited: bool = False
    kind: Literal["paragraph"] = "paragraph"

    @property
    def text(self) -> str:
        return " ".join(s.text for s in self.sentences)

    @property
    def rests_on(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(ref for s in self.sentences for ref in s.rests_on))


@dataclass(frozen=True, slots=True, kw_only=True)
class Bullets:
    """An opening line and its points."""

    id: str
    intro: str
    items: tuple[str, ...]
    authored: str = ""
    kind: Literal["bullets"] = "bullets"


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """`unit` for numbers; `sums` says that "part"s of a row add up to its "total"."""

    heading: str
    unit: Unit | None = None
    sums: Literal["total", "part", ""] = ""
    lead: bool = False  # its first sentence stands in bold


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """Cells as they are shown: counts are masked before they come here."""

    cells: tuple[str, ...]
    rests_on: tuple[str, ...] = ()
    total: bool = False  # the column sums of the rows above


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table whose title states what it finds."""

    id: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    note: str = ""
    edited: bool = False
    kind: Literal["table"] = "table"


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A row of a figure: `low` is certain, up to `high` possible, of `total`."""

    group: str
    label: str
    low: int
    high: int
    total: int
    part: str  # as written in the bar
    rest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A picture of parts of totals, with the same numbers as the table it names."""

    id: str
    title: str
    legend: str
    alt: str
    unit: Unit
    table: str
    bars: tuple[Bar, ...]
    kind: Literal["figure"] = "figure"


Block = Paragraph | Bullets | Table | Figure


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """`evidence` sections hold only sentences that rest on something or say why not."""

    id: str
    title: str
    level: int
    numbered: bool
    evidence: bool
    blocks: tuple[Block, ...] = ()
    short: str = ""  # in the contents list, when the title is long


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A line of the heading table."""

    key: str
    label: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A whole report, before anything is taken out of it for the public."""

    preset: str
    council: str
    title: str
    heading: tuple[Field, ...]
    sections: tuple[Section, ...]
    contact: tuple[str, ...]
    next_steps: str = ""

    def __post_init__(self) -> None:
        """Two blocks of one id would share a number, an edit and a basis. Raises ValueError."""
        ids = [(block.kind, block.id) for _, block in self.blocks()]
        if len(ids) != len(set(ids)):
            twice = sorted({f"{kind} {id_}" for kind, id_ in ids if ids.count((kind, id_)) > 1})
            raise ValueError(f"Two blocks of the report have one id: {', '.join(twice)}.")

    @property
    def digest(self) -> str:
        """SHA-256 of the canonical text: approvals hold for exactly these words."""
        return hashlib.sha256(as_json(self).encode()).hexdigest()

    def blocks(self) -> Iterator[tuple[Section, Block]]:
        for section in self.sections:
            for block in section.blocks:
                yield section, block

    def block(self, block_id: str) -> Block | None:
        return next((b for _, b in self.blocks() if b.id == block_id), None)

    def field(self, key: str) -> str:
        return next((f.value for f in self.heading if f.key == key), "")


_CODEC = TypeAdapter(Report)


def as_json(report: Report) -> str:
    """One line of JSON, the same for equal reports."""
    return _CODEC.dump_json(report).decode()


def from_json(text: str) -> Report:
    return _CODEC.validate_json(text)


def with_block(report: Report, block_id: str, change: Callable[[Block], Block | None]) -> Report:
    """The report with one block changed, or left out where `change` gives None."""
    sections = []
    for section in report.sections:
        changed = [change(b) if b.id == block_id else b for b in section.blocks]
        sections.append(replace(section, blocks=tuple(b for b in changed if b is not None)))
    return replace(report, sections=tuple(sections))


def rewritten(paragraph: Paragraph, text: str, *, authored: str = "") -> Paragraph:
    """The paragraph in other words, still resting on what it rested on."""
    kept = tuple(
        dict.fromkeys(q for s in paragraph.sentences for q in s.quantities if q.shown in text)
    )
    reason = authored or next((s.authored for s in paragraph.sentences if s.authored), "")
    if paragraph.rests_on and not authored:
        reason = ""
    words = Sentence(text=text, rests_on=paragraph.rests_on, quantities=kept, authored=reason)
    return replace(paragraph, sentences=(words,), edited=True)
