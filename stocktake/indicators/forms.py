"""Setting an interval, recording what figures about workers rest on, a worker's comment."""

from typing import Any

from django import forms

from stocktake.indicators.domain.intervals import UNITS
from stocktake.indicators.domain.rules import Rule
from stocktake.ui.forms import DayField, Form, OneOfField, WordsField

EVERY_MODE = ("in_person", "video", "phone")
MODES = (("in_person", "In person only"), ("in_person video", "In person or by video"))


class IntervalForm(Form):
    """A council's own interval for one rule, from a day on."""

    due = forms.IntegerField(label="First due after", min_value=1, max_value=400)
    due_unit = forms.ChoiceField(label="Counted in", choices=[(u.value, u.value) for u in UNITS])
    then = forms.IntegerField(label="Then every", min_value=1, max_value=400, required=False)
    then_unit = forms.ChoiceField(label="Counted in", choices=[(u.value, u.value) for u in UNITS])
    modes = OneOfField(label="Which visits count?", choices=MODES)
    valid_from = DayField(label="From this day on")
    why = WordsField(
        label="Which decision of the council is this?",
        help_text="A policy, a meeting, a day. It is shown beside the interval.",
    )

    def __init__(self, data: Any = None, *, rule: Rule, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        if not rule.repeats:
            del self.fields["then"], self.fields["then_unit"]
        if rule.now.modes == EVERY_MODE:  # the rule does not ask how
            del self.fields["modes"]


class TurnOnForm(Form):
    """The impact assessment and the consultation that figures about one worker rest on."""

    assessed_on = DayField(label="Impact assessment concluded on")
    assessment = WordsField(label="Where is the impact assessment recorded?")
    consulted_on = DayField(label="Consultation of staff and unions concluded on")
    consultation = WordsField(label="Where is the consultation recorded?")


class TurnOffForm(Form):
    why = WordsField(label="Why are they turned off?")


class CommentForm(Form):
    comment = WordsField(
        label="What should your manager know about these figures?",
        help_text="Your words stand beside the figures wherever they are shown.",
    )
