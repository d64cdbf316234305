"""Timeliness rules as dated data: what starts a clock, when it ends, by whose authority, since when.

The words `trigger`, `met_by` and `regimes` name things the kernel knows how to find in a snapshot
(spells.py, events.py, triggers.py); every number, date, authority and source is in the file.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Annotated, Any, ClassVar, Literal

from pydantic import PlainValidator

from stocktake.indicators.domain.spans import Span

Authority = Literal["statute", "statutory guidance", "local"]
Mark = Literal["verified", "part verified", "unverified"]
Mode = Literal["in_person", "video", "phone"]
ENGLAND = "England"


def _span(value: Any) -> Span | None:
    return value if value is None or isinstance(value, Span) else Span.read(str(value))


SpanText = Annotated[Span | None, PlainValidator(_span)]


@dataclass(frozen=True, kw_only=True)
class Strict:
    """A part of a file: a key that it does not know is an error, never ignored."""

    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}


@dataclass(frozen=True, kw_only=True)
class Pace(Strict):
    """How soon: `due` after the trigger, `second` after that, then `then_every`.

    The other lengths take the place of `then_every` for a clock that starts before the first
    review, a year or more into the arrangement, or before the fifth birthday.
    """

    due: SpanText = None
    second: SpanText = None
    then_every: SpanText = None
    until_first_review: SpanText = None
    after_one_year: SpanText = None
    under_five: SpanText = None


@dataclass(frozen=True, kw_only=True)
class Version(Strict):
    """One text of a rule, for clocks that start from `valid_from` to `valid_to`."""

    valid_from: date
    valid_to: date | None = None
    authority: Authority
    source: str
    mark: Mark
    pace: Pace = field(default_factory=Pace)
    regimes: Mapping[str, Pace] = field(default_factory=dict)
    modes: tuple[Mode, ...] = ("in_person", "video", "phone")
    grounds: tuple[str, ...] = ()  # words of a lawful ground; without: any allowed mode counts
    relaxed: bool = False  # only as soon as practicable: lateness cannot be told from dates
    set_by: str = ""  # who changed a local interval, for the page


@dataclass(frozen=True, kw_only=True)
class Rule(Strict):
    """One duty in all its versions, oldest first. The id is permanent."""

    id: str
    label: str
    short: str
    population: str
    trigger: str
    met_by: str
    trigger_words: str
    met_words: str
    exclusions: tuple[str, ...] = ()
    strata: tuple[str, ...]
    jurisdiction: str = ENGLAND
    setting: bool = False  # the council may set the lengths of its local versions
    virtual: str = ""  # the id of the rule that says whether a virtual visit may stand
    versions: tuple[Version, ...]

    @cached_property
    def repeats(self) -> bool:
        """Whether the duty comes back, as a visit does; an assessment is due once."""
        paces = [p for v in self.versions for p in (v.pace, *v.regimes.values())]
        return any(p.then_every is not None for p in paces)

    @property
    def now(self) -> Version:
        """The newest text."""
        return self.versions[-1]

    def version_on(self, day: date) -> Version | None:
        """The text in force on a trigger day, or None."""
        found = [v for v in self.versions if v.valid_from <= day]
        last = found[-1] if found else None
        return last if last and (last.valid_to is None or day <= last.valid_to) else None

    def name_of(self, version: Version) -> str:
        """A version as verdicts cite it: "cp-visit@2011-04-01"."""
        return f"{self.id}@{version.valid_from.isoformat()}"


@dataclass(frozen=True, kw_only=True)
class Rules(Strict):
    """Every rule of a file, in the order of the child's journey."""

    key: str
    title: str
    jurisdiction: str
    about: str = ""
    rules: tuple[Rule, ...]

    def of(self, rule_id: str) -> Rule:
        """Raises KeyError with a sentence."""
        for rule in self.rules:
            if rule.id == rule_id:
                return rule
        raise KeyError(f"There is no rule {rule_id}.")

    @property
    def settings(self) -> tuple[Rule, ...]:
        return tuple(r for r in self.rules if r.setting)


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalInterval:
    """A council's own lengths for a rule of local authority, from a day on."""

    rule: str
    valid_from: date
    pace: Pace
    modes: tuple[Mode, ...] = ()
    set_by: str = ""
    source: str = "set by this council"


def with_local(rules: Rules, changes: Iterable[LocalInterval]) -> Rules:
    """The rules with a council's intervals laid over; a clock keeps the text it started under.

    Where statute or guidance fixes the first occasion, only what follows is the council's.
    """
    by_rule: dict[str, list[LocalInterval]] = {}
    for change in sorted(changes, key=lambda c: c.valid_from):
        by_rule.setdefault(change.rule, []).append(change)
    return replace(
        rules, rules=tuple(_changed(rule, by_rule.get(rule.id, ())) for rule in rules.rules)
    )


def _changed(rule: Rule, changes: Iterable[LocalInterval]) -> Rule:
    versions = [*rule.versions]
    for change in changes:
        before = next((v for v in reversed(versions) if v.valid_from <= change.valid_from), None)
        kept = [v for v in versions if v.valid_from < change.valid_from]
        base = before or versions[0]
        mine = base.authority == "local"
        new = replace(
            base,
            valid_from=change.valid_from,
            valid_to=None,
            source=change.source if mine else f"{base.source}; {change.source}",
            mark="verified" if mine else base.mark,
            pace=replace(
                base.pace,
                due=change.pace.due if mine else base.pace.due,
                then_every=change.pace.then_every,
            ),
            modes=change.modes or base.modes,
            set_by=change.set_by,
        )
        versions = [*kept, new]
    return replace(rule, versions=tuple(versions))
