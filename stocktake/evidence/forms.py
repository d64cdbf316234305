"""The form of a pointer: which document, where it was found, what it shows."""

from django import forms

from stocktake.ui.forms import DayField, Form, WordsField


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
