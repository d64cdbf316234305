"""Mapping files that come with Stocktake, for exports of known recording systems."""

import json
from functools import cache
from pathlib import Path

from stocktake.caseload.domain.layouts import FOLDER
from stocktake.caseload.domain.mapping_files import parsed
from stocktake.caseload.domain.said import Said

FOLDER_OF_PRESETS = Path(__file__).resolve().parents[1] / "presets"


@cache
def presets() -> dict[str, str]:
    """Name -> title."""
    files = sorted(FOLDER_OF_PRESETS.glob("*.json"))
    return {f.stem: json.loads(f.read_text())["title"] for f in files}


def preset(name: str) -> Said:
    """What one of them says. Raises LookupError when there is none of that name."""
    if name not in presets():
        raise LookupError(f"There is no preset {name}.")
    return parsed(json.loads((FOLDER_OF_PRESETS / f"{name}.json").read_text()), FOLDER)
