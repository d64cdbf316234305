"""The frame as a round's selection uses it: pseudonyms, traits, who is left out, and its hash."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from stocktake.caseload import queries as caseload
from stocktake.caseload.domain.kinds import FrameKind
from stocktake.core.periods import Window
from stocktake.core.strata import Stratum
from stocktake.rounds.domain.exceptions import ADOPTION, APPROVED, LeftOut
from stocktake.rounds.domain.selection import Candidate, Plan, candidates, columns_of, pseudonym
from stocktake.rounds.domain.values import Attempt, Round
from stocktake.rounds.models import Round as RoundRow


@dataclass(frozen=True, kw_only=True)
class Frame:
    """`rows` are by pseudonym; `hash` covers every column on which the plan rests."""

    children: tuple[Candidate, ...]
    rows: Mapping[str, caseload.FrameRow]
    hash: str
    left_out: tuple[LeftOut, ...]

    @property
    def ids(self) -> dict[str, str]:
        return {key: row.child_id for key, row in self.rows.items()}


def counts_of(snapshot: str, kind: FrameKind, window: Window | None) -> dict[Stratum, int]:
    """Children of a frame by stratum; nothing where the snapshot has gone, or without the window
    that every kind but the open cases needs."""
    if window is None and kind is not FrameKind.OPEN:
        return {}
    try:
        found = Counter(row.stratum for row in caseload.frame(snapshot, kind, window))
    except (LookupError, OSError, ValueError):
        return {}
    return {stratum: found[stratum] for stratum in kind.strata}


def rows_of(about: Round) -> tuple[caseload.FrameRow, ...]:
    """The children of the round's frame. Raises LookupError or OSError once the snapshot has gone."""
    return caseload.frame(about.snapshot, about.frame, about.window)


def frame_of_selection(about: Round, *, plan: Plan | None = None) -> Frame:
    """The frame for the round's plan, or for one that is only tried.

    Raises LookupError when the snapshot has been deleted.
    """
    plan = plan or about.plan
    rows = rows_of(about)
    seal = RoundRow.objects.get(key=about.id).seal
    out = left_out_of(about, rows)
    return Frame(
        children=candidates(
            rows, plan, seal=seal, day=about.window_end, left_out={x.child_id for x in out}
        ),
        rows={pseudonym(seal, "child", row.child_id): row for row in rows},
        hash=caseload.frame_hash(about.snapshot, columns_of(plan), about.frame, about.window),
        left_out=out,
    )


def frame_of_attempt(about: Round, attempt: Attempt) -> tuple[Candidate, ...] | None:
    """The frame as an attempt's selection saw it; None once the snapshot has been deleted."""
    try:
        rows = rows_of(about)
    except (LookupError, OSError):
        return None
    return candidates(
        rows,
        attempt.plan,
        seal=RoundRow.objects.get(key=about.id).seal,
        day=about.window_end,
        left_out={x.child_id for x in attempt.left_out},
    )


def refs_of(about: Round) -> dict[str, str]:
    """References by id of the children who are in for certain; none once the snapshot is gone."""
    named = {c.child_id for c in about.plan.certain}
    try:
        rows = rows_of(about) if named else ()
    except (LookupError, OSError):
        return {}
    return {row.child_id: row.case_ref for row in rows if row.child_id in named}


def left_out_of(about: Round, rows: tuple[caseload.FrameRow, ...]) -> tuple[LeftOut, ...]:
    """By approval, and by the rule that a child placed for adoption is in only with authority."""
    approved = about.exceptions.approved
    named = {x.child_id for x in approved}
    by_rule = (
        LeftOut(
            child_id=row.child_id,
            ref=row.case_ref,
            stratum=Stratum(row.stratum),
            code=ADOPTION,
            words="",
            status=APPROVED,
        )
        for row in rows
        if row.placed_for_adoption
        and row.child_id not in named
        and not about.exceptions.is_marked(row.child_id, ADOPTION)
    )
    return (*approved, *by_rule)
