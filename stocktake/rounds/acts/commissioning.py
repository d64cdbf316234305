"""Commission a round, begin it and close it."""

import secrets
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.conf import settings

from stocktake.caseload import queries as caseload
from stocktake.caseload.domain.kinds import FrameKind
from stocktake.core.periods import Window, six_months_to
from stocktake.core.thread import Person, Refused
from stocktake.frameworks import queries as frameworks
from stocktake.record.door import Move, next_number, perform
from stocktake.rounds import models, queries
from stocktake.rounds.acts import subjects
from stocktake.rounds.acts.subjects import move
from stocktake.rounds.domain.rounds import Begin, Close, Commission
from stocktake.rounds.domain.selection import (
    Plan,
    commitment_to,
    demonstration_number,
    demonstration_seal,
)
from stocktake.rounds.domain.values import Strand


def commission(
    *,
    title: str,
    window_end: date,
    baseline_key: str,
    snapshot: str,
    strands: Sequence[Strand],
    plan: Plan,
    records: str = "pointers",
    purpose: str = "",
    form_in_depth: str = "in-depth",
    form_lighter: str = "lighter",
    reference: str = "",
    window_start: date | None = None,
    frame: FrameKind = FrameKind.OPEN,
    by: Person,
    at: datetime,
) -> str:
    """Commission a round and return its id. All forms and the baseline are named by key.

    The framework is the one for an inspection that would start on the window's last day. Raises
    Refused also when the snapshot, baseline or a form is not there.
    """
    facts = _frame_facts(snapshot, frame, window_start, window_end)
    round_id = next_number("round")
    reference = reference or _free_reference(window_end)
    act = Commission(
        id=round_id,
        reference=reference,
        title=title.strip(),
        purpose=purpose.strip(),
        records=records,
        strands=tuple(_with_forms(s) for s in strands),
        plan=plan,
        **_committed(reference),
        **_from_the_shelf(window_end, baseline_key, form_in_depth, form_lighter),
        **facts,
    )
    perform([move(round_id, act, *_basis(act))], by=by, at=at)
    return round_id


def begin_moves(*, round_id: str) -> list[Move]:
    """Moves for the act that allocates the first reviews; none when the round has begun."""
    return [move(round_id, Begin())] if queries.round_(round_id).status == "frozen" else []


def close_round(*, round_id: str, by: Person, at: datetime) -> None:
    """Close the round."""
    perform([move(round_id, Close())], by=by, at=at)


def _basis(act: Commission) -> tuple[str, ...]:
    own = (h for s in act.strands for h in (s.form_in_depth, s.form_lighter) if h)
    forms = (f"form:{h}" for h in dict.fromkeys((act.form_in_depth, act.form_lighter, *own)))
    return (f"snapshot:{act.snapshot}", f"baseline:{act.baseline_hash}", *forms)


def _with_forms(strand: Strand) -> Strand:
    """The strand with its own forms as they stand on the shelf today; an empty key stays empty."""
    try:
        in_depth, lighter = (
            frameworks.current_form(key).hash if key else ""
            for key in (strand.form_in_depth, strand.form_lighter)
        )
    except KeyError as missing:
        raise Refused(f"There is no form “{missing.args[0]}” here.") from None
    return replace(strand, form_in_depth=in_depth, form_lighter=lighter)


def _committed(reference: str) -> dict[str, Any]:
    """A fresh number with its commitment, and the key of the pseudonyms; in a demonstration home
    always the same ones."""
    demonstration = settings.HOME.demonstration
    number = demonstration_number(reference) if demonstration else secrets.token_hex(16)
    seal = demonstration_seal(reference) if demonstration else secrets.token_hex(16)
    return {"number": number, "commitment": commitment_to(number), "seal": seal}


def _free_reference(window_end: date) -> str:
    """ "2026-10" for a window that ends in October 2026; a second one gets "2026-10-2"."""
    start = f"{window_end:%Y-%m}"
    taken = set(
        models.Round.objects.filter(reference__startswith=start).values_list("reference", flat=True)
    )
    numbered = (f"{start}-{i}" for i in range(2, len(taken) + 3))
    return next(r for r in (start, *numbered) if r not in taken)


def _from_the_shelf(day: date, baseline: str, in_depth: str, lighter: str) -> dict[str, Any]:
    try:
        return {
            "baseline_key": baseline,
            "baseline_hash": frameworks.baseline(baseline).hash,
            "framework_hash": frameworks.framework_on(day).hash,
            "form_in_depth": frameworks.current_form(in_depth).hash,
            "form_lighter": frameworks.current_form(lighter).hash,
        }
    except KeyError as missing:
        raise Refused(
            f"There is no baseline, framework or form “{missing.args[0]}” here. "
            "Bring it with `stocktake instrument load`, or add a file of your own."
        ) from None


def _frame_facts(snapshot: str, kind: FrameKind, start: date | None, end: date) -> dict[str, Any]:
    start = start or six_months_to(end).start
    if end < start:
        raise Refused("The window ends before it starts.")
    window = Window(start, end)
    counts = Counter(row.stratum for row in subjects.frame(snapshot, kind, window))
    return {
        "window_start": start,
        "window_end": end,
        "snapshot": snapshot,
        "frame": kind,
        "frame_hash": caseload.frame_hash(snapshot, (), kind, window),
        "open": {stratum: counts[stratum] for stratum in kind.strata},
    }
