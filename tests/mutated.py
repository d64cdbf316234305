"""Sound small extracts of every kind, and what a bad disk or a bad mind makes of them."""

import io
import random
import zipfile
from pathlib import Path

from tests.biff import xls
from tests.extracts import write_folder, write_workbook

CENSUS = (
    "<Message><Children><Child><ChildIdentifiers><LAchildID>1</LAchildID><PersonBirthDate>"
    "2015-02-03</PersonBirthDate></ChildIdentifiers><CINdetails><CINreferralDate>2026-01-05"
    "</CINreferralDate><Assessments><AssessmentActualStartDate>2026-01-07"
    "</AssessmentActualStartDate></Assessments></CINdetails></Child></Children></Message>"
)
ODS = "application/vnd.oasis.opendocument.spreadsheet"
ROW = (
    {"child_id": "1", "opened_on": "01/02/2020", "case_status": "c) Child in need plan"},
    {"child_id": "2", "opened_on": "2026-01-02", "case_status": "e) Closed episode"},
)


def ods(file: Path, sheet: str, rows: list[list[str]]) -> Path:
    """A spreadsheet of LibreOffice, written by hand: one sheet of text."""
    cell = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    lines = "".join(
        f"<table:table-row>{''.join(cell.format(c) for c in row)}</table:table-row>" for row in rows
    )
    names = "".join(
        f' xmlns:{n}="urn:oasis:names:tc:opendocument:xmlns:{n}:1.0"'
        for n in ("office", "table", "text")
    )
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content{names} '
        f'office:version="1.2"><office:body><office:spreadsheet><table:table '
        f'table:name="{sheet}">{lines}</table:table></office:spreadsheet></office:body>'
        "</office:document-content>"
    )
    listed = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{ODS}"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
        "</manifest:manifest>"
    )
    with zipfile.ZipFile(file, "w") as packed:
        packed.writestr("mimetype", ODS)
        packed.writestr("META-INF/manifest.xml", listed)
        packed.writestr("content.xml", content)
    return file


def sound(folder: Path) -> dict[str, bytes]:
    """suffix -> a sound file of that kind."""
    tables = write_folder(folder / "tables")
    with zipfile.ZipFile(folder / "a.zip", "w", zipfile.ZIP_DEFLATED) as packed:
        for file in sorted(tables.iterdir()):
            packed.write(file, file.name)
    head = ["Child Unique ID", "CIN Start Date", "Case status"]
    sheet = ods(folder / "a.ods", "List 6", [head, ["1", "01/02/2026", "c) Child in need plan"]])
    book = write_workbook(folder / "a.xlsx", only=("1", "6"), list_6=ROW)
    return {
        ".xlsx": book.read_bytes(),
        ".csv": (tables / "cases.csv").read_bytes(),
        ".xml": CENSUS.encode(),
        ".zip": (folder / "a.zip").read_bytes(),
        ".ods": sheet.read_bytes(),
        ".xls": xls({"List 6": [head, ["1", 46054, "c) Child in need plan"]]}),
    }


def mutated(chance: random.Random, kinds: dict[str, bytes]) -> tuple[str, bytes]:
    """(suffix, content): bytes turned, cut short, spliced, or an entry of a zip so treated."""
    suffix = chance.choice(sorted(kinds))
    whole = kinds[suffix]
    if whole.startswith(b"PK") and chance.random() < 0.7:
        return suffix, _entry(chance, whole, kinds)
    return suffix, _bytes(chance, whole, kinds)


def _bytes(chance: random.Random, whole: bytes, kinds: dict[str, bytes]) -> bytes:
    how = chance.randrange(4)
    if how == 0:
        return whole[: chance.randrange(1, len(whole) + 1)]
    if how == 1:
        other = kinds[chance.choice(sorted(kinds))]
        at, end = chance.randrange(len(whole)), chance.randrange(len(other))
        return whole[:at] + other[end : end + 200] + whole[at:]
    if how == 2:
        at = chance.randrange(len(whole))
        return whole[:at] + whole[at : at + 40] * chance.randrange(1, 200) + whole[at:]
    changed = bytearray(whole)
    for _ in range(chance.randrange(1, 12)):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def _entry(chance: random.Random, whole: bytes, kinds: dict[str, bytes]) -> bytes:
    """A zip that is sound as a zip, with one part that is not what it was."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(whole)) as old, zipfile.ZipFile(made, "w") as new:
        names = old.namelist()
        target = chance.choice(names)
        for name in names:
            content = old.read(name)
            new.writestr(name, _bytes(chance, content, kinds) if name == target else content)
    return made.getvalue()
