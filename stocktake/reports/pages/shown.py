"""A report as its own pages show it: outline, blocks with numbers, and the flags beside them."""

from dataclasses import dataclass

from stocktake.core.disclosure import Flag
from stocktake.core.thread import Person
from stocktake.people import queries as people
from stocktake.reports.domain.checking import NOT_TO_JUSTIFY, place
from stocktake.reports.domain.document import Block, Bullets, Figure, Paragraph, Section, Table
from stocktake.reports.domain.lifecycle import ReportState
from stocktake.reports.domain.public import missing_references, numbering, resolved
from stocktake.reports.queries import READ_WORDS
from stocktake.ui.values import Place

TAGS = {
    "draft": ("Draft", ""),
    "checked": ("Checked", "blue"),
    "approved once": ("Approved by one", "blue"),
    "approved": ("Approved by two", "good"),
    "published": ("Published", "good"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownFlag:
    """A flag as this person may see it: `words` only where they may be read."""

    number: int
    block: str
    where: str
    rule: str
    say: str
    words: str
    withheld: str  # how many words this person is not shown
    reason: str
    can_justify: bool

    @property
    def open(self) -> bool:
        return not self.reason


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownBlock:
    """One paragraph, table or figure of the workspace."""

    id: str
    kind: str
    label: str
    text: str
    edited: bool
    rests_on: int
    authored: str
    head: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    flags: tuple[ShownFlag, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownSection:
    id: str
    title: str
    level: int
    first: str
    blocks: tuple[ShownBlock, ...]
    flags: int


def flags(state: ReportState, person: Person) -> tuple[ShownFlag, ...]:
    """Every flag. Those who may not read words of the record see where it is and which rule."""
    reads = person.holds(*READ_WORDS)
    return tuple(_flag(state, i, flag, reads) for i, flag in enumerate(state.flags))


def sections(state: ReportState, person: Person) -> tuple[ShownSection, ...]:
    """The whole report in order, each block with its number and its flags."""
    numbers = numbering(state.report)
    found = flags(state, person)
    return tuple(_section(section, numbers, found) for section in state.report.sections)


def flagged(state: ReportState, person: Person) -> tuple[tuple[ShownBlock, bool], ...]:
    """The blocks with an open flag, for the check; and whether each can be edited."""
    blocks = [b for section in sections(state, person) for b in section.blocks]
    return tuple(
        (block, block.kind in ("paragraph", "table"))
        for block in blocks
        if any(flag.open for flag in block.flags)
    )


def tabs(state: ReportState, here: str, person: Person) -> tuple[Place, ...]:
    """The parts of one report's work, in the order it is done."""
    base = f"/reports/{state.id}/"
    asked = [("Write", base), ("Check", f"{base}check/"), ("Approve", f"{base}approve/")]
    asked.append(("Publish", f"{base}publish/"))
    return tuple(Place(words=words, url=url, current=url == here) for words, url in asked)


def approvals(state: ReportState) -> tuple[tuple[str, str], ...]:
    """Who approved, with job and note."""
    names = people.cards({a.person for a in state.approvals})
    return tuple((names[a.person].name_and_job, a.note) for a in state.approvals)


def _flag(state: ReportState, number: int, flag: Flag, reads: bool) -> ShownFlag:
    count = len(flag.words.split())
    withheld = f"{count} word{'s' if count > 1 else ''}, not shown to you"
    return ShownFlag(
        number=number,
        block=flag.where.split("/")[0],
        where=place(state.report, flag.where),
        rule=flag.rule,
        say=flag.say,
        words=flag.words if reads else "",
        withheld="" if reads or not flag.words else withheld,
        reason=state.reason_for(flag),
        can_justify=flag.rule not in NOT_TO_JUSTIFY,
    )


def _section(
    section: Section, numbers: dict[tuple[str, str], str], found: tuple[ShownFlag, ...]
) -> ShownSection:
    blocks = tuple(_block(b, section, numbers, found) for b in section.blocks)
    firsts = [numbers.get(("paragraph", b.id), "") for b in section.blocks]
    return ShownSection(
        id=section.id,
        title=section.title,
        level=section.level,
        first=next((n for n in firsts if n), ""),
        blocks=blocks,
        flags=sum(flag.open for block in blocks for flag in block.flags),
    )


def _block(
    block: Block,
    section: Section,
    numbers: dict[tuple[str, str], str],
    found: tuple[ShownFlag, ...],
) -> ShownBlock:
    number = numbers.get((block.kind, block.id), "")
    label = f"{block.kind.title()} {number}" if number else section.title
    return ShownBlock(
        id=block.id,
        kind=block.kind,
        label=label,
        text=_said(_words(block), numbers),
        edited=getattr(block, "edited", False),
        rests_on=len(_basis(block)),
        authored=_authored(block),
        head=tuple(c.heading for c in block.columns) if isinstance(block, Table) else (),
        rows=_rows(block, numbers) if isinstance(block, Table) else (),
        flags=tuple(flag for flag in found if flag.block == block.id),
    )


def _words(block: Block) -> str:
    if isinstance(block, Paragraph):
        return block.text
    if isinstance(block, Bullets):
        return " ".join([block.intro, *block.items])
    return block.title


def _said(text: str, numbers: dict[tuple[str, str], str]) -> str:
    return text if missing_references(text, numbers) else resolved(text, numbers)


def _rows(table: Table, numbers: dict[tuple[str, str], str]) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(_said(cell, numbers) for cell in row.cells) for row in table.rows)


def _basis(block: Block) -> tuple[str, ...]:
    if isinstance(block, Paragraph):
        return block.rests_on
    if isinstance(block, Table):
        return tuple(dict.fromkeys(ref for row in block.rows for ref in row.rests_on))
    return ()


def _authored(block: Block) -> str:
    if isinstance(block, Paragraph):
        reasons = [s.authored for s in block.sentences if s.authored]
        return reasons[0] if reasons and not block.rests_on else ""
    return "" if isinstance(block, Table | Figure) else block.authored
