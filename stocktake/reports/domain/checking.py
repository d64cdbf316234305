"""The disclosure check over a whole report, and the rule that every sentence has its evidence."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from stocktake.core.disclosure import (
    PEOPLE,
    THRESHOLD,
    Flag,
    Identifier,
    Line,
    Passage,
    RecordText,
    Shown,
    check_text,
    copied,
    given_away,
    small,
)
from stocktake.reports.domain.document import Block, Bullets, Figure, Paragraph, Report, Table
from stocktake.reports.domain.public import missing_references, numbering, resolved

NOT_TO_JUSTIFY = frozenset({"no evidence", "missing reference"})  # only mended
_MOST = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What the check knows and the report must not say. Records stream through it once."""

    identifiers: tuple[Identifier, ...] = ()
    births: tuple[date, ...] = ()
    records: Iterable[RecordText] = ()


def check(report: Report, known: Known) -> tuple[Flag, ...]:
    """Every flag of the report, in its order."""
    passages = tuple(_passages(report))
    flags = [*_references(report), *_evidence(report)]
    for passage in passages:
        flags += check_text(
            passage.where, passage.text, identifiers=known.identifiers, births=known.births
        )
    flags += _copies(passages, known.records)
    for _, block in report.blocks():
        if isinstance(block, Paragraph):
            flags += _quantities(block)
        if isinstance(block, Table):
            flags += _cells(block)
    order = {p.where: i for i, p in enumerate(passages)}
    unique = {f.key: f for f in flags}
    return tuple(sorted(unique.values(), key=lambda f: (order.get(f.where, -1), f.start, f.rule)))


def place(report: Report, where: str) -> str:
    """Where a flag stands, in words: "Paragraph 7", "Table 1, row 3, Strong", "Summary"."""
    numbers = numbering(report)
    if where.startswith("heading/"):
        return "Heading table"
    block_id, _, cell = where.partition("/")
    found = next(((s, b) for s, b in report.blocks() if b.id == block_id), None)
    if found is None:
        return "A part since removed"
    section, block = found
    if (block.kind, block.id) not in numbers:
        return section.title
    name = f"{block.kind.title()} {numbers[block.kind, block.id]}"
    if not (isinstance(block, Table) and cell and cell != "title"):
        return name
    row, column = (int(part) for part in cell.split("."))
    return f"{name}, row {row + 1}, {block.columns[column].heading}"


def _passages(report: Report) -> Iterator[Passage]:
    """Every piece of text that will be published, references resolved."""
    numbers = numbering(report)
    for field in report.heading:
        yield Passage(f"heading/{field.key}", field.value)
    for _, block in report.blocks():
        for where, text in _texts(block):
            if not missing_references(text, numbers):
                yield Passage(where, resolved(text, numbers))


def _texts(block: Block) -> Iterator[tuple[str, str]]:
    if isinstance(block, Paragraph):
        yield block.id, block.text
    elif isinstance(block, Bullets):
        yield block.id, " ".join([block.intro, *block.items])
    elif isinstance(block, Figure):
        yield block.id, f"{block.title}. {block.alt}"
    else:
        yield f"{block.id}/title", f"{block.title}. {block.note}".strip()
        for r, row in enumerate(block.rows):
            for c, text in enumerate(row.cells):
                yield f"{block.id}/{r}.{c}", text


def _copies(passages: Sequence[Passage], records: Iterable[RecordText]) -> Iterator[Flag]:
    texts = {p.where: p.text for p in passages}
    for copy in copied(passages, records):
        yield Flag(
            where=copy.where,
            rule="record text",
            say=f"{copy.length} words in a row stand in a record too. Say it in other words.",
            words=texts[copy.where][copy.start : copy.end],
            start=copy.start,
            end=copy.end,
        )


def _quantities(paragraph: Paragraph) -> Iterator[Flag]:
    """A number whose unit is known needs no noun beside it to be seen."""
    for sentence in paragraph.sentences:
        for quantity in sentence.quantities:
            if quantity.unit in PEOPLE and _is_small(quantity.shown):
                say = f"A count from 1 to 5 of {quantity.unit.value}s. Say it without the number."
                yield Flag(where=paragraph.id, rule="small count", say=say, words=quantity.shown)


def _cells(table: Table) -> Iterator[Flag]:
    people = {c for c, column in enumerate(table.columns) if column.unit in PEOPLE}
    shown: dict[tuple[int, int], Shown] = {}
    for r, row in enumerate(table.rows):
        for c in sorted(people):
            where = f"{table.id}/{r}.{c}"
            if _is_small(row.cells[c]):
                say = "A count from 1 to 5 of people. Show a range or hide it."
                yield Flag(where=where, rule="small count", say=say, words=row.cells[c])
            if value := _as_shown(row.cells[c]):
                shown[r, c] = value
    for r, c in given_away(shown, _lines(table, people, shown)):
        say = "The other numbers of this table give this one away. Hide one of them."
        yield Flag(
            where=f"{table.id}/{r}.{c}",
            rule="gives a count away",
            say=say,
            words=table.rows[r].cells[c],
        )


def _lines(
    table: Table, people: set[int], shown: dict[tuple[int, int], Shown]
) -> list[Line[tuple[int, int]]]:
    """The sums of a table whose cells are all there: across its rows, and down to a total row."""
    lines: list[Line[tuple[int, int]]] = []
    parts = [c for c in sorted(people) if table.columns[c].sums == "part"]
    totals = [c for c in sorted(people) if table.columns[c].sums == "total"]
    for r in range(len(table.rows)):
        if totals and parts:
            lines.append(Line((r, totals[0]), tuple((r, c) for c in parts)))
    for r, row in enumerate(table.rows):
        above = [i for i in range(r) if not table.rows[i].total]
        if row.total:
            lines += [Line((r, c), tuple((i, c) for i in above)) for c in sorted(people)]
    return [line for line in lines if all(cell in shown for cell in line.cells)]


def _as_shown(words: str) -> Shown | None:
    number = words.split(" ")[0]
    if words.isdigit():
        return Shown.exact(int(words))
    if words.endswith(" or fewer") and number.isdigit():
        return Shown(1, int(number))
    if words.endswith(" or more") and number.isdigit():
        return Shown(int(number), _MOST)
    return Shown(0, _MOST) if words == "not published" else None


def _is_small(words: str) -> bool:
    return words.isdigit() and small(int(words)) and int(words) <= THRESHOLD


def _references(report: Report) -> Iterator[Flag]:
    numbers = numbering(report)
    for _, block in report.blocks():
        for where, text in _texts(block):
            for missing in missing_references(text, numbers):
                say = f"{missing} points at something that is not in the report."
                yield Flag(where=where, rule="missing reference", say=say, words=missing)


def _evidence(report: Report) -> Iterator[Flag]:
    for block_id in unsupported(report):
        say = "Nothing stands beneath this. Say why in “reason”, or take it out."
        yield Flag(where=block_id, rule="no evidence", say=say, words="")


def unsupported(report: Report) -> tuple[str, ...]:
    """Blocks of evidence sections with a sentence or row that rests on nothing and says no reason."""
    found = []
    for section, block in report.blocks():
        if not section.evidence:
            continue
        if isinstance(block, Paragraph):
            bare = not all(s.rests_on or s.authored for s in block.sentences)
        elif isinstance(block, Table):
            bare = not all(row.rests_on for row in block.rows)
        else:
            bare = isinstance(block, Bullets) and not block.authored
        if bare:
            found.append(block.id)
    return tuple(found)
