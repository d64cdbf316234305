"""Findings as people wrote them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from stocktake.findings.models import Finding as Row
from stocktake.people import queries as people


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One finding. `rests_on` holds the judgements' references; `ref` is its own."""

    id: str
    entry: int
    status: str
    round_id: str
    theme: str
    strength: bool
    text: str
    system: str
    rests_on: tuple[str, ...]
    made_by: str  # name and job
    made_at: datetime
    withdrawn_because: str = ""

    @property
    def ref(self) -> str:
        return f"entry:{self.entry}"

    @property
    def kind(self) -> str:
        return "strength" if self.strength else "area to develop"


def findings(round_id: str) -> tuple[Finding, ...]:
    """The findings that stand for a round: areas to develop first, in the order they were made."""
    rows = Row.objects.filter(round_id=round_id, status="made")
    return _views(sorted(rows, key=lambda r: (r.strength, r.entry or 0)))


def finding(finding_id: str) -> Finding:
    """One finding, withdrawn or not. Raises KeyError for an unknown id."""
    rows = list(Row.objects.filter(key=finding_id))
    if not rows:
        raise KeyError(finding_id)
    return _views(rows)[0]


def findings_by_entry(numbers: Iterable[int]) -> dict[int, Finding]:
    """The findings made in these entries, by entry number."""
    return {f.entry: f for f in _views(Row.objects.filter(entry__in=[*numbers]))}


def _views(rows: Iterable[Row]) -> tuple[Finding, ...]:
    listed = list(rows)
    names = people.cards({r.made_by for r in listed})
    return tuple(
        Finding(
            id=r.key,
            entry=r.entry or 0,
            status=r.status,
            round_id=r.round_id,
            theme=r.theme,
            strength=r.strength,
            text=r.text,
            system=r.system,
            rests_on=tuple(r.rests_on),
            made_by=names[r.made_by].name_and_job,
            made_at=r.made_at,
            withdrawn_because=r.withdrawn_because,
        )
        for r in listed
    )
