"""Reading who may see which planted text, and finding where a page shows one to somebody else."""

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from tests.matrix_world import canary

FILE = Path(__file__).parent / "house" / "canaries.toml"
PLANTED = re.compile(rb"Kanari\w+?Vogel")


@cache
def allowed() -> dict[str, frozenset[str]]:
    """By the planted word: the capacities that may read it."""
    told: dict[str, Any] = tomllib.loads(FILE.read_text())
    groups: dict[str, list[str]] = told["groups"]
    return {
        canary(name): frozenset(p for word in words.split() for p in groups.get(word, [word]))
        for name, words in told["canary"].items()
    }


def seen(page: bytes) -> frozenset[str]:
    """The planted words that stand in a page, a download or a header."""
    return frozenset(found.decode() for found in PLANTED.findall(page))


def leaks(page: bytes, persona: str) -> list[str]:
    """The planted words in this page that are not for this persona; a word not listed is nobody's
    business to judge here, so the file must list each text that is kept from anybody."""
    may = allowed()
    return sorted(word for word in seen(page) if word in may and persona not in may[word])
