"""What of a report is public: numbered, its references resolved, what it rests on left behind.

Renderers take a `Public` and nothing else, so no reference to evidence can reach a published file.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import count

from stocktake.reports.domain.document import (
    Bar,
    Block,
    Bullets,
    Field,
    Figure,
    Paragraph,
    Report,
    Section,
    Table,
)

_REFERENCE = re.compile(r"\{(table|figure|paragraph) ([a-z0-9-]+)\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicParagraph:
    number: int | None
    text: str
    kind: str = "paragraph"


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicBullets:
    intro: str
    items: tuple[str, ...]
    kind: str = "bullets"


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicCell:
    """A cell: the part in bold, the rest, and whether it is a number."""

    lead: str
    text: str
    number: bool

    @property
    def words(self) -> str:
        return f"{self.lead} {self.text}".strip()


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicTable:
    anchor: str
    label: str
    title: str
    head: tuple[PublicCell, ...]
    rows: tuple[tuple[PublicCell, ...], ...]
    units: tuple[str, ...]
    note: str
    kind: str = "table"


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicFigure:
    anchor: str
    label: str
    title: str
    legend: str
    alt: str
    table: str  # the label of the table with the same numbers
    bars: tuple[Bar, ...]
    kind: str = "figure"


PublicBlock = PublicParagraph | PublicBullets | PublicTable | PublicFigure


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicSection:
    anchor: str
    title: str
    short: str
    level: int
    first: int | None  # the number of its first paragraph
    blocks: tuple[PublicBlock, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """What the place of publication adds: a demonstration's line, when and how it was published."""

    demonstration: bool = False
    draft: bool = False
    published: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Public:
    """The whole of what is published, in order."""

    council: str
    title: str
    heading: tuple[Field, ...]
    sections: tuple[PublicSection, ...]
    contact: tuple[str, ...]
    marks: Marks = Marks()

    def value(self, key: str) -> str:
        return next((f.value for f in self.heading if f.key == key), "")


def public(report: Report, marks: Marks = Marks()) -> Public:
    """The public face of a report. Raises KeyError for a reference to nothing."""
    numbers = numbering(report)
    return Public(
        council=report.council,
        title=report.title,
        heading=report.heading,
        sections=tuple(_section(s, numbers) for s in report.sections),
        contact=report.contact,
        marks=marks,
    )


def numbering(report: Report) -> dict[tuple[str, str], str]:
    """("paragraph" | "table" | "figure", id) → its number; paragraphs run on through all headings."""
    counters = {kind: count(1) for kind in ("paragraph", "table", "figure")}
    numbers: dict[tuple[str, str], str] = {}
    for section, block in report.blocks():
        if block.kind != "bullets" and (block.kind != "paragraph" or section.numbered):
            numbers[block.kind, block.id] = str(next(counters[block.kind]))
    return numbers


def missing_references(text: str, numbers: Mapping[tuple[str, str], str]) -> tuple[str, ...]:
    return tuple(m[0] for m in _REFERENCE.finditer(text) if (m[1], m[2]) not in numbers)


def resolved(text: str, numbers: Mapping[tuple[str, str], str]) -> str:
    """ "{table themes}" becomes "Table 1", "{paragraph x}" becomes "paragraph 9"."""

    def words(match: re.Match[str]) -> str:
        name = match[1] if match[1] == "paragraph" else match[1].title()
        return f"{name} {numbers[match[1], match[2]]}"

    return _REFERENCE.sub(words, text)


def _section(section: Section, numbers: Mapping[tuple[str, str], str]) -> PublicSection:
    own = [numbers.get(("paragraph", b.id)) for b in section.blocks]
    first = next((int(n) for n in own if n), None)
    return PublicSection(
        anchor=section.id,
        title=section.title,
        short=section.short or section.title,
        level=section.level,
        first=first,
        blocks=tuple(_block(b, numbers) for b in section.blocks),
    )


def _block(block: Block, numbers: Mapping[tuple[str, str], str]) -> PublicBlock:
    if isinstance(block, Paragraph):
        number = numbers.get(("paragraph", block.id))
        return PublicParagraph(
            number=int(number) if number else None, text=resolved(block.text, numbers)
        )
    if isinstance(block, Bullets):
        items = tuple(resolved(i, numbers) for i in block.items)
        return PublicBullets(intro=resolved(block.intro, numbers), items=items)
    if isinstance(block, Table):
        return _table(block, numbers)
    return _figure(block, numbers)


def _table(table: Table, numbers: Mapping[tuple[str, str], str]) -> PublicTable:
    def cell(text: str, number: bool, lead: bool) -> PublicCell:
        bold, _, rest = text.partition(". ") if lead else ("", "", text)
        bold = f"{bold}." if bold and rest else bold
        return PublicCell(lead=bold, text=resolved(rest, numbers), number=number)

    kinds = [(c.unit is not None, c.lead) for c in table.columns]
    return PublicTable(
        anchor=f"table-{table.id}",
        label=f"Table {numbers['table', table.id]}",
        title=resolved(table.title, numbers),
        head=tuple(cell(c.heading, c.unit is not None, False) for c in table.columns),
        rows=tuple(
            tuple(cell(text, *kind) for text, kind in zip(row.cells, kinds, strict=True))
            for row in table.rows
        ),
        units=tuple(c.unit.value if c.unit else "" for c in table.columns),
        note=resolved(table.note, numbers),
    )


def _figure(figure: Figure, numbers: Mapping[tuple[str, str], str]) -> PublicFigure:
    return PublicFigure(
        anchor=f"figure-{figure.id}",
        label=f"Figure {numbers['figure', figure.id]}",
        title=resolved(figure.title, numbers),
        legend=figure.legend,
        alt=resolved(figure.alt, numbers),
        table=f"Table {numbers['table', figure.table]}",
        bars=figure.bars,
    )
