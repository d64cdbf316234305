"""Which length of time a clock ran on, and how it is said: "every 10 working days, this council's setting".

A rule has several lengths (the first, the second, those of an arrangement); a clock keeps its first
and its last day, and the length that leads from the one to the other is the one it ran on.
"""

from collections.abc import Iterator
from datetime import date

from stocktake.indicators.domain.rules import Pace, Rule, Version
from stocktake.indicators.domain.spans import Span, due_on


def between(version: Version, start: date, due: date) -> Span | None:
    """The length of this version that leads from one day to the other; None where none does."""
    return next((span for span in _lengths(version) if due_on(start, span) == due), None)


def every(version: Version) -> Span:
    """How often it comes back by the plain pace; how soon, of a duty that is due once."""
    span = version.pace.then_every or version.pace.due
    assert span is not None  # a pace without either is refused when its file is read
    return span


def in_words(rule: Rule, version: Version, span: Span) -> str:
    """ "every 10 working days, this council's setting" """
    said = (
        "within" if not rule.repeats else "every" if span in _returns(version) else "first within"
    )
    return f"{said} {span}, {whose(version)}"


def whose(version: Version) -> str:
    """Who sets it. A local length that the council has not set is only what is usual."""
    if version.set_by:
        return "this council’s setting"
    return "the usual local standard" if version.authority == "local" else version.authority


def _lengths(version: Version) -> Iterator[Span]:
    """How often first, then how soon: a clock whose two lengths are the same runs on the former."""
    for found in (_returns(version), _firsts(version)):
        yield from found


def _returns(version: Version) -> list[Span]:
    names = ("then_every", "until_first_review", "after_one_year", "under_five")
    return [span for pace in _paces(version) for n in names if (span := getattr(pace, n))]


def _firsts(version: Version) -> list[Span]:
    return [span for pace in _paces(version) for span in (pace.due, pace.second) if span]


def _paces(version: Version) -> tuple[Pace, ...]:
    return (version.pace, *version.regimes.values())
