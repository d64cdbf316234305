"""Reads of calibration cases: who has rated, what each rated once it is closed, and how far they agree."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

import yaml

from stocktake.core.agreement import Agreement, agreement
from stocktake.core.capacity import Capacity
from stocktake.core.thread import NotTheirs, Person
from stocktake.people import queries as people
from stocktake.record import clock
from stocktake.reviews.domain import calibrations as domain
from stocktake.reviews.domain.calibrations import CalibrationState, Rating, Reference
from stocktake.reviews.domain.judgements import SCALE
from stocktake.reviews.models import Calibration, CalibrationRating


@dataclass(frozen=True, slots=True, kw_only=True)
class CalibrationCase:
    """A calibration case as its pages know it. `mine`: what this person rated; `rated`: how many."""

    id: str
    state: CalibrationState
    mine: tuple[Rating, ...]
    rated: int
    missing: tuple[str, ...]  # names of reviewers who have not rated it yet

    @property
    def closed(self) -> bool:
        return self.state.status == domain.CLOSED

    @property
    def url(self) -> str:
        return f"/calibrations/{self.id}/"


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemRated:
    """One item: the reference, and what each reviewer rated, by letter."""

    reference: Reference
    grades: tuple[str, ...]
    whys: tuple[str, ...]

    @property
    def apart(self) -> int:
        """Steps between the highest and the lowest grade given."""
        places = [SCALE.index(g) for g in self.grades if g in SCALE]
        return max(places) - min(places) if places else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """A closed calibration case. `letters` stand for reviewers in an order that tells nothing."""

    letters: tuple[str, ...]
    mine: str  # this person's own letter
    items: tuple[ItemRated, ...]
    agreement: Agreement


@dataclass(frozen=True, slots=True, kw_only=True)
class Vignette:
    """A text that comes with the product."""

    key: str
    title: str
    about: str
    text: str
    reference: Mapping[str, tuple[str, str]]  # item: grade and why


@lru_cache(maxsize=1)
def vignettes() -> tuple[Vignette, ...]:
    """The calibration texts that come with the product."""
    folder = resources.files("stocktake.reviews") / "vignettes"
    files = sorted((f for f in folder.iterdir() if f.name.endswith(".yaml")), key=lambda f: f.name)
    return tuple(_vignette(yaml.safe_load(f.read_text(encoding="utf-8"))) for f in files)


def _vignette(told: Mapping[str, Any]) -> Vignette:
    reference = {item: (said["grade"], said["why"]) for item, said in told["reference"].items()}
    return Vignette(
        key=told["key"],
        title=told["title"],
        about=told["about"],
        text=told["text"].strip(),
        reference=reference,
    )


def calibration_states(rows: Iterable[Calibration]) -> dict[str, CalibrationState]:
    """States by key, with what everybody rated."""
    listed = list(rows)
    rated: dict[str, dict[str, tuple[Rating, ...]]] = {}
    for one in CalibrationRating.objects.filter(calibration__in=listed).order_by("pk"):
        ratings = tuple(Rating(**r) for r in one.ratings)
        rated.setdefault(one.calibration_id, {})[one.person] = ratings
    return {
        row.key: CalibrationState(
            status=row.status,
            round=row.round_id,
            title=row.title,
            text=row.text,
            reference=tuple(Reference(**r) for r in row.reference),
            required=row.required,
            rated=rated.get(row.key, {}),
            learnt=row.learnt,
        )
        for row in listed
    }


def calibrations_of(round_id: str, to: Person) -> tuple[CalibrationCase, ...]:
    """The calibration cases of a round, as this person knows them."""
    return _cases(Calibration.objects.filter(round_id=round_id), to)


def calibrations_visible_to(person: Person) -> tuple[CalibrationCase, ...]:
    """Every calibration case, for those who rate them or see what came of them."""
    if not person.holds(Capacity.REVIEWER, Capacity.QA_MANAGER, Capacity.BOARD_CHAIR):
        return ()
    return _cases(Calibration.objects.all(), person)


def calibration(key: str, to: Person) -> CalibrationCase:
    """One calibration case. Raises NotTheirs."""
    found = [c for c in calibrations_visible_to(to) if c.id == key]
    if not found:
        raise NotTheirs
    return found[0]


def to_rate_first(round_id: str, person_id: str) -> str:
    """The title of a calibration case that this reviewer rates before reading, or nothing."""
    rows = Calibration.objects.filter(round_id=round_id, status=domain.OPEN, required=True)
    rated = CalibrationRating.objects.filter(person=person_id).values("calibration_id")
    return rows.exclude(key__in=rated).values_list("title", flat=True).first() or ""


def calibration_results(case: CalibrationCase, to: Person) -> Results | None:
    """What everybody rated, by letter, once it is closed."""
    state = case.state
    if not domain.may_see_ratings(state, to):
        return None
    whose = sorted(state.rated, key=lambda p: _grades(state.rated[p]))
    letters = tuple(chr(ord("A") + n) for n in range(len(whose)))
    rated = [{r.item: r for r in state.rated[p]} for p in whose]
    items = tuple(
        ItemRated(
            reference=ref,
            grades=tuple(r[ref.item].grade if ref.item in r else "" for r in rated),
            whys=tuple(r[ref.item].why if ref.item in r else "" for r in rated),
        )
        for ref in state.reference
    )
    table = [[g or None for g in item.grades] for item in items]
    return Results(
        letters=letters,
        mine=letters[whose.index(to.id)] if to.id in whose else "",
        items=items,
        agreement=agreement(table, levels=SCALE),
    )


def _grades(ratings: Sequence[Rating]) -> tuple[str, ...]:
    """An order that tells nothing of who rated or when."""
    return tuple(f"{r.item} {r.grade} {r.why}" for r in ratings)


def _cases(rows: Iterable[Calibration], to: Person) -> tuple[CalibrationCase, ...]:
    reviewers = people.holders(Capacity.REVIEWER, clock.today())
    found = [
        CalibrationCase(
            id=key,
            state=state,
            mine=state.rated.get(to.id, ()),
            rated=len(state.rated),
            missing=tuple(c.name for c in reviewers if c.id not in state.rated),
        )
        for key, state in calibration_states(rows).items()
    ]
    return tuple(sorted(found, key=lambda c: (c.closed, -int(c.id))))
