"""Forms of reports: a new one, other words for a paragraph, a justification, an approval."""

from typing import Any

from django import forms

from stocktake.reports.presets import Preset
from stocktake.ui.forms import Form, OneOfField, WordsField


class NewReportForm(Form):
    """The round, the house style and the heading fields that the author is asked for."""

    round_id = forms.ChoiceField(label="Round")
    preset = OneOfField(label="House style")
    subject = forms.CharField(label="Subject", required=False, max_length=200)

    def __init__(
        self,
        *args: Any,
        rounds: list[tuple[str, str]],
        presets: list[tuple[str, str, str]],
        heading: Preset,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.offer("round_id", rounds)
        style = OneOfField(choices=presets, label="House style", initial=heading.key)
        self.fields["preset"] = style
        self.asked = [f for f in heading.heading if f.ask]
        for line in self.asked:
            self.fields[line.key] = forms.CharField(
                label=line.label.rstrip(":"), initial=line.default, required=False, max_length=300
            )

    def values(self) -> dict[str, str]:
        """The heading as typed, by key."""
        keys = ["subject", *(line.key for line in self.asked)]
        return {key: self.cleaned_data.get(key, "").strip() for key in keys}


class EditForm(Form):
    """Other words for a paragraph. `seen` is what the editor started from."""

    text = WordsField(
        label="Text",
        rows=7,
        required=False,
        help_text="Empty it to leave the paragraph out. Words in { } become a number.",
    )
    reason = forms.CharField(
        label="Reason, if nothing stands beneath it",
        required=False,
        max_length=300,
        help_text="For a sentence of your own that rests on no finding or count.",
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)


class JustifyForm(Form):
    reason = forms.CharField(
        label="Why these words may be published",
        max_length=300,
        error_messages={"required": "Say why these words may be published."},
    )


class ApproveForm(Form):
    read = forms.BooleanField(label="I have read the report as it will be published")
    note = forms.CharField(label="Note (optional)", required=False, max_length=300)


class PublishForm(Form):
    sure = forms.BooleanField(label="Publish these words for anyone to read")
