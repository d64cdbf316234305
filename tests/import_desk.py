"""The pages of the import as a person without scripts uses them: upload, and answer what is asked."""

import re
from pathlib import Path
from typing import Any

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
