"""The one form of a new round, the reason for selecting again, reviewers' terms, the programme."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from stocktake.caseload.domain.kinds import FrameKind
from stocktake.core.strata import DEFAULT_LABELS, Depth, Stratum
from stocktake.rounds.domain.programme import KINDS, OFTEN, Activity
from stocktake.rounds.domain.selection import Plan, StratumPlan
from stocktake.rounds.domain.terms import Terms
from stocktake.rounds.domain.values import Strand
from stocktake.ui.forms import DayField, Form, OneOfField, SomeOfField, WordsField

RECORDS = (
    ("pointers", "Pointers", "Reviewers read in the recording system and say where they looked."),
    ("notes", "Notes", "Notes and events of the selected children are copied to the desk."),
)


class RoundForm(Form):
    """What a round is. Choices come from the page, because they live in other rooms."""

    title = forms.CharField(label="Title", max_length=200)
    purpose = WordsField(label="Purpose, as workers and managers will read it", rows=2)
    window_end = DayField(label="Last day of the window")
    baseline = forms.ChoiceField(label="Baseline inspection")
    snapshot = forms.ChoiceField(label="Snapshot")
    form_in_depth = forms.ChoiceField(label="Form for reviews in depth")
    form_lighter = forms.ChoiceField(label="Form for lighter reviews")
    records = OneOfField(label="How records come to the desk", choices=RECORDS)
    frame = OneOfField(label="Which children", required=False)

    def __init__(self, *args: Any, choices: Mapping[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, listed in choices.items():
            self.offer(name, listed)

    @property
    def kind(self) -> FrameKind:
        return FrameKind(self.cleaned_data["frame"] or FrameKind.OPEN)


class StrandForm(Form):
    """One strand of several held in conjunction; the first is needed, an empty one is no strand."""

    name = forms.CharField(label="Name", max_length=100, required=False)
    commissioner = forms.CharField(label="Commissioned by", max_length=100, required=False)
    reviewers = SomeOfField(label="Reviewers", required=False)
    form_in_depth = forms.ChoiceField(label="Its form in depth", required=False)
    form_lighter = forms.ChoiceField(label="Its lighter form", required=False)

    def __init__(self, *args: Any, reviewers: Any, shelf: Mapping[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("reviewers", reviewers)
        for name in ("form_in_depth", "form_lighter"):
            choices = [("", "The form of the round"), *shelf[name]]
            self.offer(name, choices)

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        if said.get("reviewers") and not said.get("name"):
            self.add_error("name", "Enter a name for this strand")
        if said.get("name") and not said.get("commissioner"):
            self.add_error("commissioner", "Enter who commissioned this strand")
        return said

    def strand(self) -> Strand | None:
        said = self.cleaned_data
        if not said["name"]:
            return None
        return Strand(
            name=said["name"],
            commissioner=said["commissioner"],
            reviewers=tuple(said["reviewers"]),
            form_in_depth=said["form_in_depth"],
            form_lighter=said["form_lighter"],
        )


class PlanForm(Form):
    """How many reviews of each depth in each stratum of the frame."""

    def __init__(self, *args: Any, strata: Sequence[Stratum], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.strata = strata
        for stratum in strata:
            for depth in Depth:
                label = f"{DEFAULT_LABELS[stratum]}, {depth}"
                self.fields[name_of(stratum, depth)] = forms.IntegerField(
                    label=label,
                    min_value=0,
                    max_value=999,
                    widget=forms.TextInput(attrs={"inputmode": "numeric"}),
                    error_messages={"invalid": f"{label}: enter a whole number"},
                )

    def plan(self) -> Plan:
        said = self.cleaned_data
        strata = (
            StratumPlan(
                stratum=stratum,
                in_depth=said[name_of(stratum, Depth.IN_DEPTH)],
                lighter=said[name_of(stratum, Depth.LIGHTER)],
            )
            for stratum in self.strata
        )
        return Plan(strata=tuple(strata))


class AgainForm(Form):
    """A deliberate second selection says why; both stand on the certificate."""

    reason = WordsField(label="Why is the sample selected again?", rows=2)


def name_of(stratum: Stratum, depth: Depth) -> str:
    return f"{stratum}-{depth.replace(' ', '-')}"


def numbers_of(plan: Plan, strata: Sequence[Stratum]) -> dict[str, int]:
    """A plan as the initial numbers of its form."""
    numbers = {}
    for planned in map(plan.of, strata):
        numbers[name_of(planned.stratum, Depth.IN_DEPTH)] = planned.in_depth
        numbers[name_of(planned.stratum, Depth.LIGHTER)] = planned.lighter
    return numbers


class PowerForm(Form):
    """Where a change would begin."""

    share = forms.IntegerField(
        label="Of 100 children, how many have strong practice now?",
        min_value=0,
        max_value=99,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "govuk-input--width-2"}),
        error_messages={"invalid": "Enter a whole number from 0 to 99."},
    )


class HalfDaysField(forms.FloatField):
    """Days as people write them, in halves: "4" or "4.5"; nothing is none."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("required", False)
        super().__init__(
            widget=forms.TextInput(
                attrs={
                    "inputmode": "decimal",
                    "class": "govuk-input--width-3",
                    "autocomplete": "off",
                }
            ),
            **kwargs,
        )
        self.error_messages["invalid"] = f"{self.label}: enter a number of days, like 4 or 4.5"


class DaysForm(Form):
    """Days of every reviewer of a round; the name of a field is the reviewer's id."""

    def __init__(self, *args: Any, reviewers: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for key, name in reviewers:
            self.fields[key] = HalfDaysField(label=f"Days of {name}")

    def days(self, reviewer: str) -> float:
        return self.cleaned_data[reviewer] or 0.0


class TermsForm(Form):
    """What one reviewer's commission in a round holds."""

    days = HalfDaysField(label="Days in this round", help_text="In whole or half days, like 4.5")
    strata = SomeOfField(label="Groups they review")
    depths = SomeOfField(
        label="Depths they review", choices=[(d.value, d.value.capitalize()) for d in Depth]
    )
    keeps_from = SomeOfField(
        label="Teams whose cases they keep away from",
        help_text="A team they work in, manage or managed. Their cases go to others.",
        required=False,
    )

    def __init__(
        self, *args: Any, teams: Sequence[str], strata: Sequence[Stratum], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.offer("strata", [(s.value, DEFAULT_LABELS[s]) for s in strata])
        self.offer("keeps_from", [(t, t) for t in teams])

    def terms(self, round_id: str, reviewer: str) -> Terms:
        said = self.cleaned_data
        return Terms(
            round=round_id,
            reviewer=reviewer,
            days=said["days"] or 0.0,
            strata=tuple(s for s in Stratum if s.value in said["strata"]),
            depths=tuple(d for d in Depth if d.value in said["depths"]),
            keeps_from=tuple(sorted(said["keeps_from"])),
        )


class FrameworkForm(Form):
    """The head of a quality-assurance framework."""

    title = forms.CharField(label="Title", max_length=200)
    holds_from = DayField(label="Holds from")
    text = WordsField(
        label="What it is for, and what follows from findings", required=False, rows=4
    )


class ActivityForm(Form):
    """One kind of round in the framework; left empty, there is none."""

    what = forms.CharField(label="What it looks at", max_length=200, required=False)
    a_year = forms.TypedChoiceField(
        label="How often",
        choices=[("", "Not held"), *((str(n), words.capitalize()) for n, words in OFTEN.items())],
        coerce=int,
        required=False,
    )
    by = forms.CharField(label="By whom", max_length=100, required=False)
    cases = forms.IntegerField(
        label="Cases",
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "govuk-input--width-3"}),
        error_messages={"invalid": "Enter a whole number of cases."},
    )

    def __init__(self, *args: Any, kind: str, now: Activity | None, **kwargs: Any) -> None:
        start = {n: getattr(now, n) for n in ("what", "a_year", "by", "cases")} if now else {}
        super().__init__(*args, initial=start, **kwargs)
        self.kind = kind

    def activity(self) -> Activity | None:
        said = self.cleaned_data
        if not any(said.values()):
            return None
        return Activity(
            kind=self.kind,
            what=said["what"].strip(),
            a_year=said["a_year"] or 0,
            by=said["by"].strip(),
            cases=said["cases"] or 0,
        )


class PlanRoundForm(Form):
    """A round to come."""

    kind = OneOfField(
        label="What kind of round is it?", choices=[(k, k.capitalize()) for k in KINDS]
    )
    title = forms.CharField(label="Title", max_length=200)
    window_end = DayField(label="Last day of its window")
    done_by = forms.CharField(label="By whom", max_length=100)
    follows = forms.ChoiceField(label="The round it looks at again, for a re-audit", required=False)

    def __init__(self, *args: Any, rounds: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("follows", [("", "None"), *rounds])


class MovePlannedForm(Form):
    window_end = DayField(label="New last day of its window")
    reason = WordsField(label="Why is it moved?", rows=2)


class DropForm(Form):
    reason = WordsField(label="Why is it dropped?", rows=2)
