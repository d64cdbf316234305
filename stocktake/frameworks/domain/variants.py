"""A form or instrument that is another with less in it: two depths of one bank of questions."""

from collections.abc import Collection, Mapping
from typing import Any

from stocktake.frameworks.domain.content import Form, facts_of
from stocktake.frameworks.domain.instrument.compiled import Unit
from stocktake.frameworks.domain.instrument.logic import paths
from stocktake.frameworks.domain.instrument.parts import Instrument
from stocktake.frameworks.domain.instrument.soundness import tied


class NoSuchItem(Exception):
    """An item is kept that the base has not; `at` is its place in the list."""

    def __init__(self, at: int) -> None:
        super().__init__(at)
        self.at = at


def varied(base: Instrument, facts: Mapping[str, Any]) -> dict[str, Any]:
    """What the base says, with what the variant's file says before it. Raises NoSuchItem.

    An outcome, check, threshold or vector that names an item left out is left out with it.
    """
    said = dict(facts)
    inherited = facts_of(base)
    items = {item["id"]: item for item in inherited["items"]}
    keep = said.pop("keep", None) or list(items)
    for i, item_id in enumerate(keep):
        if item_id not in items:
            raise NoSuchItem(i)
    every = said.pop("every_item", {})
    if isinstance(base, Form) and said.get("graded") == "false":
        inherited["overall"] = ""
        every = {**every, "graded": False}
    if left_out := set(items) - set(keep):
        inherited |= _without(base, inherited, left_out)
    return {**inherited, "items": [{**items[i], **every} for i in keep], **said}


def _without(
    base: Instrument, inherited: Mapping[str, Any], left_out: set[str]
) -> dict[str, list[Any]]:
    """What is inherited over the whole case, without what names the items left out."""
    done = tied(base).done
    gone = set(left_out)
    for outcome in base.outcomes:  # in order: an outcome of a lost outcome is lost too
        if _names(_looks_at(done.units[outcome.id]), gone):
            gone.add(outcome.id)
    checks = {c.id for c in done.checks if _names(paths(c.when) | paths(c.must), gone)}
    lost = {
        "outcomes": [one["id"] in gone for one in inherited.get("outcomes", ())],
        "checks": [one["id"] in checks for one in inherited.get("checks", ())],
        "thresholds": [one["of"] in gone for one in inherited.get("thresholds", ())],
        "vectors": [_vector_names(one, gone) for one in inherited.get("vectors", ())],
    }
    return {
        key: [one for one, drop in zip(inherited[key], drops, strict=True) if not drop]
        for key, drops in lost.items()
        if drops
    }


def _looks_at(unit: Unit) -> frozenset[str]:
    of = (*(way.when for way in unit.ways), *(gate.when for gate in unit.gates))
    return frozenset(path for one in of for path in paths(one))


def _names(looked_at: Collection[str], gone: Collection[str]) -> bool:
    return any(path.removeprefix("rating:").split(".")[0] in gone for path in looked_at)


def _vector_names(vector: Mapping[str, Any], gone: Collection[str]) -> bool:
    answers = vector.get("answers") or {}
    named = {vector.get("item", ""), *vector.get("expect", ())}
    for part in ("items", "ratings", "overrides"):
        named |= set(answers.get(part) or ())
    return bool(named & set(gone))
