"""`stocktake import annex-a FILE`, `stocktake import folder DIR`."""

import json
from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from stocktake.caseload import acts
from stocktake.caseload.acts import ImportResult
from stocktake.caseload.domain.layouts import BY_KEY
from stocktake.people.command import ActCommand, BadInput


class Command(ActCommand):
    help = "Import an extract: an Annex A workbook or a folder of CSV files"

    def arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("layout", choices=sorted(BY_KEY), help="what the extract is")
        parser.add_argument("path", help="the workbook, the folder, or a zip of the folder")
        parser.add_argument("--mapping", metavar="FILE", help="JSON: table -> header -> column")
        parser.add_argument("--as-of", metavar="DATE", help="the day the extract speaks of")

    def run(self, **options: Any) -> None:
        act = acts.import_annex_a if options["layout"] == "annex-a" else acts.import_folder
        result = act(
            path=Path(options["path"]),
            columns=_mapping(options["mapping"], options["layout"]),
            as_of=_day(options["as_of"]),
            by=self.by,
            at=self.at,
        )
        self.say(_words(result), _data(result))


def _mapping(file: str | None, layout: str) -> dict[str, dict[str, str | None]]:
    """The mapping file, checked; "list 6" may be written for "6"."""
    if file is None:
        return {}
    try:
        said = json.loads(Path(file).read_text(encoding="utf-8-sig"))
        tables = {str(t).lower().removeprefix("list ").strip(): dict(c) for t, c in said.items()}
    except (OSError, ValueError, AttributeError, TypeError) as wrong:
        raise BadInput(
            f"{file} is not a mapping. It looks like "
            '{"cases": {"Worker": "allocated_worker", "Old column": null}}.'
        ) from wrong
    return {t: _known(t, columns, layout) for t, columns in tables.items()}


def _known(table: str, columns: dict[str, Any], layout: str) -> dict[str, str | None]:
    known = {t.name: t for t in BY_KEY[layout].tables}
    if table not in known:
        raise BadInput(f"The mapping names “{table}”. Tables are: {', '.join(known)}.")
    names = {n: c.name for c in known[table].columns for n in (c.name, c.heading) if n}
    for header, column in columns.items():
        if column is not None and column not in names:
            raise BadInput(f"The mapping takes “{header}” for “{column}”, no column of {table}.")
    return {h: None if c is None else names[c] for h, c in columns.items()}


def _day(said: str | None) -> date | None:
    try:
        return date.fromisoformat(said) if said else None
    except ValueError as wrong:
        raise BadInput(f"{said} is not a date. Write it as 2026-10-19.") from wrong


def _words(result: ImportResult) -> str:
    if result.unchanged:
        first = f"This extract is here already as snapshot {result.snapshot}. Nothing changed."
    else:
        cases = "1 open case" if result.cases == 1 else f"{result.cases} open cases"
        first = f"Imported {cases} as snapshot {result.snapshot}."
    lines = [
        f"  {r.list:<16} {r.rows:>7} rows {r.accepted:>7} accepted {r.rejected:>5} rejected"
        for r in result.lists
    ]
    if result.rejected_file:
        lines.append(f"Rejected rows with reasons: {result.rejected_file}")
    return "\n".join([first, *lines, *result.notices])


def _data(result: ImportResult) -> dict[str, Any]:
    return {
        "snapshot": result.snapshot,
        "as_of": result.as_of.isoformat(),
        "cases": result.cases,
        "unchanged": result.unchanged,
        "lists": [
            {
                "list": r.list,
                "rows": r.rows,
                "accepted": r.accepted,
                "quarantined": r.rejected,
                "questioned": r.questioned,
            }
            for r in result.lists
        ],
        "quarantine": str(result.rejected_file) if result.rejected_file else None,
        "notices": list(result.notices),
    }
