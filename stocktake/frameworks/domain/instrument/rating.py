"""Rating one case by the rules of an instrument.

Nothing is guessed. While an answer is missing the rating is incomplete; where no rule's condition
holds the result is "no rule"; where an answer is barred the rating is withheld.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from stocktake.frameworks.domain.instrument import asking
from stocktake.frameworks.domain.instrument.answers import Answers, Override, Refusal, answers_of
from stocktake.frameworks.domain.instrument.asking import Settled, Sheet
from stocktake.frameworks.domain.instrument.compiled import Compiled, Unit, Way
from stocktake.frameworks.domain.instrument.logic import paths
from stocktake.frameworks.domain.instrument.ordering import GATE
from stocktake.frameworks.domain.instrument.truth import truth

RATED, NOT_APPLICABLE, NO_RULE = "rated", "not_applicable", "no_rule"
INCOMPLETE, REFUSED, OVERLAP, ANSWERED = "incomplete", "refused", "overlap", "answered"
GIVEN = "given"


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """What came of one item, sub-item or outcome. `rating` stands; `computed` is the rules'."""

    unit: Unit
    status: str
    computed: str | None = None
    way: Way | None = None
    because: str = ""
    also: tuple[str, ...] = ()  # rules of other ratings that held too, and gave way
    missing: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()  # what must be filled in besides: reason, sources, follow-ups
    refused: tuple[Refusal, ...] = ()
    settled: tuple[Settled, ...] = ()
    override: Override | None = None
    rows: tuple["Judged", ...] = ()

    @property
    def rating(self) -> str | None:
        return self.override.rating if self.override else self.computed

    @property
    def final(self) -> bool:
        """Whether nothing about it keeps the case from being finalised."""
        stands = self.override or self.status in (RATED, NOT_APPLICABLE, ANSWERED, GIVEN)
        return bool(stands) and not (self.needs or self.refused or self.missing)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rated:
    """A whole case, in the order of the file. `record` is by the answers before the discussion."""

    judged: Mapping[str, Judged]
    record: Mapping[str, Judged] = field(default_factory=dict)
    face_missing: tuple[str, ...] = ()
    refused: tuple[Refusal, ...] = ()  # of the face sheet and of names nobody knows
    failed: tuple[tuple[str, str], ...] = ()  # cross-checks that do not hold
    open_checks: tuple[str, ...] = ()  # cross-checks that cannot be told yet
    facts: Mapping[str, Any] = field(default_factory=dict)
    asked: Mapping[str, bool | None] = field(default_factory=dict)

    @property
    def barred(self) -> tuple[Refusal, ...]:
        """Every refused answer."""
        return (*self.refused, *(r for j in self.judged.values() for r in j.refused))

    @property
    def final(self) -> bool:
        loose = self.refused or self.failed or self.open_checks or self.face_missing
        return not loose and all(judged.final for judged in self.judged.values())


def rate(done: Compiled, written: Mapping[str, Any]) -> Rated:
    """The ratings of the case whose answers are written here."""
    answers = answers_of(done, written)
    twice = any(unit.twice for unit in done.units.values())
    record = _Run(done, answers, answers.values).go().judged if twice else {}
    last = _Run(done, answers, {**answers.values, **answers.spoken}).go()
    sheet = last.sheet
    checks = [(c, truth(c.when, sheet.facts), truth(c.must, sheet.facts)) for c in done.checks]
    units = {path for unit in done.units.values() for path in (*unit.slots, *unit.follow_ups)}
    face = [path for path in done.slots if path.startswith("face.")]
    own = tuple(r for r in (*answers.refused, *sheet.refused) if r.path not in units)
    return Rated(
        judged={u: last.judged[u] for u in done.units},
        record={u: j for u, j in record.items() if done.units[u].twice},
        face_missing=asking.missing(sheet, face),
        refused=own,
        failed=tuple((c.id, c.says) for c, when, must in checks if when and must is False),
        open_checks=tuple(c.id for c, when, must in checks if when is not False and must is None),
        facts=sheet.facts,
        asked=sheet.asked,
    )


@dataclass(slots=True)
class _Run:
    """One pass over the questions, gates and ratings, in their order."""

    done: Compiled
    answers: Answers
    values: Mapping[str, Any]
    sheet: Sheet = field(init=False)
    judged: dict[str, Judged] = field(default_factory=dict)

    def go(self) -> "_Run":
        self.sheet = Sheet(self.done)
        self.sheet.refused += self.answers.refused
        self.sheet.facts.update({p: v for p, v in self.values.items() if p.startswith("window.")})
        for node in self.done.order:
            if node in self.done.slots:
                asking.ask(self.sheet, self.done.slots[node], self.values)
            elif node.startswith(GATE):
                asking.open_gates(self.sheet, self.done.units[node.removeprefix(GATE)])
            else:
                self._judge(self.done.units[node.removeprefix("rating:")])
        self.judged = {u: self._follow(judged) for u, judged in self.judged.items()}
        return self

    def _judge(self, unit: Unit) -> None:
        if unit.id in self.answers.given:
            found = Judged(unit=unit, status=GIVEN, computed=self.answers.given[unit.id])
        elif unit.each:
            found = self._by_row(unit)
        else:
            found = judge(self.sheet, unit, [self.judged[p] for p in unit.parts])
        override = self.answers.overrides.get(unit.id)
        if override and found.status in (RATED, NO_RULE, NOT_APPLICABLE, GIVEN):
            found = replace(found, override=override)
        elif override:
            found = replace(found, because="The override waits until the rules give a result.")
        self.judged[unit.id] = found
        rows = tuple({"rating": row.rating} for row in found.rows)
        whole = found.status not in (INCOMPLETE, REFUSED)
        self.sheet.facts[unit.path] = (rows if whole else None) if unit.each else found.rating

    def _by_row(self, unit: Unit) -> Judged:
        """A sub-item for each row of its table that it is asked for."""
        assert unit.each is not None
        table = self.sheet.facts.get(unit.each.path)
        if not self.sheet.open.get(unit.parent, True):
            return Judged(unit=unit, status=NOT_APPLICABLE, computed=self.done.na)
        if table is None:
            return Judged(unit=unit, status=INCOMPLETE, missing=(unit.each.path,))
        sheets = [self.sheet.for_row(row) for row in (() if isinstance(table, str) else table)]
        sheets = [s for s in sheets if truth(unit.each.where, s.facts)]
        given = self.answers.rows.get(unit.id, ())
        rows = []
        for i, sheet in enumerate(sheets):
            own = given[i] if i < len(given) else {}
            asking.open_gates(sheet, unit)
            for node in self._in_order(unit):
                asking.ask(sheet, self.done.slots[node], own)
            rows.append(judge(sheet, unit, ()))
        refused = tuple(r for r in self.sheet.refused if r.path in unit.slots)
        refused += tuple(r for row in rows for r in row.refused)
        if len(given) > len(sheets):
            because = f"There are {len(sheets)} rows and {len(given)} sets of answers."
            refused += (Refusal(unit.id, None, because),)
        lacking = tuple(f"{p}[{i + 1}]" for i, row in enumerate(rows) for p in row.missing)
        status = REFUSED if refused else INCOMPLETE if lacking else _worst(rows)
        return Judged(unit=unit, status=status, rows=tuple(rows), missing=lacking, refused=refused)

    def _in_order(self, unit: Unit) -> list[str]:
        return [path for path in self.done.row_order if path in unit.slots]

    def _follow(self, judged: Judged) -> Judged:
        """What an item needs besides its rating."""
        unit = judged.unit
        if unit.kind != "item" or judged.status in (NOT_APPLICABLE, GIVEN):
            return judged
        needs = list(asking.missing(self.sheet, unit.follow_ups))
        if unit.reason and not self.answers.reasons.get(unit.id):
            needs.append("reason")
        if unit.sources and not self.answers.sources.get(unit.id):
            needs.append("sources")
        late = [r for r in self.sheet.refused if r.path in unit.follow_ups]
        return replace(judged, needs=tuple(needs), refused=(*judged.refused, *late))


def judge(sheet: Sheet, unit: Unit, parts: Iterable[Judged]) -> Judged:
    """What the rules of one unit give, its questions and sub-items being settled."""
    shut = next((g for g in unit.gates if truth(g.when, sheet.facts) is False), None)
    if shut or asking.is_shut(sheet, unit):
        reason = shut.reason if shut else ""
        return Judged(unit=unit, status=NOT_APPLICABLE, computed=sheet.done.na, because=reason)
    settled = tuple(s for s in sheet.settled if s.path in unit.slots)
    refused = tuple(r for r in sheet.refused if r.path in (unit.id, *unit.slots))
    return replace(_open(sheet, unit, list(parts), refused), settled=settled, refused=refused)


def _open(sheet: Sheet, unit: Unit, below: Sequence[Judged], refused: Sequence[Refusal]) -> Judged:
    """The same for a unit that applies, or may."""
    if refused or any(part.status == REFUSED for part in below):
        return Judged(unit=unit, status=REFUSED)
    lacking = [*_gate_lacks(sheet, unit), *asking.missing(sheet, unit.slots)]
    lacking += [path for part in below for path in part.missing]
    if lacking:
        return Judged(unit=unit, status=INCOMPLETE, missing=tuple(dict.fromkeys(lacking)))
    return _by_rules(sheet, unit) if unit.ways else Judged(unit=unit, status=ANSWERED)


def _gate_lacks(sheet: Sheet, unit: Unit) -> list[str]:
    unsure = [g for g in unit.gates if truth(g.when, sheet.facts) is None]
    return [p for g in unsure for p in sorted(paths(g.when)) if sheet.facts.get(p) is None]


def _by_rules(sheet: Sheet, unit: Unit) -> Judged:
    found = [(way, truth(way.when, sheet.facts)) for way in unit.ways]
    unknown = [way for way, holds in found if holds is None]
    if unknown:
        every = sorted({p for way in unknown for p in paths(way.when)})
        lacking = tuple(p for p in every if sheet.facts.get(p) is None) or tuple(every)
        return Judged(unit=unit, status=INCOMPLETE, missing=lacking)
    held = [way for way, holds in found if holds]
    if not held:
        return Judged(unit=unit, status=NO_RULE)
    way = chosen(unit, held)
    if way is None:
        return Judged(unit=unit, status=OVERLAP, also=tuple(w.id for w in held))
    status = NOT_APPLICABLE if way.gives == sheet.done.na else RATED
    also = tuple(w.id for w in held if w.gives != way.gives)
    return Judged(
        unit=unit, status=status, computed=way.gives, way=way, because=way.says, also=also
    )


def chosen(unit: Unit, held: list[Way]) -> Way | None:
    """The rule that gives the rating; None where two ratings hold and none goes first."""
    ratings = {way.gives for way in held}
    if len(ratings) == 1:
        return held[0]
    if not ratings <= set(unit.precedence):
        return None
    first = min(ratings, key=unit.precedence.index)
    return next(way for way in held if way.gives == first)


def _worst(rows: list[Judged]) -> str:
    statuses = [row.status for row in rows]
    return next((s for s in (OVERLAP, NO_RULE) if s in statuses), ANSWERED)
