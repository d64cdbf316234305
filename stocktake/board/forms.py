"""Calling a meeting, receiving a paper, recording who came, and minuting an item."""

from collections.abc import Iterable
from typing import Any

from django import forms

from stocktake.board.domain.items import CARRIED, NOTED, REOPENED, RETURNED
from stocktake.ui.forms import DayField, Form, OneOfField, SomeOfField, WordsField

Choices = Iterable[tuple[str, str]]
WORDS = {
    NOTED: ("Noted", "The board is content with how it stands."),
    CARRIED: ("Carried over", "The next meeting takes it again."),
    REOPENED: ("Reopened", "It was verified, and the board opens it again with a new date."),
    RETURNED: ("Returned", "The evidence goes back to its owner with a reason and a new date."),
}


class CallForm(Form):
    """The day, the two chairs, the rounds and the members."""

    held_on = DayField(label="Day of the meeting")
    chair = forms.ChoiceField(label="Chair")
    other_chair = forms.ChoiceField(
        label="Another chair",
        help_text="Takes the items that rest on the chair’s own reviews.",
    )
    rounds = SomeOfField(label="Rounds that it looks at")
    members = SomeOfField(label="Members", required=False)

    def __init__(
        self, data: Any = None, *, chairs: Choices, rounds: Choices, members: Choices, **kwargs: Any
    ) -> None:
        super().__init__(data, **kwargs)
        self.offer("chair", [("", "Choose"), *chairs])
        self.offer("other_chair", [("", "Choose"), *chairs])
        self.offer("rounds", rounds)
        self.offer("members", members)


class PaperForm(Form):
    """A paper received, as the auditing firm’s quarterly report."""

    title = forms.CharField(
        label="Title", max_length=300, help_text="For example, Quarterly audit report, July 2026"
    )
    text = WordsField(
        label="Who sent it, when did it come, and what does it say in short?",
        help_text="The board’s answer is the minute of the item.",
    )


class HoldForm(Form):
    """Who was present."""

    present = SomeOfField(label="Who was present?")

    def __init__(self, data: Any = None, *, people: Choices, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.offer("present", people)


class MinuteForm(Form):
    """The minute of one item and its decision."""

    text = WordsField(label="Minute", rows=4)
    decision = OneOfField(label="Decision")
    due = DayField(label="New due date, if reopened or returned", required=False)

    def __init__(self, data: Any = None, *, decisions: Iterable[str], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        field = self.fields["decision"]
        assert isinstance(field, OneOfField)
        field.choices = [(d, WORDS[d][0]) for d in decisions]
        field.hints = {d: WORDS[d][1] for d in decisions}
