"""The pages of the import as a person without scripts uses them: upload, and answer what is asked."""

import re
from pathlib import Path
from typing import Any

import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

UPLOAD = "/import/case-list/"


def upload(client: Client, *paths: Path) -> Any:
    files = [SimpleUploadedFile(p.name, p.read_bytes()) for p in paths]
    return client.post(UPLOAD, {"files": files, "as_of": "19 October 2026"})


def page(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def choices(html: str) -> dict[str, str]:
    """The columns as a person would send them, with what the page had chosen."""
    found = {}
    for name, body in re.findall(r'<select[^>]*name="([^"]+)"[^>]*>(.*?)</select>', html, re.S):
        chosen = re.search(r'value="([^"]*)" selected', body)
        found[name] = chosen.group(1) if chosen else ""
    return found


HEAD = ("Child Unique Identifier", "Gender", "DoB", "CIN Start Date", "Primary Need Code",
        "Status of Case", "Team", "Worker")  # fmt: skip
GOOD = ("b) Female", "01/02/2015", "03/04/2026", "N1 - Abuse or Neglect", "c) Child in need plan",
        "North", "Ada Lee")  # fmt: skip


def dirty(file: Path) -> Path:
    """A hundred children under other headers, a stray title above, five rows that cannot stand."""
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet("6. Children in Need")
        sheet.write_string(0, 0, "Thornmere: children in need, draft of Tuesday")
        sheet.write_row(1, 0, HEAD)
        for n in range(100):
            facts = [*GOOD]
            facts[2] = "when Ada was on leave" if n % 20 == 7 else facts[2]
            facts[3] = "Tier 9" if n % 10 == 1 else facts[3]
            sheet.write_row(n + 2, 0, [f"00{n}", *facts])
    return file
