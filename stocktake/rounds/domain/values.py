"""A round as values: its strands, its attempts at a sample, its cases."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from stocktake.core.periods import Window
from stocktake.core.strata import Depth, Stratum
from stocktake.rounds.domain.coverage import Group
from stocktake.rounds.domain.selection import Plan, Sample


@dataclass(frozen=True, slots=True, kw_only=True)
class Strand:
    """One commission among those held in conjunction: whose it is, and who reviews for it."""

    name: str
    commissioner: str
    reviewers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SampledCase:
    """One selected child in a round, from the freeze on."""

    id: str
    round_id: str
    child_id: str
    ref: str
    stratum: Stratum
    depth: Depth
    strand: str
    worker_id: str
    worker_name: str
    team: str
    age: int | None
    order: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """One selection: the last is the sample, the earlier ones stand on the certificate."""

    number: int
    seed: str
    reason: str
    by: str
    at: datetime
    sample: Sample
    refs: Mapping[str, str]
    coverage: tuple[Group, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """A round as anyone who may see rounds sees it."""

    id: str
    reference: str
    title: str
    purpose: str
    window_start: date
    window_end: date
    baseline_key: str
    framework_hash: str
    form_in_depth: str
    form_lighter: str
    records: str
    snapshot: str
    frame_hash: str
    open: Mapping[Stratum, int]
    strands: tuple[Strand, ...]
    plan: Plan
    commitment: str
    status: str
    commissioned_by: str
    commissioned_at: datetime
    baseline_hash: str = ""  # the version of the baseline that this round is measured against
    frozen_by: str = ""
    frozen_at: datetime | None = None

    @property
    def window(self) -> Window:
        return Window(self.window_start, self.window_end)

    def form_of(self, depth: Depth | str) -> str:
        """The hash of the form for a review of this depth."""
        return self.form_in_depth if depth == Depth.IN_DEPTH else self.form_lighter


@dataclass(frozen=True, kw_only=True)
class RoundState:
    """A round with what only its rules may see: the committed number before it is revealed."""

    round: Round
    number: str
    attempts: tuple[Attempt, ...] = ()
    cases: tuple[SampledCase, ...] = ()

    @property
    def status(self) -> str:
        return self.round.status
