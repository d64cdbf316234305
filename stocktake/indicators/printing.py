"""Verdicts for a terminal and for a machine. Figures about one worker are in neither."""

from typing import Any

import polars as pl

from stocktake.indicators.domain.rules import Pace, Rule, Rules, Version
from stocktake.indicators.domain.vocabulary import Verdict
from stocktake.indicators.queries import Reading

PLAIN = (
    "child_id", "case_ref", "stratum", "team", "rule", "verdict", "due_on", "judged_on",
    "days_over", "reason", "version", "authority", "now", "now_due_on", "on_time", "late", "unsure",
    "longest_gap",
)  # fmt: skip


def as_json(reading: Reading) -> dict[str, Any]:
    """The stable shape of docs/reference/indicators.md."""
    return {
        "snapshot": reading.snapshot,
        "as_of": reading.as_of,
        "window": {"from": reading.window.start, "to": reading.window.end},
        "children": reading.children,
        "notices": list(reading.notices),
        "summary": [*counted(reading)],
        "verdicts": reading.verdicts.select(PLAIN).to_dicts(),
    }


def counted(reading: Reading) -> list[dict[str, Any]]:
    """By rule, how many children got each verdict."""
    verdicts = reading.verdicts.group_by("rule", "verdict").len()
    counts = {(r, v): n for r, v, n in verdicts.iter_rows()}
    return [
        {
            "rule": rule.id,
            "label": rule.label,
            "authority": rule.now.authority,
            "children": sum(counts.get((rule.id, v.value), 0) for v in Verdict),
            **{v.value: counts.get((rule.id, v.value), 0) for v in Verdict},
        }
        for rule in reading.rules.rules
    ]


def as_text(reading: Reading) -> str:
    """A table of counts by rule, then every child who is out of timescale."""
    heads = ("rule", "in", "out", "cannot tell", "not due", "n/a")
    lines = [f"As at {reading.as_of}, window {reading.window.start} to {reading.window.end}"]
    lines += [f"  {notice}" for notice in reading.notices]
    lines.append(f"{heads[0]:<26}" + "".join(f"{h:>13}" for h in heads[1:]))
    for row in counted(reading):
        if row["children"]:
            lines.append(f"{row['rule']:<26}" + "".join(f"{row[v.value]:>13}" for v in Verdict))
    out = reading.verdicts.filter(pl.col("verdict") == Verdict.OUT.value)
    lines += ["", f"Out of timescale: {out.height}"]
    lines += [_line(row) for row in out.sort("child_id", maintain_order=True).to_dicts()]
    return "\n".join(lines)


def _line(row: dict[str, Any]) -> str:
    judged = f"judged on {row['judged_on']}" if row["judged_on"] else "not done"
    why = f" ({row['reason']})" if row["reason"] else ""
    name = row["case_ref"] or row["child_id"]
    return (
        f"  {name:<14} {row['rule']:<24} due {row['due_on']}, {judged}, "
        f"{row['days_over']} days over{why}"
    )


def rules_as_json(rules: Rules) -> list[dict[str, Any]]:
    """Every rule with every version."""
    return [
        {
            "id": rule.id,
            "label": rule.label,
            "jurisdiction": rule.jurisdiction,
            "population": rule.population,
            "trigger": rule.trigger_words,
            "met_by": rule.met_words,
            "exclusions": list(rule.exclusions),
            "council_sets_it": rule.setting,
            "versions": [_version(rule, v) for v in rule.versions],
        }
        for rule in rules.rules
    ]


def _version(rule: Rule, version: Version) -> dict[str, Any]:
    return {
        "version": rule.name_of(version),
        "valid_from": version.valid_from,
        "valid_to": version.valid_to,
        "authority": version.authority,
        "source": version.source,
        "mark": version.mark,
        "modes": list(version.modes),
        "relaxed": version.relaxed,
        "pace": _pace(version.pace),
        "regimes": {name: _pace(pace) for name, pace in version.regimes.items()},
    }


def _pace(pace: Pace) -> dict[str, str]:
    return {
        name: str(span)
        for name in Pace.__dataclass_fields__
        if (span := getattr(pace, name)) is not None
    }


def rules_as_text(rules: Rules) -> str:
    """One line for each rule: what is due now, and by whose authority."""
    return "\n".join(
        f"{rule.id:<26} {_words(rule.now.pace):<44} {rule.now.authority}"
        f"{', set by the council' if rule.setting else ''}"
        for rule in rules.rules
    )


def _words(pace: Pace) -> str:
    first = f"{pace.due} after the start"
    return f"{first}, then every {pace.then_every}" if pace.then_every else first
