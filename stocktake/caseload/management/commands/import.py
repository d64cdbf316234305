"""`stocktake import annex-a FILE`, `stocktake import folder|ssd DIR [--check]`."""

import json
from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from stocktake.caseload import acts, queries
from stocktake.caseload.acts import ImportResult
from stocktake.caseload.domain.layouts import BY_KEY, Layout
from stocktake.caseload.domain.mapping_files import parsed
from stocktake.caseload.domain.said import Said
from stocktake.people.command import ActCommand, BadInput

SHOWN = 20  # rejected rows and unknown values that a check prints


class Command(ActCommand):
    help = "Import an extract: Annex A, a folder of CSV files, the SSD or a statutory return"

    def arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("layout", choices=sorted(BY_KEY), help="what the extract is")
        parser.add_argument("path", help="the workbook, the folder, a zip of it, or one CSV file")
        parser.add_argument("--mapping", metavar="FILE", help="JSON: what columns and values mean")
        parser.add_argument(
            "--preset", choices=sorted(queries.presets()), help="the recording system it comes from"
        )
        parser.add_argument("--as-of", metavar="DATE", help="the day the extract speaks of")
        parser.add_argument("--check", action="store_true", help="only say what would come of it")

    def run(self, **options: Any) -> None:
        layout = BY_KEY[options["layout"]]
        facts: dict[str, Any] = {
            "layout": layout,
            "path": Path(options["path"]),
            "said": _said(options["mapping"], options["preset"], layout),
            "as_of": _day(options["as_of"]),
            "by": self.by,
            "at": self.at,
        }
        if options["check"]:
            made, lines = acts.check_extract(**facts)
            said = [
                f"  {r['list']} row {r['row']}, {r['column']}: {r['reason']}"
                for r in lines.head(SHOWN).to_dicts()
            ]
            self.say("\n".join([_checked(made), *_rest(made), *said]), _data(made))
        else:
            made = acts.import_extract(**facts)
            self.say("\n".join([_first(made), *_rest(made)]), _data(made))


def _said(mapping: str | None, preset: str | None, layout: Layout) -> Said:
    """The mapping file over the preset."""
    first = queries.preset(preset) if preset else Said()
    if mapping is None:
        return first
    try:
        facts = json.loads(Path(mapping).read_text(encoding="utf-8-sig"))
    except (OSError, ValueError) as wrong:
        raise BadInput(f"{mapping} is not a mapping, which is a file of JSON.") from wrong
    try:
        return parsed(facts, layout).over(first)
    except ValueError as wrong:
        raise BadInput(f"{Path(mapping).name}: {wrong}") from wrong


def _day(said: str | None) -> date | None:
    try:
        return date.fromisoformat(said) if said else None
    except ValueError as wrong:
        raise BadInput(f"{said} is not a date. Write it as 2026-10-19.") from wrong


def _first(made: ImportResult) -> str:
    if made.unchanged:
        return f"This extract is here already as snapshot {made.snapshot}. Nothing changed."
    joined = f", joined to what snapshot {made.joined_to[:12]} accepted" if made.joined_to else ""
    return f"Imported {_cases(made)} as snapshot {made.snapshot}{joined}."


def _checked(made: ImportResult) -> str:
    return f"An import would keep {_cases(made)}. Nothing was imported."


def _cases(made: ImportResult) -> str:
    return "1 open case" if made.cases == 1 else f"{made.cases} open cases"


def _rest(made: ImportResult) -> list[str]:
    lines = [
        f"  {r.list:<16} {r.rows:>7} rows {r.accepted:>7} accepted {r.rejected:>5} rejected"
        for r in made.lists
    ]
    lines += [
        f"Unknown value in {u.title}, {u.label}: “{u.value}”, {u.rows} rows"
        for u in made.unknown[:SHOWN]
    ]
    if len(made.unknown) > SHOWN:
        lines.append(f"{len(made.unknown) - SHOWN} more values are unknown; --json has them all.")
    if made.rejected_file:
        lines.append(f"Rejected rows with reasons, to mend and import: {made.rejected_file}")
    return [*lines, *made.notices, *_changes(made)]


def _changes(made: ImportResult) -> list[str]:
    since = made.changes
    if since is None:
        return []
    told = [
        f"  {c.list:<16} {c.added:>7} added {c.removed:>8} removed {c.changed:>5} changed"
        for c in since.lists
        if c.added or c.removed or c.changed
    ]
    return [f"Since snapshot {since.since[:12]}:", *told] if told else []


def _data(made: ImportResult) -> dict[str, Any]:
    return {
        "snapshot": made.snapshot or None,
        "as_of": made.as_of.isoformat(),
        "cases": made.cases,
        "unchanged": made.unchanged,
        "joined_to": made.joined_to or None,
        "lists": [
            {
                "list": r.list,
                "rows": r.rows,
                "accepted": r.accepted,
                "quarantined": r.rejected,
                "questioned": r.questioned,
            }
            for r in made.lists
        ],
        "quarantine": str(made.rejected_file) if made.rejected_file else None,
        "notices": list(made.notices),
        "unknown": [
            {"list": u.table, "column": u.label, "value": u.value, "rows": u.rows}
            for u in made.unknown
        ],
        "changes": _change_data(made),
    }


def _change_data(made: ImportResult) -> dict[str, Any] | None:
    if made.changes is None:
        return None
    lists = [
        {"list": c.list, "added": c.added, "removed": c.removed, "changed": c.changed}
        for c in made.changes.lists
    ]
    return {"since": made.changes.since, "lists": lists}
