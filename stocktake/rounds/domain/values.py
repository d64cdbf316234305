"""A round as values: its strands, its attempts at a sample, its cases."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from stocktake.caseload.domain.kinds import FrameKind
from stocktake.core.periods import Window, day_in_words
from stocktake.core.strata import Depth, Stratum, beside
from stocktake.rounds.domain.coverage import Group
from stocktake.rounds.domain.exceptions import Exceptions, LeftOut
from stocktake.rounds.domain.selection import Plan, Sample
from stocktake.rounds.domain.swapping import Swap, after_swaps


@dataclass(frozen=True, slots=True, kw_only=True)
class Strand:
    """One commission among those held in conjunction: whose it is, and who reviews for it.

    `form_in_depth` and `form_lighter` are hashes of its own forms; empty where it uses the round's.
    """

    name: str
    commissioner: str
    reviewers: tuple[str, ...] = ()
    form_in_depth: str = ""
    form_lighter: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SampledCase:
    """One selected child in a round, from the freeze on.

    `also` names the further strands that review the case, each with a form and reviewer of its own.
    """

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
    routed_to: str = ""  # the one reviewer who may have this case, where a route was set
    routed_for: str = ""  # "in complaint", "restricted" or "staff relative"
    also: tuple[str, ...] = ()
    shared_with: bool = False  # as one of the further strands sees it
    happened_on: date | None = (
        None  # of another frame than the open cases: its contact, its closure
    )

    @property
    def place(self) -> str:
        """Names the case as a strand sees it: by its id for the strand it is of."""
        return f"{self.id}+{self.strand}" if self.shared_with else self.id

    @property
    def places(self) -> tuple["SampledCase", ...]:
        """The case once for every strand that reviews it, as that strand sees it."""
        others = (replace(self, strand=s, also=(), shared_with=True) for s in self.also)
        return (replace(self, also=()), *others)


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """What replays say of chances under hard limits: how often each pseudonym was selected."""

    runs: int
    counts: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """One selection: the last is the sample, the earlier ones stand on the certificate.

    `sample` is as selected; `standing` is as it is after the swaps. `plan` and `left_out` are
    those of this attempt; `frame_hash` covers the columns that its plan rests on.
    """

    number: int
    seed: str
    reason: str
    by: str
    at: datetime
    plan: Plan
    frame_hash: str
    sealed_hash: str
    sample: Sample
    refs: Mapping[str, str]
    coverage: tuple[Group, ...]
    left_out: tuple[LeftOut, ...] = ()
    swaps: tuple[Swap, ...] = ()
    estimate: Estimate | None = None

    @property
    def standing(self) -> Sample:
        return after_swaps(self.sample, self.swaps)


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
    exceptions: Exceptions = field(default_factory=Exceptions)
    frame: FrameKind = FrameKind.OPEN

    @property
    def window(self) -> Window:
        return Window(self.window_start, self.window_end)

    @property
    def strata(self) -> tuple[Stratum, ...]:
        """The groups of the round's frame, in their order."""
        return beside(self.open)

    def judged(self, case: SampledCase) -> Window:
        """The days over which practice in a case is judged: of one that ended up to its end."""
        ended = case.happened_on if self.frame.ended else None
        return Window(self.window_start, ended or self.window_end)

    def happened(self, case: SampledCase) -> str:
        """ "closed 1 June 2026", of a case of another frame than the open ones."""
        event, day = self.frame.words.event, case.happened_on
        return f"{event.lower()} {day_in_words(day)}" if day else ""

    def form_of(self, depth: Depth | str, strand: str = "") -> str:
        """The hash of the form for a review of this depth: the strand's own, else the round's."""
        own = next((s for s in self.strands if s.name == strand), None)
        if depth == Depth.IN_DEPTH:
            return (own.form_in_depth if own else "") or self.form_in_depth
        return (own.form_lighter if own else "") or self.form_lighter


@dataclass(frozen=True, kw_only=True)
class RoundState:
    """A round with what only its rules may see: the committed number before it is revealed."""

    round: Round
    number: str
    seal: str  # the key of the pseudonyms; on the officers' certificate, never in the sealed frame
    attempts: tuple[Attempt, ...] = ()
    cases: tuple[SampledCase, ...] = ()

    @property
    def status(self) -> str:
        return self.round.status
