"""The forms of a design, of children left out, and of a swap."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from django import forms

from stocktake.core.strata import DEFAULT_LABELS, Stratum
from stocktake.rounds.domain.apportioning import FIXED, RULES, CannotApportion, Wish, apportioned
from stocktake.rounds.domain.exceptions import REASONS, ROUTES
from stocktake.rounds.domain.selection import VARIABLES, Limits, Plan, Recent
from stocktake.rounds.domain.swapping import REASONS as SWAP_REASONS
from stocktake.ui.forms import Form, OneOfField, SomeOfField, WordsField


def _number(
    label: str, least: int, most: int, *, required: bool = True, words: str = ""
) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        help_text=words,
        min_value=least,
        max_value=most,
        required=required,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "govuk-input--width-2"}),
        error_messages={"invalid": f"{label}: enter a whole number"},
    )


PARTS = (
    ("1/1", "As others"),
    ("1/2", "Half"),
    ("1/3", "A third"),
    ("1/4", "A quarter"),
)


class WishForm(Form):
    """How the numbers come about, when they are worked out instead of typed."""

    rule = OneOfField(label="How the reviews are shared", choices=[*RULES.items()], required=False)
    reviews = _number("Reviews in all", 1, 999, required=False)
    deep = _number("Of them in depth", 0, 999, required=False)
    whole = _number("Take a group whole up to this many children", 0, 99, required=False)

    def __init__(self, *args: Any, strata: Sequence[Stratum], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.strata = strata
        for stratum in strata:
            label = f"{DEFAULT_LABELS[stratum]}, of 100"
            self.fields[f"expect-{stratum}"] = _number(label, 0, 100, required=False)

    @property
    def wish(self) -> Wish:
        """What was asked for; the rule is fixed where nothing is to be worked out."""
        said = self.cleaned_data
        expected = {s: said[f"expect-{s}"] for s in self.strata}
        return Wish(
            rule=said["rule"] or FIXED,
            reviews=said["reviews"] or 0,
            in_depth=said["deep"] or 0,
            whole=said["whole"] or 0,
            expected={s: n for s, n in expected.items() if n is not None},
        )

    def told(self, plan: Plan, open_: Mapping[Stratum, int]) -> Plan:
        """The plan with the words of its rule, where the numbers are still those of the rule."""
        try:
            worked_out = apportioned(plan, open_, self.wish)
        except CannotApportion:
            return replace(plan, rule=FIXED)
        return worked_out if worked_out.strata == plan.strata else replace(plan, rule=FIXED)


class DesignForm(Form):
    """What shapes a selection beside its numbers. Choices of reviewers come from the page."""

    spread = SomeOfField(
        label="Spread the sample over",
        required=False,
        choices=[(name, words.capitalize()) for name, words in VARIABLES.items()],
        help_text="Children who are alike compete. Everybody’s chance stays exact.",
    )
    recent_months = _number("Months that count as recent", 1, 36)
    recent_part = OneOfField(label="Chance after a recent review", choices=PARTS)
    team_least = _number("At least from each team", 1, 99, required=False)
    team_most = _number("At most from a team", 1, 99, required=False)
    worker_most = _number("At most for a worker", 1, 99, required=False)
    household_most = _number(
        "At most from a household", 1, 99, required=False,
        words="1: no brother or sister of a chosen child. Empty: chance alone decides.",
    )  # fmt: skip
    reserves = _number("Reserves in each group", 0, 20)
    shared = _number("Cases that every strand reviews", 0, 999, required=False)
    certain = forms.CharField(
        label="In for certain, by reference",
        required=False,
        max_length=400,
        help_text="For example, a case the last audit asked to see again. Commas between.",
    )

    def __init__(self, *args: Any, reviewers: Any, strands: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if strands < 2:
            del self.fields["shared"]
        for kind, words in ROUTES.items():
            self.fields[kind] = forms.ChoiceField(
                label=words, required=False, choices=[("", "Nobody yet"), *reviewers]
            )

    def plan(self, numbers: Plan) -> Plan:
        """The whole design; `numbers` come from the form of numbers."""
        said = self.cleaned_data
        part, whole = (int(n) for n in said["recent_part"].split("/"))
        limits = {n: said[n] for n in ("team_least", "team_most", "worker_most", "household_most")}
        return replace(
            numbers,
            spread=tuple(name for name in VARIABLES if name in said["spread"]),
            recent=Recent(months=said["recent_months"], part=(part, whole)),
            limits=Limits(**limits),
            reserves=said["reserves"],
            shared=said.get("shared") or 0,
        )

    def certain_refs(self) -> list[str]:
        return [ref.strip() for ref in self.cleaned_data["certain"].split(",") if ref.strip()]

    def routes(self) -> dict[str, str]:
        return {kind: self.cleaned_data[kind] for kind in ROUTES if self.cleaned_data[kind]}


class LeaveOutForm(Form):
    """A child to be left out, with the reason that the certificate counts."""

    ref = forms.CharField(label="Reference of the child", max_length=64)
    code = forms.ChoiceField(label="Why", choices=[("", "Choose"), *REASONS.items()])
    words = WordsField(label="What the assistant director should know", rows=2, required=False)


class MarkForm(Form):
    """What the extract does not say: a relative of staff, or authority to include."""

    ref = forms.CharField(label="Reference of the child", max_length=64)
    words = WordsField(label="How this is known", rows=2)


class SwapForm(Form):
    """Who gives way, and why. The next reserve takes the place."""

    ref = forms.ChoiceField(label="Who gives way")
    code = forms.ChoiceField(label="Why", choices=[("", "Choose"), *SWAP_REASONS.items()])
    words = WordsField(label="In your words, for the certificate", rows=2)

    def __init__(self, *args: Any, refs: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("ref", [("", "Choose"), *refs])


def wished(plan: Plan) -> dict[str, Any]:
    """What the form of wishes begins with: the numbers as they stand."""
    return {"rule": FIXED, "reviews": plan.wanted, "deep": plan.in_depth, "whole": 0}


def designed(plan: Plan, refs: Mapping[str, str], routes: Mapping[str, str]) -> dict[str, Any]:
    """A design as the initial values of its form; `refs` by child id."""
    recent, limits = plan.recent or Recent(part=(1, 1)), plan.limits
    return {
        "spread": [*plan.spread],
        "recent_months": recent.months,
        "recent_part": f"{recent.part[0]}/{recent.part[1]}",
        "team_least": limits.team_least,
        "team_most": limits.team_most,
        "worker_most": limits.worker_most,
        "household_most": limits.household_most,
        "reserves": plan.reserves,
        "shared": plan.shared,
        "certain": ", ".join(refs.get(c.child_id, c.child_id) for c in plan.certain),
        **routes,
    }
