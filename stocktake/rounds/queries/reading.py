"""Reads of rounds: the rounds a person may see, their cases, the certificate."""

from collections.abc import Iterable
from dataclasses import fields
from datetime import date
from typing import Any

from django.conf import settings
from pydantic import TypeAdapter

import stocktake
from stocktake.caseload.domain.kinds import FrameKind
from stocktake.core.once import once
from stocktake.core.strata import Depth, Stratum
from stocktake.core.thread import NotTheirs, Person
from stocktake.people import queries as people
from stocktake.record.queries import last_entry
from stocktake.rounds import models
from stocktake.rounds.domain.certificate import Certificate
from stocktake.rounds.domain.exceptions import Exceptions
from stocktake.rounds.domain.rounds import SEES
from stocktake.rounds.domain.selection import Plan
from stocktake.rounds.domain.values import Attempt, Round, RoundState, SampledCase, Strand

_PLAN = TypeAdapter(Plan)
_STRANDS = TypeAdapter(tuple[Strand, ...])
_EXCEPTIONS = TypeAdapter(Exceptions)
_ATTEMPT = TypeAdapter(Attempt)
_STORED = TypeAdapter(Any)


def round_(round_id: str) -> Round:
    """The round. Raises KeyError."""
    return once(("round", round_id), lambda: _one(round_id))


def _one(round_id: str) -> Round:
    row = models.Round.objects.filter(key=round_id).first()
    if row is None:
        raise KeyError(round_id)
    return _round(row)


def rounds() -> tuple[Round, ...]:
    """Every round, the latest window first; for rooms that filter by what the person may see."""
    rows = models.Round.objects.order_by("-window_end", "-id")
    return tuple(_round(row) for row in rows)


def rounds_visible_to(person: Person) -> tuple[Round, ...]:
    """The rounds this person may open, the latest window first."""
    return rounds() if person.holds(*SEES) else ()


def round_to(round_id: str, *, to: Person) -> Round:
    """The round, for somebody who may see it. Raises NotTheirs."""
    found = next((r for r in rounds_visible_to(to) if r.id == round_id), None)
    if found is None:
        raise NotTheirs
    return found


def by_reference(reference: str) -> Round | None:
    row = models.Round.objects.filter(reference=reference).first()
    return _round(row) if row else None


def cases(round_id: str) -> tuple[SampledCase, ...]:
    """The cases of the frozen sample, by stratum in drawn order; none before the freeze."""
    strata = [s.value for s in Stratum]
    rows = models.Case.objects.filter(round__key=round_id).select_related("round")
    found = sorted(rows, key=lambda r: (strata.index(r.stratum), r.order))
    return tuple(_case(row) for row in found)


def case(case_id: str) -> SampledCase:
    """One case, by its id, or as one strand sees it by `SampledCase.place`. Raises KeyError.

    Whether the asker may know of it is the calling room's to judge.
    """
    key, _, strand = case_id.partition("+")
    row = models.Case.objects.filter(key=key).select_related("round").first()
    if row is None:
        raise KeyError(case_id)
    found = _case(row)
    if not strand:
        return found
    places = {one.strand: one for one in found.places}
    return places[strand]


def cases_by_id(case_ids: Iterable[str]) -> dict[str, SampledCase]:
    """Those of the cases that exist, in one read."""
    rows = models.Case.objects.filter(key__in=set(case_ids)).select_related("round")
    return {row.key: _case(row) for row in rows}


def attempts(round_id: str) -> tuple[Attempt, ...]:
    """Every selection of the round, in order."""
    rows = models.Attempt.objects.filter(round__key=round_id).order_by("number")
    return tuple(_attempt(row) for row in rows)


def certificate(round_id: str) -> Certificate:
    """The certificate of the round's selection. Raises KeyError before the first selection."""
    row = models.Round.objects.filter(key=round_id).first()
    tried = attempts(round_id)
    if row is None or not tried:
        raise KeyError(round_id)
    about = _round(row)
    acts = ("round.commissioned", "sample.drawn", "sample.swapped", "sample.frozen")
    entries = {act: last_entry("round", round_id, act) for act in acts}
    return Certificate(
        council=settings.HOME.council,
        version=stocktake.__version__,
        round=about,
        number=row.number,
        seal=row.seal,
        attempts=tried,
        names={key: card.name_and_job for key, card in people.cards(_acted(about, tried)).items()},
        entries={act: number for act, number in entries.items() if number is not None},
        cases=cases(round_id),
    )


def _acted(about: Round, tried: tuple[Attempt, ...]) -> set[str]:
    """Everybody whom the certificate names."""
    asked = [x for a in tried for x in a.left_out]
    swapped = [s.by for a in tried for s in a.swaps]
    routed = about.exceptions.routes.values()
    who = {about.commissioned_by, about.frozen_by, *(a.by for a in tried), *swapped, *routed}
    return who | {x.asked_by for x in asked} | {x.decided_by for x in asked}


def state_of(row: models.Round) -> RoundState:
    """The round as its rules see it, for the room's acts."""
    return RoundState(
        round=_round(row),
        number=row.number,
        seal=row.seal,
        attempts=attempts(row.key),
        cases=cases(row.key),
    )


def stored(value: Any) -> dict[str, Any]:
    """A frozen value as its columns are stored: what lies inside as JSON, dates and times kept."""
    return {
        f.name: inside if isinstance(inside := getattr(value, f.name), date) else _json(inside)
        for f in fields(value)
    }


def _json(value: Any) -> Any:
    return _STORED.dump_python(value, mode="json")


def _round(row: models.Round) -> Round:
    return Round(
        id=row.key,
        reference=row.reference,
        title=row.title,
        purpose=row.purpose,
        window_start=row.window_start,
        window_end=row.window_end,
        baseline_key=row.baseline_key,
        baseline_hash=row.baseline_hash,
        framework_hash=row.framework_hash,
        form_in_depth=row.form_in_depth,
        form_lighter=row.form_lighter,
        records=row.records,
        snapshot=row.snapshot,
        frame_hash=row.frame_hash,
        open={Stratum(k): v for k, v in row.open.items()},
        strands=_STRANDS.validate_python(row.strands),
        plan=_PLAN.validate_python(row.plan),
        commitment=row.commitment,
        status=row.status,
        commissioned_by=row.commissioned_by,
        commissioned_at=row.commissioned_at,
        frozen_by=row.frozen_by,
        frozen_at=row.frozen_at,
        exceptions=_EXCEPTIONS.validate_python(row.exceptions),
        frame=FrameKind(row.frame),
    )


def _attempt(row: models.Attempt) -> Attempt:
    told = {name: getattr(row, name) for name in (f.name for f in fields(Attempt))}
    return _ATTEMPT.validate_python(told)


def _case(row: models.Case) -> SampledCase:
    return SampledCase(
        id=row.key,
        round_id=row.round.key,
        child_id=row.child_id,
        ref=row.ref,
        stratum=Stratum(row.stratum),
        depth=Depth(row.depth),
        strand=row.strand,
        worker_id=row.worker_id,
        worker_name=row.worker_name,
        team=row.team,
        age=row.age,
        order=row.order,
        routed_to=row.routed_to,
        routed_for=row.routed_for,
        also=tuple(row.also),
        happened_on=row.happened_on,
    )
