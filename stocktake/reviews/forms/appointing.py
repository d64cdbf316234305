"""Forms of appointments: offering times, picking one, moving; and when one can be met."""

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any

from django import forms

from stocktake.reviews.domain.appointments import in_words
from stocktake.reviews.domain.states import LONDON, MODES
from stocktake.ui.forms import DayField, Form, OneOfField, SomeOfField, WordsField

HOURS = (7, 20)  # a discussion begins within these
MOST_TIMES = 4


class HourField(forms.TimeField):
    """A time of day as people write it: "10:00", "10.30", "2pm"."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            input_formats=("%H:%M", "%H.%M", "%I%p", "%I:%M%p", "%I.%M%p", "%H"),
            widget=forms.TextInput(attrs={"class": "govuk-input--width-5", "autocomplete": "off"}),
            **kwargs,
        )
        self.error_messages["invalid"] = "Enter a time, like 10:00 or 14:30."

    def to_python(self, value: Any) -> time | None:
        text = (
            value.replace(" ", "").replace("a.m.", "am").replace("p.m.", "pm") if value else value
        )
        found: time | None = super().to_python(text)
        if found and not HOURS[0] <= found.hour < HOURS[1]:
            raise forms.ValidationError("Choose a time between 7 in the morning and 8 at night.")
        return found


class TimeForm(Form):
    """One time of one's own choice."""

    day = DayField(label="Day")
    hour = HourField(label="Time", help_text="For example, 10:00")

    @property
    def start(self) -> datetime:
        return at(self.cleaned_data["day"], self.cleaned_data["hour"])


class MoveForm(TimeForm):
    reason = WordsField(label="Why is it moved?", rows=2)


class OfferForm(Form):
    """Times that the worker picks from: some suggested, one more of one's own."""

    times = SomeOfField(label="Times to offer", required=False)
    day = DayField(label="Another day", required=False)
    hour = HourField(label="Time", required=False, help_text="For example, 10:00")
    agreed = forms.BooleanField(label="The worker has agreed to this time already", required=False)
    mode = OneOfField(label="How do you meet?", choices=[(m, m.capitalize()) for m in MODES])
    where = forms.CharField(
        label="Where, or the link to the call",
        required=False,
        max_length=200,
        help_text="It goes into calendars, so name no child and no case.",
    )

    def __init__(self, *args: Any, suggested: Sequence[datetime], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(start.isoformat(), in_words(start)) for start in suggested]
        self.offer("times", choices)
        if not choices:
            self.fields["day"].label = "Day"

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        if bool(said.get("day")) != bool(said.get("hour")):
            missing = "hour" if said.get("day") else "day"
            self.add_error(missing, "Enter both the day and the time, or neither.")
        elif not (said.get("times") or said.get("day")):
            self.add_error("times", "Offer at least one time.")
        elif len(said.get("times") or ()) + bool(said.get("day")) > MOST_TIMES:
            self.add_error(
                "times", f"Offer at most {MOST_TIMES} times: all are kept free for them."
            )
        elif said.get("agreed") and len(said.get("times") or ()) + bool(said.get("day")) != 1:
            self.add_error("agreed", "Choose the one time that was agreed, and no other.")
        return said

    @property
    def starts(self) -> tuple[datetime, ...]:
        said = self.cleaned_data
        own = [at(said["day"], said["hour"])] if said["day"] else []
        return tuple(sorted({*(datetime.fromisoformat(text) for text in said["times"]), *own}))


class PickForm(Form):
    """One of the times offered."""

    start_at = OneOfField(label="Which time suits you?")

    def __init__(self, *args: Any, times: Sequence[datetime], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(start.isoformat(), in_words(start)) for start in times]
        self.offer("start_at", choices)

    @property
    def start(self) -> datetime:
        return datetime.fromisoformat(self.cleaned_data["start_at"])


class AskForm(Form):
    """When one could meet instead."""

    words = WordsField(label="When could you meet instead?", rows=2, max_length=500)


class EverybodyForm(Form):
    """How all discussions of a round are held, unless a reviewer says otherwise."""

    mode = OneOfField(
        label="How do they meet?",
        choices=[(m, m.capitalize()) for m in MODES],
        initial="video",
    )
    where = forms.CharField(label="Where, for meetings in person", required=False, max_length=200)


class HalvesForm(Form):
    """Mornings and afternoons on which one can be met."""

    halves = SomeOfField(label="When can you be met?", required=False)

    def __init__(self, *args: Any, halves: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("halves", [(h, h) for h in halves])


def at(day: date, hour: time) -> datetime:
    """That time in London."""
    return datetime.combine(day, hour, tzinfo=LONDON)
