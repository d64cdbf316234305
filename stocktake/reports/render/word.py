"""The .docx: real headings, real numbering through all headings, repeated header rows, alt text.

python-docx has no words for numbering, repeated headers and alt text, so those are set as XML.
"""

import io
import zipfile
from datetime import datetime
from typing import Any

import docx
import vl_convert
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from stocktake.reports.domain.public import (
    Public,
    PublicBlock,
    PublicCell,
    PublicFigure,
    PublicTable,
)
from stocktake.reports.render.numbering import number_paragraph, numbering_for
from stocktake.reports.render.picture import svg

TEXT_WIDTH = Cm(17)
KEPT_TOGETHER = 12  # rows: a longer table may break over pages
_FIXED = (1980, 1, 1, 0, 0, 0)  # the date of every part inside the file


def word(public: Public, at: datetime) -> bytes:
    """The document; the same bytes for the same report and time."""
    document = docx.Document()
    _prepare(document, public, at)
    if public.marks.demonstration:
        document.add_paragraph("Demonstration: every person and event is invented.", "Caption")
    document.add_heading(public.title, level=1)
    _heading_table(document, public)
    numbers = numbering_for(document)
    for section in public.sections:
        document.add_heading(section.title, level=section.level)
        for block in section.blocks:
            _block(document, block, numbers)
    for i, line in enumerate(public.contact):
        said = document.add_paragraph()
        said.paragraph_format.space_after = Pt(0)
        said.add_run(line).bold = i == 0
    return _packed(document)


def _prepare(document: Document, public: Public, at: datetime) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2)
    section.top_margin, section.bottom_margin = Cm(1.8), Cm(1.9)
    facts = document.core_properties
    facts.title, facts.author, facts.language = public.title, public.council, "en-GB"
    facts.comments, facts.last_modified_by, facts.revision = "", public.council, 1
    facts.created = facts.modified = at.replace(tzinfo=None, microsecond=0)
    _styles(document)


def _styles(document: Document) -> None:
    sizes = {"Normal": 12, "Heading 1": 22, "Heading 2": 15, "Heading 3": 13, "Caption": 10.5}
    for name, size in sizes.items():
        style: Any = document.styles[name]
        style.font.size, style.font.color.rgb = Pt(size), RGBColor(0x0B, 0x0C, 0x0C)
        style.font.name, style.font.italic = "Arial", False
        style.font.bold = name.startswith("Heading")
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)
        for kind in ("ascii", "hAnsi", "eastAsia", "cs"):
            fonts.set(qn(f"w:{kind}"), "Arial")
    normal: Any = document.styles["Normal"]
    normal.paragraph_format.space_after = Pt(7)
    normal.paragraph_format.line_spacing = 1.15
    language = _element("w:lang", val="en-GB", eastAsia="en-GB")
    properties = normal.element.get_or_add_rPr()
    for old in properties.findall(qn("w:lang")):
        properties.remove(old)
    properties.append(language)
    for lang in document.styles.element.iter(qn("w:lang")):
        lang.set(qn("w:val"), "en-GB")


def _heading_table(document: Document, public: Public) -> None:
    """Two columns, first-column row headers, nothing merged."""
    table = document.add_table(rows=0, cols=2)
    table.autofit = False
    table.columns[0].width, table.columns[1].width = Cm(6.5), Cm(10.5)
    for field in public.heading:
        row: Any = table.add_row()
        for cell, text, width, bold in zip(
            row.cells, (field.label, field.value or "Not stated"), (6.5, 10.5), (False, True),
            strict=True,
        ):  # fmt: skip
            cell.width = Cm(width)
            _fill(
                cell, PublicCell(lead=text if bold else "", text="" if bold else text, number=False)
            )
        _rule(row, "bottom")
    document.add_paragraph().paragraph_format.space_after = Pt(0)


def _block(document: Document, block: PublicBlock, numbers: str) -> None:
    if isinstance(block, PublicTable):
        _table(document, block)
    elif isinstance(block, PublicFigure):
        _figure(document, block)
    elif block.kind == "bullets":
        document.add_paragraph(block.intro).paragraph_format.keep_with_next = True  # type: ignore[union-attr]
        for item in block.items:  # type: ignore[union-attr]
            document.add_paragraph(item, "List Bullet")
    else:
        said = document.add_paragraph(block.text)  # type: ignore[union-attr]
        if block.number:  # type: ignore[union-attr]
            number_paragraph(said, numbers)


def _caption(document: Document, label: str, title: str) -> None:
    said = document.add_paragraph()
    said.paragraph_format.keep_with_next = True
    said.paragraph_format.space_before = Pt(10)
    said.add_run(f"{label}. {title}").bold = True


def _table(document: Document, block: PublicTable) -> None:
    _caption(document, block.label, block.title)
    table = document.add_table(rows=0, cols=len(block.head))
    table.autofit = False
    widths = _widths(block)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    for i, cells in enumerate((block.head, *block.rows)):
        row: Any = table.add_row()
        for cell, value, width in zip(row.cells, cells, widths, strict=True):
            cell.width = width
            _fill(cell, value, bold=i == 0)
            together = i < len(block.rows) <= KEPT_TOGETHER
            cell.paragraphs[0].paragraph_format.keep_with_next = together
        _rule(row, "bottom", heavy=i == 0)
        properties = row._tr.get_or_add_trPr()
        properties.append(_element("w:cantSplit"))
        if i == 0:
            properties.append(_element("w:tblHeader"))
    _describe(table, block)
    note = document.add_paragraph(block.note, "Caption") if block.note else document.add_paragraph()
    note.paragraph_format.space_after = Pt(6)


def _describe(table: Any, block: PublicTable) -> None:
    """The table's title for screen readers, and that its first row and column are headers."""
    properties = table._tbl.tblPr
    for old in properties.findall(qn("w:tblLook")):
        properties.remove(old)
    properties.append(
        _element("w:tblLook", firstRow="1", firstColumn="1", noVBand="1", noHBand="1")
    )
    properties.append(_element("w:tblCaption", val=f"{block.label}. {block.title}"))


def _widths(block: PublicTable) -> list[Any]:
    """Numbers need little room, words share the rest; the first column is the widest."""
    if not any(cell.number for cell in block.head):
        shares = (3.0, 1.0) if len(block.head) == 2 else (1.0,) * len(block.head)
    else:
        shares = tuple(1.0 if cell.number else 2.4 for cell in block.head)
    return [int(TEXT_WIDTH * share / sum(shares)) for share in shares]


def _fill(cell: Any, value: PublicCell, *, bold: bool = False) -> None:
    said = cell.paragraphs[0]
    said.paragraph_format.space_after = Pt(2)
    said.paragraph_format.space_before = Pt(2)
    if value.number:
        said.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    for text, strong in ((value.lead, True), (value.text, bold)):
        if text:
            run = said.add_run(f" {text}" if said.runs else text)
            run.bold, run.font.size = strong, Pt(11)


def _rule(row: Any, side: str, *, heavy: bool = False) -> None:
    for cell in row.cells:
        borders = _element("w:tcBorders")
        borders.append(
            _element(
                f"w:{side}",
                val="single",
                sz="12" if heavy else "4",
                color="0B0C0C" if heavy else "C8CDD1",
            )
        )
        cell._tc.get_or_add_tcPr().append(borders)


def _figure(document: Document, block: PublicFigure) -> None:
    _caption(document, block.label, block.title)
    legend = document.add_paragraph(block.legend, "Caption")
    legend.paragraph_format.keep_with_next = True
    png = vl_convert.svg_to_png(svg(block), scale=2)
    said = document.add_paragraph()
    shape = said.add_run().add_picture(io.BytesIO(png), width=TEXT_WIDTH)
    drawing = shape._inline.docPr
    drawing.set("descr", block.alt)
    drawing.set("title", f"{block.label}. {block.title}")


def _element(tag: str, **attributes: str) -> Any:
    made = OxmlElement(tag)
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    return made


def _packed(document: Document) -> bytes:
    """The file with its parts dated alike, so that equal reports are equal files."""
    loose, packed = io.BytesIO(), io.BytesIO()
    document.save(loose)
    with zipfile.ZipFile(loose) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = zipfile.ZipInfo(name, date_time=_FIXED)
            part.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(part, old.read(name))
    return packed.getvalue()
