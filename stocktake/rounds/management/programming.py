"""What each word of `stocktake programme` does, on behalf of whom the command acts."""

import json
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from stocktake.core.periods import day_in_words
from stocktake.core.thread import NotTheirs
from stocktake.people.command import ActCommand, BadInput
from stocktake.record import clock
from stocktake.rounds import acts, queries
from stocktake.rounds.domain.programme import Activity, AssuranceFramework
from stocktake.rounds.management.naming import day, may_see, round_named
from stocktake.rounds.queries import Planned


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid")


class ActivityFile(_Strict):
    """One kind of round: `a_year` is 1, 2, 4 or 12."""

    kind: str
    what: str
    a_year: int
    by: str
    cases: int


class FrameworkFile(_Strict):
    """What `programme draft` reads."""

    title: str
    holds_from: date
    activities: list[ActivityFile]
    text: str = ""


def versions(on: ActCommand, **_: Any) -> None:
    found = queries.assurance_frameworks() if may_see(on.by) else ()
    held = queries.assurance_in_force(clock.today())
    lines, facts = [], []
    for key, one in found:
        stands = "in force" if held and held[0] == key else one.status
        lines.append(f"{key:>4}  {stands:<9} from {day_in_words(one.holds_from):<18} {one.title}")
        facts.append({"key": key, "status": stands, "from": one.holds_from, "title": one.title})
    on.say("\n".join(lines) or "No quality-assurance framework yet.", facts)


def framework(on: ActCommand, *, key: str, **_: Any) -> None:
    one = _framework(on, key)
    lines = [f"{one.title} ({one.status}), from {day_in_words(one.holds_from)}"]
    lines += [
        f"  {a.kind}: {a.what}; {a.often}, {a.cases} cases, by {a.by}" for a in one.activities
    ]
    on.say("\n".join([*lines, one.text]).rstrip(), {"key": key, **asdict(one)})


def draft(on: ActCommand, *, file: str, key: str, **_: Any) -> None:
    said = _read(Path(file))
    made = acts.draft_framework(
        title=said.title,
        holds_from=said.holds_from,
        text=said.text,
        activities=[Activity(**a.model_dump()) for a in said.activities],
        key=key,
        by=on.by,
        at=on.at,
    )
    on.say(f"Draft {made}: an assistant director adopts it.", {"key": made})


def adopt(on: ActCommand, *, key: str, **_: Any) -> None:
    one = _framework(on, key)
    acts.adopt_framework(key=key, by=on.by, at=on.at)
    on.say(f"Adopted: {one.title} holds from {day_in_words(one.holds_from)}.", {"adopted": key})


def list_(on: ActCommand, **_: Any) -> None:
    found = queries.planned_rounds() if may_see(on.by) else ()
    lines = [
        f"{p.id:>4}  {p.state.status:<12} to {day_in_words(p.state.window_end):<18} "
        f"{p.state.kind}: {p.state.title}"
        for p in found
    ]
    facts = [{"key": p.id, **asdict(p.state)} for p in found]
    on.say("\n".join(lines) or "No round is planned yet.", facts)


def lay_out(on: ActCommand, *, year: int, **_: Any) -> None:
    count = acts.lay_out_year(year=year, by=on.by, at=on.at)
    on.say(f"{count} round{'' if count == 1 else 's'} planned.", {"planned": count})


def plan(
    on: ActCommand, *, kind: str, title: str, window_end: str, done_by: str, follows: str, **_: Any
) -> None:
    earlier = round_named(follows, on.by).id if follows else ""
    made = acts.plan_round(
        kind=kind, title=title, window_end=day(window_end), done_by=done_by, follows=earlier,
        by=on.by, at=on.at,
    )  # fmt: skip
    on.say(f"Planned as {made}.", {"key": made})


def move(on: ActCommand, *, key: str, window_end: str, reason: str, **_: Any) -> None:
    one = _planned(on, key)
    acts.move_planned(key=one.id, window_end=day(window_end), reason=reason, by=on.by, at=on.at)
    on.say(f"{one.state.title} ends {day_in_words(day(window_end))}.", {"moved": key})


def drop(on: ActCommand, *, key: str, reason: str, **_: Any) -> None:
    one = _planned(on, key)
    acts.drop_planned(key=one.id, reason=reason, by=on.by, at=on.at)
    on.say(f"{one.state.title} is dropped.", {"dropped": key})


def _framework(on: ActCommand, key: str) -> AssuranceFramework:
    try:
        return queries.assurance_framework(key, to=on.by)
    except NotTheirs:
        raise BadInput(f"There is no framework {key} that this account may see.") from None


def _planned(on: ActCommand, key: str) -> Planned:
    try:
        return queries.planned_round(key, to=on.by)
    except NotTheirs:
        raise BadInput(f"There is no planned round {key} that this account may see.") from None


def _read(file: Path) -> FrameworkFile:
    try:
        return FrameworkFile.model_validate(json.loads(file.read_text(encoding="utf-8")))
    except (OSError, UnicodeDecodeError, RecursionError) as no:
        raise BadInput(f"{file} cannot be read ({no}).") from None
    except ValidationError as no:
        first = no.errors()[0]
        at = ".".join(str(part) for part in first["loc"])
        raise BadInput(f"{file.name}: {at}: {first['msg']}.") from None
    except ValueError:
        raise BadInput(f"{file.name} is no JSON.") from None
