"""Logging a Regulation 44 report, and saying what follows from one."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms

from stocktake.placements.domain.reports import FOLLOWS, month_in_words
from stocktake.ui.forms import DayField, Form, OneOfField, WordsField


class ReceiveForm(Form):
    """A report that came by another way than the extract."""

    setting_id = forms.ChoiceField(label="Home")
    month = forms.ChoiceField(label="Month of the visit")
    visited_on = DayField(label="Day of the visit, if the report says", required=False)
    received_on = DayField(label="Day it was received")
    placing_authority_copy = forms.BooleanField(
        label="It is the placing authority’s copy", required=False
    )
    summary = WordsField(
        label="What does it say, in short?", required=False, help_text="Name no child."
    )

    def __init__(
        self,
        data: Any = None,
        *,
        homes: Iterable[tuple[str, str]],
        months: Iterable[date],
        **kwargs: Any,
    ) -> None:
        super().__init__(data, **kwargs)
        offers = {
            "setting_id": [("", "Choose"), *homes],
            "month": [("", "Choose"), *((m.isoformat(), month_in_words(m)) for m in months)],
        }
        for name, choices in offers.items():
            self.offer(name, choices)


class ReadForm(Form):
    """What the commissioning officer read, and what follows."""

    follows = OneOfField(label="What follows?", choices=[(f, f.capitalize()) for f in FOLLOWS])
    text = WordsField(label="What did you read, and why does this follow?")
