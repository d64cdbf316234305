"""Workbooks written by hand, so that they can say what a library would not."""

import zipfile
from pathlib import Path

BOOK = (
    '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
    '<sheets><sheet name="List 6" sheetId="1" r:id="r1"/></sheets></workbook>'
)
LINKS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
    'relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>'
)
ROOT = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r0" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
    'relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>'
)
CELL = '<row r="{0}"><c r="{1}{0}"><v>1</v></c></row>'


def workbook(file: Path, rows: str, *, prologue: str = "") -> Path:
    """A workbook of one sheet, written by hand so that it can say what a library would not."""
    sheet = (
        f'{prologue}<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        f"<sheetData>{rows}</sheetData></worksheet>"
    )
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("_rels/.rels", ROOT)
        packed.writestr("xl/workbook.xml", BOOK)
        packed.writestr("xl/_rels/workbook.xml.rels", LINKS)
        packed.writestr("xl/worksheets/sheet1.xml", sheet)
    return file


def two_far_cells(file: Path) -> Path:
    return workbook(file, CELL.format(1, "A") + CELL.format(1048576, "XFD"))


def with_part(file: Path, name: str, content: str = "x") -> Path:
    """A sound workbook with one part more."""
    workbook(file, CELL.format(1, "A"))
    with zipfile.ZipFile(file, "a") as packed:
        packed.writestr(name, content)
    return file


def claims(file: Path, part: str, size: int) -> Path:
    """Let the zip say that one part unpacks to `size` bytes, whatever it holds."""
    with zipfile.ZipFile(file) as packed:
        real = packed.getinfo(part).file_size.to_bytes(4, "little")
    file.write_bytes(file.read_bytes().replace(real, size.to_bytes(4, "little")))
    return file
