"""The tables of the Stocktake CSV folder: the contract that docs/reference/extract.md is made from.

Every extract, whatever its layout, becomes these tables in a snapshot.
"""

from dataclasses import dataclass
from enum import StrEnum


class Holds(StrEnum):
    """What a column holds, which decides how a cell is read and checked."""

    ID = "id"  # text, also when it looks like a number
    TEXT = "text"
    WORDS = "narrative"  # written about a child or a home: masked, kept in files of its own
    DAY = "date"
    MOMENT = "date and time"
    COUNT = "whole number"
    YES_NO = "yes or no"
    CHOICE = "one of"
    MONTH = "month"


@dataclass(frozen=True, kw_only=True)
class Column:
    """One column: `about` is its line in the data dictionary."""

    name: str
    holds: Holds
    about: str
    needed: bool = False
    choices: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()  # a published list: another value is questioned, not returned
    heading: str = ""  # Ofsted's own header, for a list of Annex A
    may_be_ahead: bool = False  # a day that may lie after the extract, as a due date
    default: str | None = None  # what an empty cell of a yes-or-no column means
    apart: bool = False  # kept in the narrative file though short enough to show

    @property
    def label(self) -> str:
        """ "allocated_worker_id" as shown on screen: "Allocated worker ID"."""
        if self.heading:
            return self.heading
        words = self.name.replace("_", " ").capitalize()
        if words.endswith(" id"):
            return words[:-3] + " ID"
        return words + "erence" if words.endswith(" ref") else words


@dataclass(frozen=True, kw_only=True)
class Table:
    """One file of the folder. A second row with the key of an earlier one is returned."""

    name: str
    about: str
    columns: tuple[Column, ...]
    in_order: tuple[str, ...]  # how a snapshot sorts it: by child, then date
    key: tuple[str, ...] = ()  # empty: a row is repeated only when every cell is the same
    of_open_cases: bool = True  # child_id must be in cases.csv
    before_birth: int = 300  # days by which an event may come before the date of birth
    title: str = ""
    mapped: bool = True  # False: its rows are only counted, so nobody maps its columns
    periods: tuple[tuple[str, str], ...] = ()  # (start, end): an end before its start is returned

    def column(self, name: str) -> Column:
        return next(c for c in self.columns if c.name == name)

    @property
    def label(self) -> str:
        return self.title or self.name.replace("_", " ").capitalize()

    @property
    def narrative(self) -> tuple[str, ...]:
        """Columns kept in a file of their own and never written into a list of rejected rows."""
        return tuple(c.name for c in self.columns if c.holds is Holds.WORDS or c.apart)


def _id(name: str, about: str, *, needed: bool = False) -> Column:
    return Column(name=name, holds=Holds.ID, about=about, needed=needed)


def _text(name: str, about: str, *, needed: bool = False) -> Column:
    return Column(name=name, holds=Holds.TEXT, about=about, needed=needed)


def _day(name: str, about: str, *, needed: bool = False, ahead: bool = False) -> Column:
    return Column(name=name, holds=Holds.DAY, about=about, needed=needed, may_be_ahead=ahead)


def _yes_no(name: str, about: str, *, default: str | None = None) -> Column:
    return Column(name=name, holds=Holds.YES_NO, about=about, default=default)


def _one_of(name: str, about: str, *choices: str, needed: bool = False) -> Column:
    return Column(name=name, holds=Holds.CHOICE, about=about, choices=choices, needed=needed)


CHILD = _id("child_id", "The child's identifier in the recording system", needed=True)

CASES = Table(
    name="cases",
    about="One row for each open case: the frame from which a sample is selected.",
    key=("child_id",),
    in_order=("child_id",),
    of_open_cases=False,
    columns=(
        CHILD,
        _text("case_ref", "Reference that people use for the case; the child_id when empty"),
        _one_of("stratum", "Where the case is held", "EH", "CIN", "CP", "CLA", "CL", needed=True),
        _day("date_of_birth", "Date of birth, or the expected date", ahead=True),
        Column(name="age", holds=Holds.COUNT, about="Age at last birthday; -1 for an unborn child"),
        _text("sex", "As recorded: male, female, …"),
        _text("ethnicity", "Code or words"),
        _text("disability", "yes, no or unknown"),
        _text("need", "Primary need"),
        _day("opened_on", "When this episode opened"),
        _text("allocated_team", "Team that holds the case"),
        _id("allocated_worker_id", "Identifier of the allocated worker, the same in every table"),
        _text("allocated_worker", "Name of the allocated worker"),
        _yes_no(
            "restricted", "Restricted record: left out of the sample with a reason", default="no"
        ),
        _yes_no("in_complaint", "A complaint about the case is open", default="no"),
        _id("household_id", "The same for brothers and sisters in one household"),
    ),
)

NOTES = Table(
    name="notes",
    about="Case notes, for councils that let reviewers read inside Stocktake.",
    key=("note_id",),
    in_order=("child_id", "happened_at", "note_id"),
    columns=(
        _id("note_id", "Identifier of the note", needed=True),
        CHILD,
        Column(
            name="happened_at", holds=Holds.MOMENT, about="When the event happened", needed=True
        ),
        Column(name="recorded_at", holds=Holds.MOMENT, about="When the note was written up"),
        _text("note_type", "Home visit, Telephone call, Supervision, …"),
        Column(name="title", holds=Holds.TEXT, about="Title of the note", apart=True),
        _id("author_id", "Worker identifier of the author"),
        _text("author", "Name of the author"),
        Column(name="body", holds=Holds.WORDS, about="The note itself, as plain text"),
    ),
)

VISITS = Table(
    name="visits",
    about="Visits and attempted visits.",
    in_order=("child_id", "happened_on"),
    columns=(
        CHILD,
        _day("happened_on", "Day of the visit", needed=True),
        _day("recorded_on", "Day it was written up"),
        _text("visit_type", "Statutory visit, CIN visit, …"),
        _one_of("mode", "How it was made", "in_person", "video", "phone"),
        _one_of("outcome", "Whether the visit took place", "visit", "attempt"),
        _yes_no("seen", "The child was seen"),
        _yes_no("seen_alone", "The child was seen alone"),
        _id("worker_id", "Who visited"),
        _text("mode_reason", "Why not in person"),
        _text("engaged", "How the child or young person engaged"),
        _text("life_event", "A life event that the visit marked"),
    ),
)

SUPERVISIONS = Table(
    name="supervisions",
    about="Case supervision and management oversight.",
    in_order=("child_id", "held_on"),
    columns=(
        CHILD,
        _day("held_on", "Day it was held", needed=True),
        _day("recorded_on", "Day it was written up"),
        _one_of("kind", "Which of the two", "supervision", "management oversight"),
        _id("worker_id", "Who was supervised"),
        _id("supervisor_id", "Who supervised"),
    ),
)

REVIEWS = Table(
    name="reviews",
    about="Statutory and other reviews: conferences, looked-after reviews, plan reviews.",
    in_order=("child_id", "held_on", "due_on"),
    columns=(
        CHILD,
        _text("review_type", "Review conference, looked-after review, …", needed=True),
        _day("held_on", "Day it was held; empty when not held yet"),
        _day("due_on", "Day by which it was due", ahead=True),
    ),
)

ASSESSMENTS = Table(
    name="assessments",
    about="Assessments, open ones included.",
    in_order=("child_id", "started_on"),
    periods=(("started_on", "authorised_on"),),
    columns=(
        CHILD,
        _text("assessment_type", "Child and family assessment, early help assessment, …"),
        _day("started_on", "Day it started", needed=True),
        _day("authorised_on", "Day a manager authorised it; empty while open"),
        _text("extension_reason", "Why it took longer than the standard"),
    ),
)

PLANS = Table(
    name="plans",
    about="Plans and their latest reviews.",
    in_order=("child_id", "started_on"),
    periods=(("started_on", "ended_on"), ("started_on", "reviewed_on")),
    columns=(
        CHILD,
        _one_of(
            "plan_type", "Which plan", "CIN", "CP", "care", "PEP", "EHC", "pathway", needed=True
        ),
        _day("started_on", "Day it started"),
        _day("reviewed_on", "Day it was last reviewed"),
        _day("ended_on", "Day it ended; empty while current"),
    ),
)

MISSING = Table(
    name="missing",
    before_birth=0,
    about="Episodes of going missing, and the return home interviews.",
    in_order=("child_id", "started_at"),
    periods=(("started_at", "ended_at"),),
    columns=(
        CHILD,
        Column(
            name="started_at", holds=Holds.MOMENT, about="When the child went missing", needed=True
        ),
        Column(name="ended_at", holds=Holds.MOMENT, about="When found; empty while missing"),
        _day("interview_offered_on", "Day a return home interview was offered"),
        _yes_no("interview_accepted", "The child accepted it"),
        _day("interview_held_on", "Day it was held"),
    ),
)

PLACEMENTS = Table(
    name="placements",
    before_birth=0,
    about="Placements of looked-after children and care leavers.",
    in_order=("child_id", "started_on"),
    periods=(("started_on", "ended_on"),),
    columns=(
        CHILD,
        _id("placement_id", "Identifier of the placement"),
        _day("started_on", "Day it started", needed=True),
        _day("ended_on", "Day it ended; empty while current"),
        _text("placement_type", "Foster care, children's home, supported accommodation, …"),
        _text("provider", "Who provides it"),
        _id("setting_id", "Identifier of the home (its Ofsted URN where it has one)"),
        _text("setting_name", "Name of the home"),
        _yes_no("in_area", "Inside the council's area"),
    ),
)

REG44 = Table(
    name="reg44",
    title="Regulation 44",
    about="Regulation 44 reports of independent visitors to children's homes.",
    key=("setting_id", "month"),
    in_order=("setting_id", "month"),
    of_open_cases=False,
    periods=(("visited_on", "received_on"),),
    columns=(
        _id("setting_id", "Identifier of the home, as in placements.csv", needed=True),
        _text("setting_name", "Name of the home"),
        Column(name="month", holds=Holds.MONTH, about="Month of the visit", needed=True),
        _day("visited_on", "Day of the visit"),
        _day("received_on", "Day the report reached the council"),
        _yes_no("placing_authority_copy", "Sent to the placing authority", default="no"),
        Column(name="summary", holds=Holds.WORDS, about="What the report says, in short"),
    ),
)

WORKERS = Table(
    name="workers",
    about="Workers and their managers: who supervises whom.",
    key=("worker_id",),
    in_order=("worker_id",),
    of_open_cases=False,
    columns=(
        _id("worker_id", "Identifier, as in the other tables", needed=True),
        _text("name", "Name"),
        _text("role", "Social worker, team manager, …"),
        _text("team", "Team"),
        _id("manager_id", "Worker identifier of their manager"),
        _yes_no("newly_qualified", "In the assessed and supported year", default="no"),
    ),
)

PREVIOUS_AUDITS = Table(
    name="previous_audits",
    about="Earlier reviews of these children, so that the same families are not always chosen.",
    in_order=("child_id", "audited_on"),
    of_open_cases=False,
    columns=(
        CHILD,
        _day("audited_on", "Day of the review", needed=True),
        _text("round", "Which round it belonged to"),
        _text("depth", "in depth, lighter"),
    ),
)

TABLES: tuple[Table, ...] = (
    CASES, NOTES, VISITS, SUPERVISIONS, REVIEWS, ASSESSMENTS, PLANS, MISSING, PLACEMENTS, REG44,
    WORKERS, PREVIOUS_AUDITS,
)  # fmt: skip
BY_NAME = {table.name: table for table in TABLES}
