"""Forms as templates see them: frozen fields with the text typed, an error and a hint each.

A page makes a `Form`, asks `is_valid()`, does its act with `did(...)`, and renders `shown()`.
docs/reference/components.md has the whole pattern.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from stocktake.core.periods import day_in_words, is_thinkable
from stocktake.core.plain import plain
from stocktake.core.thread import Refused
from stocktake.ui.values import Choice

STOCK_REQUIRED = forms.Field.default_error_messages["required"]
DAY_FORMATS = ("%d %B %Y", "%d %b %Y", "%d/%m/%Y", "%Y-%m-%d", "%d-%m-%Y", "%d.%m.%Y")


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownField:
    """A field as its macro draws it. `value` is what was typed, else the initial value."""

    name: str
    id: str
    label: str
    kind: str  # "text", "textarea", "radios", "checkboxes", "checkbox", "select", "file", "hidden"
    value: str
    error: str
    hint: str
    choices: tuple[Choice, ...]
    type: str = "text"
    rows: int = 3
    classes: str = ""
    autocomplete: str = ""
    inputmode: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownError:
    """A line of the error summary; `href` leads to the field, or is empty."""

    text: str
    href: str


@dataclass(frozen=True, kw_only=True)
class ShownForm:
    """A form as a template sees it: `form.why` or `form["why"]` is a field."""

    fields: Mapping[str, ShownField]
    errors: tuple[ShownError, ...]

    def __getitem__(self, name: str) -> ShownField:
        return self.fields[name]


class Form(forms.Form):
    """The base of every form: plain sentences for what is missing, refusals beside the text."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            if field.error_messages["required"] == STOCK_REQUIRED:
                field.error_messages["required"] = _missing(field, name)

    def _clean_fields(self) -> None:
        """What was pasted loses what no file can carry, before anything is done with it.
        A choice that is more than its text, as a word of a list, stays what it is."""
        super()._clean_fields()  # type: ignore[misc]  # the stubs leave it out
        said = self.cleaned_data
        typed = {name: value for name, value in said.items() if type(value) is str}
        said.update({name: plain(value) for name, value in typed.items()})

    def did(self, act: Callable[[], object]) -> bool:
        """Do the act; a refusal becomes an error of this form, and the text typed stays."""
        try:
            act()
        except Refused as no:
            self.refuse(no.sentence)
            return False
        return True

    def refuse(self, sentence: str, field: str | None = None) -> None:
        """Add an error to a field, or to the whole form."""
        self.add_error(field, sentence)

    def offer(self, name: str, choices: Iterable[Any]) -> None:
        """Fill the choices of a field that the page knows, because they live in other rooms."""
        field = self.fields[name]
        if not isinstance(field, forms.ChoiceField):
            raise TypeError(f"{name} is not a field of choices")
        field.choices = list(choices)

    def shown(self) -> ShownForm:
        """The frozen values for the template."""
        return shown(self)


class DayField(forms.DateField):
    """A date typed as people write it: "19 October 2026", "19/10/2026"."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", "For example, 19 October 2026")
        super().__init__(input_formats=DAY_FORMATS, **kwargs)
        self.widget.attrs["class"] = "govuk-input--width-10"
        self.error_messages["invalid"] = "Enter a real date, like 19 October 2026."

    def to_python(self, value: Any) -> date | None:
        found: date | None = super().to_python(value)
        if found and not is_thinkable(found):
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return found

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, date) and not isinstance(value, datetime):
            return day_in_words(value)
        return value


class WordsField(forms.CharField):
    """Several sentences in somebody's own words, in an area that grows."""

    def __init__(self, *, rows: int = 3, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 20_000)
        super().__init__(widget=forms.Textarea(attrs={"rows": rows}), **kwargs)


class OneOfField(forms.ChoiceField):
    """One of a few, as radios; long lists should be a plain ChoiceField (a select).

    Choices are (value, label) or (value, label, hint).
    """

    widget = forms.RadioSelect

    def __init__(self, *, choices: Any = (), **kwargs: Any) -> None:
        rows = [tuple(row) for row in choices]
        super().__init__(choices=[row[:2] for row in rows], **kwargs)
        self.hints = {str(row[0]): str(row[2]) for row in rows if len(row) > 2}


class SomeOfField(forms.MultipleChoiceField):
    """Some of a few, as checkboxes."""

    widget = forms.CheckboxSelectMultiple


def shown(form: forms.BaseForm) -> ShownForm:
    """The frozen values of any form: of ours, or of a third party's sign-in page."""
    fields = {bound.name: _shown(bound) for bound in form}
    errors = [ShownError(text=str(e), href="") for e in form.non_field_errors()]
    for bound in form:
        errors += [ShownError(text=str(e), href=f"#{bound.auto_id}") for e in bound.errors]
    return ShownForm(fields=fields, errors=tuple(errors))


def _missing(field: forms.Field, name: str) -> str:
    label = str(field.label or name.replace("_", " "))
    lower = label[:1].lower() + label[1:] if label[1:2].islower() else label
    if isinstance(field, forms.BooleanField):
        return f"Tick the box “{label}”"
    if label.endswith("?"):
        return f"Answer “{label}”"
    verb = "Choose" if isinstance(field, (forms.ChoiceField, forms.FileField)) else "Enter"
    return f"{verb} {lower}"


def _shown(bound: BoundField) -> ShownField:
    field, widget = bound.field, bound.field.widget
    value = bound.value()
    kind = _kind(field, widget, hidden=bound.is_hidden)
    return ShownField(
        name=bound.html_name,
        id=bound.auto_id or bound.html_name,
        label=str(bound.label or bound.name),
        kind=kind,
        value="" if value is None or _secret(widget) else str(value),
        error=" ".join(str(e) for e in bound.errors),
        hint=str(bound.help_text or ""),
        choices=_choices(field, value, kind, str(bound.label)),
        type=getattr(widget, "input_type", "text") if kind == "text" else "text",
        rows=int(widget.attrs.get("rows", 3)),
        classes=str(widget.attrs.get("class", "")),
        autocomplete=str(widget.attrs.get("autocomplete", "")),
        inputmode=str(widget.attrs.get("inputmode", "")),
    )


def _secret(widget: forms.Widget) -> bool:
    """What must never be sent back: a password, and a file's path."""
    return isinstance(widget, (forms.PasswordInput, forms.FileInput))


def _kind(field: forms.Field, widget: forms.Widget, *, hidden: bool) -> str:
    if hidden:
        return "hidden"
    kinds: tuple[tuple[type, str], ...] = (
        (forms.CheckboxSelectMultiple, "checkboxes"),
        (forms.RadioSelect, "radios"),
        (forms.Textarea, "textarea"),
        (forms.CheckboxInput, "checkbox"),
        (forms.FileInput, "file"),
        (forms.Select, "select"),
    )
    return next((kind for of, kind in kinds if isinstance(widget, of)), "text")


def _choices(field: forms.Field, value: Any, kind: str, label: str) -> tuple[Choice, ...]:
    if kind == "checkbox":
        return (Choice(value="on", label=label, chosen=bool(value)),)
    if not isinstance(field, forms.ChoiceField):
        return ()
    chosen = {str(v) for v in value} if isinstance(value, (list, tuple)) else {str(value)}
    hints = getattr(field, "hints", {})
    return tuple(
        Choice(value=str(v), label=str(words), hint=hints.get(str(v), ""), chosen=str(v) in chosen)
        for v, words in _flat(field)
        if not (kind == "radios" and str(v) == "")
    )


def _flat(field: forms.ChoiceField) -> list[tuple[Any, Any]]:
    rows: list[tuple[Any, Any]] = []
    listed: Any = field.choices
    for value, words in listed:
        rows += list(words) if isinstance(words, (list, tuple)) else [(value, words)]
    return rows


__all__ = [
    "Choice",
    "DayField",
    "Form",
    "OneOfField",
    "ShownError",
    "ShownField",
    "ShownForm",
    "SomeOfField",
    "WordsField",
    "shown",
]
