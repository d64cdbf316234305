"""The form of the council's settings, one field each."""

from collections.abc import Iterable
from typing import Any

from django import forms

from stocktake.core.settings import LINES, NUMBER, Setting
from stocktake.ui.forms import Form, WordsField

UNCHECKED = "Our first default is common practice that we could not check against a source."


class SettingsForm(Form):
    """What may be typed is the setting's own rule; here every text is taken as it comes."""

    def __init__(self, data: Any, *, known: Iterable[Setting], now: Any) -> None:
        super().__init__(data)
        for setting in known:
            self.fields[setting.name] = _field(setting, now(setting))


def _field(setting: Setting, now: str) -> forms.Field:
    said = [setting.help] if setting.verified else [setting.help, UNCHECKED]
    words: dict[str, Any] = {
        "label": setting.label,
        "help_text": " ".join(s for s in said if s),
        "required": False,
        "initial": now,
    }
    if setting.kind == LINES:
        return WordsField(rows=3, **words)
    field = forms.CharField(max_length=500, **words)
    if setting.kind == NUMBER:
        field.widget.attrs |= {"class": "govuk-input--width-5", "inputmode": "numeric"}
    return field
