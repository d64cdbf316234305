"""What people say of an action at each of its turns."""

from collections.abc import Iterable
from typing import Any

from django import forms

from stocktake.actions.domain.recommendations import (
    ADEQUACY,
    AREA,
    CASE_ACTION,
    NATIONAL_FRAMEWORK,
    PRIORITY,
)
from stocktake.ui.forms import DayField, Form, OneOfField, SomeOfField, WordsField

LEVELS = (
    (AREA, "Area for improvement", "A practice or system, for the whole service."),
    (CASE_ACTION, "Case action", "For one child’s case."),
    (PRIORITY, "Priority action", "Children are or may be left at risk: it is escalated at once."),
)
Choices = Iterable[tuple[str, str]]


class DraftForm(Form):
    """A recommendation: one owner, a date, how we will know, and what it rests on."""

    level = OneOfField(label="Level", choices=LEVELS)
    theme = forms.ChoiceField(label="Theme")
    text = WordsField(label="What is recommended?", rows=4)
    case_id = forms.ChoiceField(
        label="Case", required=False, help_text="For a case action; otherwise leave empty."
    )
    escalated_to = forms.CharField(
        label="Escalated to whom, and when?",
        required=False,
        max_length=200,
        help_text="For a priority action; otherwise leave empty.",
    )
    owner = forms.ChoiceField(label="Owner", help_text="One person, who gives the evidence.")
    due = DayField(label="Due")
    measure = WordsField(label="How will we know?", rows=2)
    nf_tag = forms.ChoiceField(label="National Framework, if it fits one", required=False)
    rests_on = SomeOfField(
        label="Which findings or judgements does it rest on?",
        error_messages={"required": "Choose at least one finding or judgement that this rests on"},
    )

    def __init__(
        self,
        data: Any = None,
        *,
        themes: Choices,
        cases: Choices,
        owners: Choices,
        evidence: Choices,
        **kwargs: Any,
    ) -> None:
        super().__init__(data, **kwargs)
        self.offer("theme", [("", "Choose"), *themes])
        self.offer("case_id", [("", "None"), *cases])
        self.offer("owner", [("", "Choose"), *owners])
        self.offer("nf_tag", [("", "None"), *NATIONAL_FRAMEWORK.items()])
        self.offer("rests_on", evidence)


class AgreeForm(Form):
    """Owner, date and measure as they are agreed."""

    owner = forms.ChoiceField(label="Owner")
    due = DayField(label="Due")
    measure = WordsField(label="How will we know?", rows=2)

    def __init__(self, data: Any = None, *, owners: Choices, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.offer("owner", owners)


class EvidenceForm(Form):
    """What was done, and where the evidence is kept."""

    text = WordsField(label="What was done, and what changed?", rows=4)
    reference = forms.CharField(
        label="Where is the evidence?",
        max_length=300,
        help_text="A document’s name and place, or a record’s reference. Attach no case notes.",
    )


class VerifyForm(Form):
    """Verified with a word on adequacy, or returned with a reason and a new date."""

    verdict = OneOfField(
        label="What do you find?",
        choices=(
            *((a, f"Verified: it {a}") for a in ADEQUACY),
            ("return", "Returned to its owner", "Say why, and give a new due date."),
        ),
    )
    text = WordsField(label="What did you see, or what is missing?")
    due = DayField(label="New due date, if returned", required=False)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if said.get("verdict") == "return" and not said.get("due") and "due" not in self.errors:
            self.refuse("Enter a new due date, after today", "due")
        return said


class WithdrawForm(Form):
    """Why an action is withdrawn."""

    text = WordsField(
        label="Why is it withdrawn?", help_text="It stays readable, with your reason."
    )
