"""Reading a file of timeliness rules: every mistake is told with file, line and column."""

from collections.abc import Iterator
from datetime import timedelta
from functools import lru_cache
from typing import Any

from pydantic import TypeAdapter, ValidationError

from stocktake.core.strata import Stratum
from stocktake.core.written import Loc, Unreadable, in_words, mistake_at, read_mapping
from stocktake.indicators.domain.rules import ENGLAND, Pace, Rule, Rules, Version
from stocktake.indicators.domain.vocabulary import MET_BY, ONCE, REGIMES, SPELLS

Found = tuple[Loc, str]


def read(text: str, *, file: str) -> Rules:
    """The rules of a file. Raises Unreadable with every mistake."""
    facts, node = read_mapping(text, file)
    if facts.pop("kind", None) != "rules":
        raise Unreadable([mistake_at(file, node, ("kind",), "“kind” must be “rules”.")])
    try:
        rules: Rules = _adapter().validate_python(facts)
    except ValidationError as errors:
        told = (in_words(file, node, dict(e)) for e in errors.errors())
        raise Unreadable(told) from None
    found = [*_mistakes(rules)]
    if found:
        raise Unreadable([mistake_at(file, node, loc, said) for loc, said in found])
    return rules


@lru_cache(maxsize=1)
def _adapter() -> TypeAdapter[Any]:
    return TypeAdapter(Rules)


def _mistakes(rules: Rules) -> Iterator[Found]:
    if rules.jurisdiction != ENGLAND:
        yield ("jurisdiction",), f"The kernel knows the rules of {ENGLAND} only."
    ids = [r.id for r in rules.rules]
    for i, rule in enumerate(rules.rules):
        at: Loc = ("rules", i)
        if rule.id in ids[:i]:
            yield (*at, "id"), f"The id “{rule.id}” stands twice."
        if rule.virtual and rule.virtual not in ids:
            yield (*at, "virtual"), f"There is no rule “{rule.virtual}”."
        yield from _words(rule, at)
        yield from _versions(rule, at)


def _words(rule: Rule, at: Loc) -> Iterator[Found]:
    starts = SPELLS if rule.repeats else ONCE
    if rule.trigger not in starts:
        yield (*at, "trigger"), f"Unknown. These are known: {', '.join(sorted(starts))}."
    if rule.repeats and rule.met_by not in MET_BY:
        yield (*at, "met_by"), f"Unknown. These are known: {', '.join(sorted(MET_BY))}."
    for n, stratum in enumerate(rule.strata):
        if stratum not in [*Stratum]:
            yield (*at, "strata", n), f"A stratum is one of {', '.join(Stratum)}."


def _versions(rule: Rule, at: Loc) -> Iterator[Found]:
    if not rule.versions:
        yield (*at, "versions"), "A rule needs at least one version."
    for n, version in enumerate(rule.versions):
        here: Loc = (*at, "versions", n)
        if version.valid_to and version.valid_to < version.valid_from:
            yield (*here, "valid_to"), "“valid_to” is before “valid_from”."
        if n and not _follows(rule.versions[n - 1], version):
            yield (*here, "valid_from"), "This must be the day after the version above ends."
        for name in version.regimes:
            if name not in REGIMES:
                yield (*here, "regimes", name), f"Known: {', '.join(sorted(REGIMES))}."
        for where, pace in (("pace", version.pace), *version.regimes.items()):
            if not _whole(pace, repeats=rule.repeats):
                yield (*here, where), "A pace needs “due”, and “then_every” where the duty repeats."


def _follows(before: Version, after: Version) -> bool:
    return before.valid_to is not None and before.valid_to + timedelta(days=1) == after.valid_from


def _whole(pace: Pace, *, repeats: bool) -> bool:
    return pace.due is not None and (pace.then_every is not None or not repeats)
