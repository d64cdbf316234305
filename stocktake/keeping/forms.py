"""What the information-governance officer says: which entries, which act, by which decision."""

import re

from django import forms

from stocktake.record.domain import RULES
from stocktake.ui.forms import Form, OneOfField

ACTS = (
    ("erase", "Erase", "What the entries said goes for good. Who acted, when and on what stays."),
    ("hold", "Put a legal hold on", "Nothing of it can be erased until the hold is lifted."),
    ("release", "Lift the legal hold", "Erasure becomes possible again."),
)
ENTRIES = re.compile(r"^\s*\d{1,9}(\s*-\s*\d{1,9})?(\s*,\s*\d{1,9}(\s*-\s*\d{1,9})?)*\s*$")
MOST = 5000


class KeepingForm(Form):
    """Either a child's id or entry numbers; a rule only when erasing."""

    act = OneOfField(label="What is decided?", choices=ACTS)
    child = forms.CharField(
        label="Child ID",
        required=False,
        max_length=64,
        help_text="As in the extract. Leave empty to name entries instead.",
    )
    entries = forms.CharField(
        label="Entry numbers", required=False, max_length=200, help_text="For example, 12, 15-20"
    )
    rule = OneOfField(
        label="Rule, when erasing", required=False, choices=[(r, r.capitalize()) for r in RULES]
    )
    reference = forms.CharField(
        label="Reference of the decision",
        max_length=200,
        help_text="Where the decision can be found, without a name.",
    )
    sure = forms.BooleanField(label="I have checked the reference and what it reaches")

    def clean_entries(self) -> tuple[int, ...]:
        return read_numbers(self.cleaned_data["entries"])

    def clean(self) -> dict[str, object]:
        said = super().clean() or self.cleaned_data
        if not said.get("child") and not said.get("entries") and "entries" not in self.errors:
            self.refuse("Enter a child ID or entry numbers", "child")
        if said.get("act") == "erase" and not said.get("rule"):
            self.refuse("Choose the rule under which it is erased", "rule")
        return said


def read_numbers(text: str) -> tuple[int, ...]:
    """ "12, 15-20" as numbers; at most 5,000 at once."""
    if not text.strip():
        return ()
    if not ENTRIES.match(text):
        raise forms.ValidationError("Enter numbers, like 12, 15-20")
    found: set[int] = set()
    for part in text.split(","):
        first, _, last = (p.strip() for p in part.partition("-"))
        if int(last or first) - int(first) >= MOST:
            raise forms.ValidationError("Name at most 5,000 entries at once")
        found |= set(range(int(first), int(last or first) + 1))
    return tuple(sorted(found))
