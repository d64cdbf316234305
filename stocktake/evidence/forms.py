"""The forms of this room: a pointer, and what is said of an error in the record."""

from collections.abc import Iterable
from typing import Any

from django import forms

from stocktake.evidence.domain.record_errors import (
    NO_BREACH,
    NOT_REPORTABLE,
    REPORTED_ON,
    WRONG,
    WRONG_CHILD,
)
from stocktake.ui.forms import DayField, Form, OneOfField, WordsField


class PointerForm(Form):
    """A document seen in the recording system."""

    document = forms.CharField(
        label="Document type",
        max_length=200,
        help_text="For example: home visit, core group minutes, care plan.",
        error_messages={"required": "Say which document it is, for example core group minutes."},
    )
    dated = DayField(
        label="Date of the document (optional)",
        required=False,
        help_text="For example, 19 October 2026. Leave it empty if the document has none.",
    )
    author = forms.CharField(label="Author (optional)", max_length=200, required=False)
    found_where = forms.CharField(
        label="Where you found it",
        max_length=300,
        help_text="For example: case notes, documents, workflow step.",
        error_messages={"required": "Say where you found it, so that a second person can."},
    )
    reference = forms.CharField(
        label="Reference in the system (optional)",
        max_length=100,
        required=False,
        help_text="The number the recording system gives it. It makes the link.",
    )
    shows = WordsField(
        label="What it shows",
        error_messages={"required": "Say what it shows, in a sentence or two."},
    )
    item = forms.CharField(max_length=100, required=False, widget=forms.HiddenInput())


class ReportErrorForm(Form):
    """Another child's document, or a wrong one."""

    kind = OneOfField(
        label="What is wrong?",
        choices=(
            (WRONG_CHILD, "It is about another child", "It stays hidden, also when it changes."),
            (
                WRONG,
                "It is this child's and wrong",
                "A wrong date, a wrong person, a copy of another note.",
            ),
        ),
    )
    why = WordsField(
        label="How do you know?",
        rows=2,
        help_text="Do not name the other child. Say what shows it: a name that is not this family's, a school that does not fit.",
    )


class AssessForm(Form):
    """The breach decision of the information-governance officer."""

    decision = OneOfField(
        label="Is it a personal data breach?",
        choices=(
            (NO_BREACH, "No breach"),
            (NOT_REPORTABLE, "A breach that need not be reported to the ICO"),
            (REPORTED_ON, "A breach, reported to the ICO"),
        ),
    )
    reason = WordsField(label="Why?", rows=2)


class CorrectForm(Form):
    """What was put right in the recording system."""

    what = WordsField(label="What was corrected in the recording system?", rows=2)
    on = DayField(label="On which day?")


class WithdrawForm(Form):
    """It was this child's, and right, after all."""

    reason = WordsField(label="How is it known that it is this child's, and right?", rows=2)


class RefreshForm(Form):
    """Which extract a record is copied from again; for a closed record, which notes of it."""

    snapshot = forms.ChoiceField(
        label="From which extract?", error_messages={"required": "Choose an extract."}
    )
    notes = forms.CharField(
        label="Numbers of the notes that are cited",
        required=False,
        max_length=500,
        help_text="As the recording system numbers them, with spaces between.",
    )

    def __init__(
        self, *args: Any, snapshots: Iterable[tuple[str, str]], closed: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.offer("snapshot", snapshots)
        if not closed:
            del self.fields["notes"]


class EventForm(Form):
    """A significant event: its day, what happened, what it meant for the child."""

    on = DayField(label="When did it happen?")
    what = WordsField(
        label="What happened?",
        rows=2,
        error_messages={"required": "Say what happened, in a sentence."},
    )
    impact = WordsField(
        label="What did it mean for the child?",
        rows=2,
        help_text="What changed in their days, their safety or whom they could count on.",
        error_messages={"required": "Say what it meant for the child."},
    )
