"""What a report is drafted from: plain values gathered from the rooms of the round's life.

The references ("entry:12", "judgement:9") are those of the record. No name of a child or worker is
here but in `known`, which only the disclosure check reads.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from stocktake.caseload.domain.kinds import FrameKind
from stocktake.core.periods import Window
from stocktake.core.strata import Depth, Stratum

STRONG = frozenset({"outstanding", "good"})


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundFacts:
    ref: str  # of the entry that commissioned it
    id: str
    reference: str
    title: str
    window: Window
    strands: tuple[str, ...]
    records: str
    framework: str
    frozen_ref: str
    attempts: int
    open: Mapping[Stratum, int]
    frame: FrameKind = FrameKind.OPEN


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFacts:
    id: str
    stratum: Stratum
    depth: Depth


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgementFacts:
    """One finalised judgement of one theme. Grade "" where the form has none."""

    ref: str
    review_id: str
    case_id: str
    theme: str
    grade: str
    to_develop: bool
    record_depth: int | None = None
    discussion_depth: int | None = None
    changed: bool = False
    reply: str = ""

    @property
    def strong(self) -> bool:
        return self.grade in STRONG if self.grade else not self.to_develop


@dataclass(frozen=True, slots=True, kw_only=True)
class OverallFacts:
    """The grade of a whole review."""

    ref: str
    review_id: str
    grade: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingFacts:
    ref: str
    id: str
    theme: str
    text: str
    strength: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SayingFacts:
    """What the reviews say of one theme among all children: the shares between which strong
    practice lies, and how that stands beside an earlier round, in words; empty without one."""

    theme: str
    least: float
    most: float
    since: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BaselineFacts:
    """A statement of the last inspection and how practice stands against it now."""

    id: str
    kind: str  # "area for improvement" | "strength"
    text: str
    theme: str
    verdict: str  # a word of DESIGN 6; "not tested" where nobody judged it
    ref: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConcernFacts:
    """Urgent concerns, as counts only."""

    refs: tuple[str, ...] = ()
    raised: int = 0
    immediate: int = 0
    explored: int = 0
    confirmed_safe: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionFacts:
    """A recommendation as it stands: what was found, what is done about it, and whether it works."""

    ref: str
    id: str
    text: str
    measure: str
    themes: tuple[str, ...]
    finding_ids: tuple[str, ...]
    status: str
    due: date | None = None
    done_on: date | None = None
    verified_on: date | None = None
    evidence: str = ""
    rests_on: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgressFacts:
    """Counts of the recommendations on a day. `done` holds verified and returned ones too."""

    agreed: int
    done: int
    verified: int
    returned: int
    overdue: int
    as_of: date
    refs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingFacts:
    ref: str
    held_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacementFacts:
    """Regulation 44 reports received for children of the council, as counts."""

    received: int = 0
    read: int = 0
    refs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FamilyFacts:
    """How many families were asked and spoke; none where fewer than five did."""

    asked: int = 0
    spoke: int = 0
    refs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """Everything a draft needs."""

    council: str
    round: RoundFacts
    baseline: str
    inspected_on: date
    reviewers: int
    cases: tuple[CaseFacts, ...]
    themes: tuple[tuple[str, str], ...]  # id, label, in the order of reports
    judgements: tuple[JudgementFacts, ...]
    overall: tuple[OverallFacts, ...] = ()
    findings: tuple[FindingFacts, ...] = ()
    statements: tuple[BaselineFacts, ...] = ()
    concerns: ConcernFacts = field(default_factory=ConcernFacts)
    actions: tuple[ActionFacts, ...] = ()
    progress: ProgressFacts | None = None
    meeting: MeetingFacts | None = None
    placements: PlacementFacts = field(default_factory=PlacementFacts)
    families: FamilyFacts = field(default_factory=FamilyFacts)
    replies: Mapping[str, int] = field(default_factory=dict)
    sayings: tuple[SayingFacts, ...] = ()

    @property
    def in_depth(self) -> int:
        return sum(c.depth == Depth.IN_DEPTH for c in self.cases)

    def label(self, theme: str) -> str:
        return dict(self.themes).get(theme, theme)
