"""Forms of concerns and explorations."""

from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Any

from django import forms

from stocktake.concerns.domain.concern import OUTCOMES
from stocktake.concerns.domain.exploration import DECISIONS
from stocktake.record import clock
from stocktake.ui.forms import DayField, Form, OneOfField, SomeOfField, WordsField

People = Iterable[tuple[str, str]]  # key and words of each person to choose from
RISK_CHOICES = (
    ("yes", "Yes"),
    ("not known", "Not known", "Treated as yes: the clock is the short one."),
    ("no", "No"),
)


class ClockField(forms.TimeField):
    """A time of day as people write it: "14:30", "2.30pm"."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", "For example, 14:30")
        super().__init__(input_formats=("%H:%M", "%H.%M", "%I:%M%p", "%I.%M%p", "%I%p"), **kwargs)
        self.widget.attrs["class"] = "govuk-input--width-5"
        self.error_messages["invalid"] = "Enter a time, like 14:30."

    def prepare_value(self, value: Any) -> Any:
        return f"{value:%H:%M}" if isinstance(value, time) else value


class SpokenForm(Form):
    """The first step: whom did you speak to, and when."""

    spoke_to = forms.CharField(
        label="Whom have you spoken to?",
        max_length=300,
        help_text="Name and role. If you could not reach anybody, say whom you tried.",
        error_messages={"required": "Say whom you have spoken to, or whom you tried to reach."},
    )
    spoke_day = DayField(label="On which day?")
    spoke_time = ClockField(label="At what time?")

    @property
    def spoke_at(self) -> datetime:
        return moment(self.cleaned_data["spoke_day"], self.cleaned_data["spoke_time"])


class RaiseForm(SpokenForm):
    """The second step: what, why, how urgent, and who answers. Carries the first step along."""

    what = WordsField(
        label="What did you read or hear?",
        rows=4,
        error_messages={"required": "Say what you read or heard."},
    )
    why = WordsField(
        label="Why does it worry you?",
        rows=3,
        error_messages={"required": "Say why it worries you."},
    )
    risk = OneOfField(
        label="Is the child at immediate risk?",
        choices=RISK_CHOICES,
        error_messages={"required": "Say whether the child is at immediate risk."},
    )
    head = OneOfField(label="Head of service who answers", choices=())
    about_manager = forms.BooleanField(
        label="This concern is about the team manager: do not tell them, do not show it to them",
        required=False,
    )
    evidence = SomeOfField(label="What it rests on", required=False, choices=())

    def __init__(self, *args: Any, heads: People, evidence: People, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("head", heads)
        self.offer("evidence", evidence)
        for name in ("spoke_to", "spoke_day", "spoke_time"):
            self.fields[name].widget = forms.HiddenInput()


class SeenForm(Form):
    """When the child was seen or spoken to, and by whom."""

    how = OneOfField(
        label="Was the child seen or spoken to?",
        choices=(("seen", "Seen"), ("spoken to", "Spoken to")),
    )
    seen_by = forms.CharField(label="By whom?", max_length=300, help_text="Name and role.")
    seen_day = DayField(label="On which day?")
    seen_time = ClockField(label="At what time?")

    @property
    def seen_at(self) -> datetime:
        return moment(self.cleaned_data["seen_day"], self.cleaned_data["seen_time"])


class SafeForm(Form):
    """Outcome, rationale, and where the record of it stands."""

    outcomes = SomeOfField(
        label="What came of it?",
        choices=[(o, o[:1].upper() + o[1:]) for o in OUTCOMES],
        error_messages={"required": "Choose what came of it; “none” needs its reason below."},
    )
    outcome = WordsField(label="Outcome in words", rows=2)
    rationale = WordsField(label="Rationale", rows=3)
    on_record_on = DayField(label="Placed on the record on")
    on_record_by = forms.CharField(
        label="Placed there by", max_length=200, help_text="The manager, not the reviewer."
    )


class FollowUpForm(Form):
    """A follow-up action, kept with the concern."""

    what = WordsField(label="What is to be done?", rows=2)
    owner = OneOfField(label="Owner", choices=())
    due = DayField(label="Due")

    def __init__(self, *args: Any, owners: People, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("owner", owners)


class DoneForm(Form):
    """What shows that a follow-up action is done."""

    evidence = WordsField(label="What shows that it is done?", rows=2)


class BringInForm(Form):
    """A further head of service, or the assistant director."""

    person = OneOfField(label="Who else must answer?", choices=())
    why = forms.CharField(label="Why?", max_length=300)

    def __init__(self, *args: Any, people: People, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("person", people)


class ExploreForm(Form):
    """A question for a head of service."""

    question = WordsField(label="What needs exploring?", rows=3)
    why = WordsField(label="Why?", rows=3)
    head = OneOfField(label="Head of service who decides", choices=())
    evidence = SomeOfField(label="What it rests on", required=False, choices=())

    def __init__(self, *args: Any, heads: People, evidence: People, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("head", heads)
        self.offer("evidence", evidence)


class DecideForm(Form):
    """The decision of a head of service."""

    decision = OneOfField(
        label="Decision", choices=tuple((d, d[:1].upper() + d[1:]) for d in DECISIONS)
    )
    rationale = WordsField(label="Rationale", rows=3)


def moment(day: date, at: time) -> datetime:
    """A day and a time on London's clocks."""
    return datetime.combine(day, at, tzinfo=clock.LONDON)
