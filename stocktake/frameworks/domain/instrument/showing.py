"""What was rated and what was counted, as plain JSON values and as lines for a terminal."""

from collections.abc import Iterator, Mapping
from typing import Any

from stocktake.frameworks.domain.instrument.answers import answers_of
from stocktake.frameworks.domain.instrument.compiled import Compiled
from stocktake.frameworks.domain.instrument.enumerating import Enumerated
from stocktake.frameworks.domain.instrument.rating import Judged, Rated, rate
from stocktake.frameworks.domain.instrument.thresholds import reached
from stocktake.frameworks.domain.instrument.values import plain
from stocktake.frameworks.domain.instrument.words import said, short


def case_facts(done: Compiled, rated: Rated) -> dict[str, Any]:
    """One case as JSON: its items, outcomes and checks, and what keeps it open."""
    of_kind = {
        kind: {u: _judged(j) for u, j in rated.judged.items() if j.unit.kind == kind}
        for kind in ("item", "outcome")
    }
    for unit, judged in rated.judged.items():
        if judged.unit.kind == "part":
            of_kind["item"][judged.unit.parent].setdefault("parts", {})[unit] = _judged(judged)
        if unit in rated.record:
            of_kind["item"][unit]["on_record"] = _judged(rated.record[unit])
    return {
        "ratings": {
            u: j.rating or j.status for u, j in rated.judged.items() if j.unit.kind != "part"
        },
        "items": of_kind["item"],
        "outcomes": of_kind["outcome"],
        "refused": [refusal.as_facts() for refusal in rated.barred],
        "checks_failed": [{"check": id_, "because": says} for id_, says in rated.failed],
        "face_missing": list(rated.face_missing),
        "final": rated.final,
        "open": list(_open(rated)),
    }


def _judged(judged: Judged) -> dict[str, Any]:
    unit = judged.unit.id
    facts: dict[str, Any] = {
        "rating": judged.rating,
        "status": judged.status,
        "computed": judged.computed,
        "rule": judged.way.id if judged.way else None,
        "because": _because(judged),
        "missing": list(judged.missing),
        "needs": list(judged.needs),
        "refused": [refusal.as_facts() for refusal in judged.refused],
        "forced": [settled.as_facts() for settled in judged.settled],
    }
    if judged.also:
        facts["gave_way" if judged.computed else "both_hold"] = list(judged.also)
    if judged.override:
        made = judged.override
        names = ("rating", "by", "reason", "second", "at")
        facts["override"] = {name: getattr(made, name) for name in names}
    if judged.unit.each:
        facts["rows"] = [_judged(row) for row in judged.rows]
    facts["missing"] = [short(path, unit) for path in facts["missing"]]
    return facts


def _because(judged: Judged) -> str:
    if judged.because:
        return judged.because
    if judged.way:
        return said(judged.way.when, judged.unit.id)
    if judged.status == "no_rule":
        return "No rule of this item fits these answers."
    if judged.status == "refused":
        return "; ".join(refusal.because for refusal in judged.refused)
    return ""


def _open(rated: Rated) -> Iterator[str]:
    """Everything that keeps the case from being final, as sentences."""
    for unit, judged in rated.judged.items():
        if judged.status in ("no_rule", "overlap") and not judged.override:
            words = "no rule fits" if judged.status == "no_rule" else "two ratings fit"
            yield f"{unit}: {words} the answers."
        if judged.missing:
            names = ", ".join(short(p, unit) for p in judged.missing)
            yield f"{unit}: not answered: {names}."
        if judged.needs:
            yield f"{unit}: still needed: {', '.join(short(p, unit) for p in judged.needs)}."
        yield from (f"{r.path}: {r.because}" for r in judged.refused)
    yield from (f"{r.path}: {r.because}" for r in rated.refused)
    if rated.face_missing:
        yield f"Face sheet: not answered: {', '.join(short(p, 'face') for p in rated.face_missing)}."
    yield from (f"Check {id_}: {says}" for id_, says in rated.failed)
    yield from (f"Check {id_}: it cannot be told yet." for id_ in rated.open_checks)


def enumerated_facts(found: Enumerated) -> dict[str, Any]:
    """Counts as JSON. `counts` is over every combination, `lawful` over those that may stand."""
    unit = found.unit.id
    return {
        "item": unit,
        **found.every.as_facts(),
        "lawful": found.lawful.as_facts(),
        "barred": found.every.combinations - found.lawful.combinations,
        "domain": {short(p, unit): [plain(v) for v in vs] for p, vs in found.domain.items()},
        "not_settled_here": list(found.left_aside),
        "examples": {
            "no_rule": [_row(unit, row) for row in found.no_rule],
            "overlap": [{**_row(unit, row), "rules": list(ways)} for row, ways in found.overlap],
        },
    }


def _row(unit: str, row: Mapping[str, Any]) -> dict[str, Any]:
    return {short(path, unit): plain(value) for path, value in row.items()}


def answers_facts(
    done: Compiled, written: Mapping[str, Any]
) -> tuple[dict[str, Any], tuple[str, ...]]:
    """A file of answers, rated: one case, or under `cases` the cases of a round with its
    thresholds. Beside it what was refused, as sentences."""
    cases = written.get("cases")
    if not isinstance(cases, list):
        rated = rate(done, written)
        return case_facts(done, rated), tuple(_refusals(rated))
    each = [rate(done, case if isinstance(case, dict) else {}) for case in cases]
    named = [str(c.get("case", i + 1)) for i, c in enumerate(cases) if isinstance(c, dict)]
    shown = [{"case": name, **case_facts(done, one)} for name, one in zip(named, each, strict=True)]
    facts = answers_of(done, {"round": written.get("round") or {}}).values
    barred = [f"case {n}: {r}" for n, one in zip(named, each, strict=True) for r in _refusals(one)]
    found = [one.as_facts() for one in reached(done, each, facts)]
    return {"cases": shown, "thresholds": found}, tuple(barred)


def _refusals(rated: Rated) -> Iterator[str]:
    for refusal in rated.barred:
        given = "" if refusal.answer is None else f" = {refusal.answer}"
        yield f"{refusal.path}{given}: {refusal.because}"
    yield from (f"check {id_}: {says}" for id_, says in rated.failed)


def answers_lines(facts: Mapping[str, Any]) -> Iterator[str]:
    """The same for a terminal."""
    for case in facts.get("cases", [facts]):
        if "case" in case:
            yield f"Case {case['case']}"
        yield from _case_lines(case)
    for one in facts.get("thresholds", ()):
        met = {True: "meets", False: "does not meet", None: "no judgement on"}[one["met"]]
        share = "" if one["share"] is None else f" ({one['share']} %)"
        yield (
            f"{one['id']:<20} {one['counted']} of {one['applicable']}{share}: "
            f"{met} {one['at_least']} %. {one['why']}".rstrip()
        )


def _case_lines(facts: Mapping[str, Any]) -> Iterator[str]:
    for kind in ("items", "outcomes"):
        for name, one in facts[kind].items():
            words = one["rating"] or one["status"].replace("_", " ")
            rule = f" by {one['rule']}" if one["rule"] else ""
            because = f": {one['because']}" if one["because"] else ""
            mark = f" (overridden; computed {one['computed']})" if "override" in one else ""
            yield f"{name:<20} {words}{mark}{rule}{because}"
    yield from (f"! {line}" for line in facts["open"])
    yield "Final." if facts["final"] else "Not final."


def count_lines(facts: Mapping[str, Any]) -> Iterator[str]:
    """Counts for a terminal."""
    yield f"{facts['item']}: {facts['combinations']} combinations"
    yield from (f"  {name:<14} {n}" for name, n in facts["counts"].items())
    if facts["barred"]:
        lawful = facts["lawful"]
        yield f"{facts['barred']} are barred by forced answers; of the other {lawful['combinations']}:"
        yield from (f"  {name:<14} {n}" for name, n in lawful["counts"].items())
    yield from (f"Not settled here: {one}" for one in facts["not_settled_here"])
