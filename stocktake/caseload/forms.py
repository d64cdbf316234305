"""Forms of the import: choosing files, saying what each column is, deleting a snapshot."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django import forms

from stocktake.caseload.domain.mapping import How, Match
from stocktake.caseload.domain.tables import Table
from stocktake.caseload.queries.presets import presets
from stocktake.caseload.queries.samples import PartPreview
from stocktake.caseload.reading.values import Unknown
from stocktake.ui.forms import DayField, Form, ShownField, WordsField

LEFT_OUT = "-"
MOST_VALUES = 200  # on one page; the rest come when these are settled


class UploadForm(Form):
    """Files are taken from the request itself, because there may be several."""

    as_of = DayField(
        label="Day of the extract",
        help_text="The day the data speaks of. For example, 19 October 2026",
    )
    system = forms.ChoiceField(
        label="Recording system",
        required=False,
        help_text="Only where the files are its own export, under its own table names.",
        choices=lambda: [("", "None: names are matched"), *sorted(presets().items())],
    )


class DeleteForm(Form):
    """Deleting a snapshot needs a reason, which goes into the record."""

    reason = WordsField(label="Why is it deleted?", rows=2, max_length=500)


@dataclass(frozen=True, kw_only=True)
class ShownColumn:
    """One column of a file on the mapping page."""

    field: ShownField
    how: str
    unsure: bool
    samples: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ShownPart:
    """One file or sheet on the mapping page."""

    title: str
    source: str
    rows: int
    columns: tuple[ShownColumn, ...]

    @property
    def unsure(self) -> bool:
        return any(c.unsure for c in self.columns)


class ColumnsForm(Form):
    """A select for every column of every file; the guess is chosen where it is sure."""

    def __init__(self, data: object, parts: Sequence[PartPreview]) -> None:
        self.parts = parts
        super().__init__(data)
        for part in parts:
            for index, match in enumerate(part.matches):
                if match.header:
                    self.fields[_key(part, index)] = _select(part.table, match)

    def clean(self) -> dict[str, object]:
        """No column taken twice, and every needed one found."""
        for part in self.parts:
            chosen = [*self.chosen(part).values()]
            for column in part.table.columns:
                said = f"“{column.label}” of {part.source}"
                if chosen.count(column.name) > 1:
                    self.add_error(None, f"Two columns are taken for {said}. Leave one out.")
                if column.needed and column.name not in chosen and not self.errors:
                    self.add_error(None, f"Choose the column that holds {said}.")
        return dict(self.cleaned_data)

    def chosen(self, part: PartPreview) -> dict[str, str | None]:
        """header -> column of one part, None where it is left out."""
        said: dict[str, str | None] = {}
        for i, match in enumerate(part.matches):
            column = self.cleaned_data.get(_key(part, i), "")
            if match.header and said.get(match.header) is None:  # of two alike one may be taken
                said[match.header] = None if column in ("", LEFT_OUT) else column
        return said

    def columns(self) -> dict[str, dict[str, str | None]]:
        """What was said of every part."""
        return {part.table.name: self.chosen(part) for part in self.parts}

    def shown_parts(self) -> tuple[ShownPart, ...]:
        """The parts with their fields, for the template."""
        fields = self.shown().fields
        return tuple(
            ShownPart(
                title=part.table.label,
                source=part.source,
                rows=part.rows,
                columns=_unsure_first(
                    ShownColumn(
                        field=fields[_key(part, i)],
                        how=match.how.value,
                        unsure=match.how in (How.SIMILAR, How.CLEAR),
                        samples=part.samples[i],
                    )
                    for i, match in enumerate(part.matches)
                    if match.header
                ),
            )
            for part in self.parts
        )


def _unsure_first(columns: Iterable[ShownColumn]) -> tuple[ShownColumn, ...]:
    return tuple(sorted(columns, key=lambda c: not c.unsure))


def _key(part: PartPreview, index: int) -> str:
    return f"{part.table.name}-{index}"


def _select(table: Table, match: Match) -> forms.ChoiceField:
    """Only a similar column starts empty: somebody has to say what it is."""
    ours = [(c.name, c.label) for c in table.columns]
    first = [("", "Choose")] if match.how is How.SIMILAR else []
    offered = next((c.label for c in table.columns if c.name == match.offer), "")
    return forms.ChoiceField(
        label=match.header,
        choices=[*first, (LEFT_OUT, "Leave out"), *ours],
        initial="" if match.how is How.SIMILAR else match.column or LEFT_OUT,
        help_text=f"Looks like “{offered}”" if offered else "",
        error_messages={"required": f"Choose what “{match.header}” is, or leave it out"},
    )


@dataclass(frozen=True, kw_only=True)
class ShownValue:
    """One unknown value on the page of values."""

    field: ShownField
    rows: int


@dataclass(frozen=True, kw_only=True)
class ShownGroup:
    """The unknown values of one column."""

    title: str
    label: str
    needed: bool
    values: tuple[ShownValue, ...]


class ValuesForm(Form):
    """A select for every unknown value, none of them compulsory."""

    def __init__(self, data: object, unknown: Sequence[Unknown]) -> None:
        self.unknown = [*unknown][:MOST_VALUES]
        self.left_out = max(len(unknown) - MOST_VALUES, 0)
        super().__init__(data)
        for index, value in enumerate(self.unknown):
            self.fields[f"value-{index}"] = _meanings(value)

    def values(self) -> dict[str, dict[str, dict[str, str | None]]]:
        """table -> column -> written -> listed; what nobody chose is not said."""
        said: dict[str, dict[str, dict[str, str | None]]] = {}
        for index, u in enumerate(self.unknown):
            if chosen := self.cleaned_data.get(f"value-{index}", ""):
                column = said.setdefault(u.table, {}).setdefault(u.column, {})
                column[u.value] = None if chosen == LEFT_OUT else chosen
        return said

    def groups(self) -> tuple[ShownGroup, ...]:
        """By column, in the order in which the unknown values come."""
        fields = self.shown().fields
        keys = dict.fromkeys((u.title, u.label, u.needed) for u in self.unknown)
        return tuple(
            ShownGroup(
                title=title,
                label=label,
                needed=needed,
                values=tuple(
                    ShownValue(field=fields[f"value-{i}"], rows=u.rows)
                    for i, u in enumerate(self.unknown)
                    if (u.title, u.label) == (title, label)
                ),
            )
            for title, label, needed in keys
        )


def _meanings(value: Unknown) -> forms.ChoiceField:
    """Chosen by nobody, a value is questioned, or its rows are returned."""
    first = "Return these rows" if value.needed else "Keep as written, and ask again"
    kept = "Leave empty" if value.needed else "Keep as written"
    return forms.ChoiceField(
        label=value.value,
        required=False,
        choices=[("", first), (LEFT_OUT, kept), *((v, v) for v in value.listed)],
        help_text=f"Looks like “{value.offer}”" if value.offer else "",
    )
