"""How a report comes to be published: drafted, edited, checked, approved by two, published.

The two who approve are different people, neither of them an author, one for information
governance and one assistant director. Whatever changes the words voids check and approvals.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from stocktake.core import lifecycle
from stocktake.core.capacity import Capacity
from stocktake.core.disclosure import Flag
from stocktake.core.lifecycle import CAPACITY_WORDS, Rule
from stocktake.core.thread import Act, Person
from stocktake.reports.domain.checking import NOT_TO_JUSTIFY
from stocktake.reports.domain.document import (
    Block,
    Paragraph,
    Report,
    Row,
    Table,
    rewritten,
    with_block,
)
from stocktake.reports.domain.statements import (
    Approve,
    Check,
    Draft,
    Edit,
    EditTable,
    Justify,
    Publish,
)

THING = "this report"
APPROVERS = (Capacity.IG_OFFICER, Capacity.ASSISTANT_DIRECTOR)
_QA = (Capacity.QA_MANAGER,)


@dataclass(frozen=True, slots=True, kw_only=True)
class Approval:
    person: str
    capacity: Capacity
    digest: str
    at: datetime
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class ReportState:
    """A report as the rules see it."""

    id: str
    status: str
    round_id: str
    preset: str
    slug: str
    report: Report
    version: int = 1
    authors: tuple[str, ...] = ()
    flags: tuple[Flag, ...] = ()
    checked: str = ""  # digest of the words that were checked
    justified: tuple[tuple[str, str], ...] = ()  # flag key, reason
    approvals: tuple[Approval, ...] = ()
    published_at: datetime | None = None
    files: tuple[tuple[str, str], ...] = ()

    @property
    def open_flags(self) -> tuple[Flag, ...]:
        excused = {key for key, _ in self.justified}
        return tuple(f for f in self.flags if f.key not in excused)

    @property
    def cleared(self) -> bool:
        """These very words were checked and no flag on them is open: approvers may read them."""
        return self.checked == self.report.digest and not self.open_flags

    def reason_for(self, flag: Flag) -> str:
        return dict(self.justified).get(flag.key, "")


_OPEN = ("draft", "checked", "approved once", "approved")
MOVES = (
    Rule(act=Draft, before=(None,), after="draft", may=_QA),
    Rule(act=Edit, before=_OPEN, after="draft", may=_QA),
    Rule(act=EditTable, before=_OPEN, after="draft", may=_QA),
    Rule(act=Check, before=("draft", "checked"), after="checked", may=_QA),
    Rule(act=Justify, before=("checked",), after="checked", may=_QA),
    Rule(act=Approve, before=("checked",), after="approved once", may=APPROVERS),
    Rule(act=Approve, before=("approved once",), after="approved", may=APPROVERS),
    Rule(act=Publish, before=("approved",), after="published", may=_QA),
)


def capacity(act: Act, by: Person) -> Capacity:
    """In which capacity the person acts."""
    return act.capacity if isinstance(act, Approve) else lifecycle.capacity_of(MOVES, act, by)


def free_capacity(state: ReportState, by: Person) -> Capacity:
    """The capacity in which this person can still approve; for a stranger the first that is free."""
    taken = {a.capacity for a in state.approvals}
    free = [c for c in APPROVERS if c not in taken] or list(APPROVERS)
    return next((c for c in free if by.holds(c)), free[0])


def refusal(state: ReportState | None, act: Act, by: Person, at: datetime) -> str | None:
    """Why this may not be done to this report now, or None."""
    if state and isinstance(act, Publish) and by.holds(*_QA):
        return _refuse_publishing(state, act)
    if sentence := lifecycle.refusal(MOVES, state, act, by, thing=THING):
        return sentence
    if state is None:
        return None
    if isinstance(act, Edit):
        return _refuse_edit(state, act)
    if isinstance(act, EditTable):
        return _refuse_table(state, act)
    if isinstance(act, Check) and act.digest != state.report.digest:
        return "The words changed while the check ran. Run it again."
    if isinstance(act, Justify):
        return _refuse_justifying(state, act)
    if isinstance(act, Approve):
        return _refuse_approval(state, act, by)
    return None


def _refuse_edit(state: ReportState, act: Edit) -> str | None:
    block = state.report.block(act.block)
    if not isinstance(block, Paragraph):
        return "This paragraph is no longer in the report."
    if block.text != act.seen:
        return "Someone changed this paragraph after you opened it. Both texts are below."
    if act.text == act.seen and not act.reason:
        return "The words are the same as before."
    return None


def _refuse_table(state: ReportState, act: EditTable) -> str | None:
    block = state.report.block(act.block)
    if not isinstance(block, Table):
        return "This table is no longer in the report."
    if tuple(row.cells for row in block.rows) != act.seen:
        return "Someone changed this table after you opened it. Open it again."
    shape = [len(row) for row in act.cells]
    if shape != [len(block.columns)] * len(block.rows):
        return "A table keeps its rows and columns."
    return "The words are the same as before." if act.cells == act.seen else None


def _refuse_justifying(state: ReportState, act: Justify) -> str | None:
    if not 0 <= act.flag < len(state.flags):
        return "There is no such flag. Run the check again."
    flag = state.flags[act.flag]
    if flag.rule in NOT_TO_JUSTIFY:
        return "This flag can only be mended, not justified."
    return None if act.reason.strip() else "Say why these words may be published."


def _refuse_approval(state: ReportState, act: Approve, by: Person) -> str | None:
    taken = {a.capacity for a in state.approvals}
    if by.id in state.authors:
        return "An author does not approve their own report. Another person must."
    if any(a.person == by.id for a in state.approvals):
        return "You have approved this report. A second person must approve it too."
    if act.capacity in taken or not by.holds(act.capacity):
        missing = [CAPACITY_WORDS[c] for c in APPROVERS if c not in taken]
        return f"This approval is given. What is missing is that of {missing[0]}."
    if state.open_flags:
        count = len(state.open_flags)
        return f"The check has {count} open flag{'s' if count > 1 else ''}. The author mends them."
    if state.checked != state.report.digest or act.digest != state.report.digest:
        return "The words changed since the check. The QA manager runs it again."
    return None


def _refuse_publishing(state: ReportState, act: Publish) -> str | None:
    if state.status == "published":
        return "This report is published. A correction is a new report."
    if state.open_flags:
        return "The disclosure check has an open flag. Mend or justify it, then ask for approval."
    if state.checked != state.report.digest:
        return "These words have not been checked. Run the disclosure check first."
    held = {a.capacity for a in state.approvals if a.digest == state.report.digest}
    people = {a.person for a in state.approvals if a.digest == state.report.digest}
    missing = [CAPACITY_WORDS[c] for c in APPROVERS if c not in held]
    if missing or len(people) < len(APPROVERS):
        return f"Not approved yet: {' and '.join(missing) or 'a second person'} must approve it."
    return None if act.digest == state.report.digest else "The words changed after approval."


def after(state: ReportState | None, act: Act, by: Person, at: datetime) -> ReportState:
    """The report as it stands once a lawful act is done."""
    status = lifecycle.next_status(MOVES, state, act)
    if isinstance(act, Draft):
        return ReportState(
            id="",
            status=status,
            round_id=act.round_id,
            preset=act.preset,
            slug=act.slug,
            report=act.report,
            authors=(by.id,),
        )
    assert state is not None
    if isinstance(act, Edit | EditTable):
        return _edited(state, act, by, status)
    if isinstance(act, Check):
        kept = {f.key for f in act.flags}
        excused = tuple((key, why) for key, why in state.justified if key in kept)
        return replace(state, status=status, flags=act.flags, checked=act.digest, justified=excused)
    if isinstance(act, Justify):
        flag = (state.flags[act.flag].key, act.reason.strip())
        others = tuple(j for j in state.justified if j[0] != flag[0])
        return replace(state, status=status, justified=(*others, flag))
    if isinstance(act, Approve):
        approval = Approval(
            person=by.id, capacity=act.capacity, digest=act.digest, at=at, note=act.note
        )
        return replace(state, status=status, approvals=(*state.approvals, approval))
    assert isinstance(act, Publish)
    return replace(state, status=status, published_at=at, files=act.files)


def _edited(state: ReportState, act: Edit | EditTable, by: Person, status: str) -> ReportState:
    """The words changed: a new version, a new author, and no check or approval holds any more."""

    def change(block: Block) -> Block | None:
        if isinstance(act, Edit) and isinstance(block, Paragraph):
            text = act.text.strip()
            return rewritten(block, text, authored=act.reason.strip()) if text else None
        if isinstance(act, EditTable) and isinstance(block, Table):
            return replace(block, edited=True, rows=_retyped(block, act.cells))
        return block

    return replace(
        state,
        status=status,
        report=with_block(state.report, act.block, change),
        version=state.version + 1,
        authors=state.authors if by.id in state.authors else (*state.authors, by.id),
        flags=(),
        checked="",
        approvals=(),
    )


def _retyped(table: Table, cells: tuple[tuple[str, ...], ...]) -> tuple[Row, ...]:
    return tuple(replace(row, cells=new) for row, new in zip(table.rows, cells, strict=True))
