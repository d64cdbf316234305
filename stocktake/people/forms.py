"""Forms of the roles pages."""

from django import forms

from stocktake.core.capacity import Capacity
from stocktake.people.capacities import CAPACITIES
from stocktake.ui.forms import DayField, Form

GRANTABLE = [
    (c.value, words.title) for c, words in CAPACITIES.items() if c is not Capacity.LOCAL_OPERATOR
]
FIRST = ("", "Choose a role")


class NewAccountForm(Form):
    """An account, and its first role."""

    name = forms.CharField(label="Name", max_length=100)
    job = forms.CharField(
        label="Job", max_length=100, help_text="As shown beside the name: social worker"
    )
    login = forms.RegexField(
        r"^[\w.-]+$",
        label="Login",
        max_length=64,
        help_text="For example, nadia.qa",
        error_messages={"invalid": "Use letters, figures, full stops and hyphens only."},
    )
    email = forms.EmailField(
        label="E-mail (optional)",
        required=False,
        help_text="Told only that something waits; never anything about a child",
    )
    organisation = forms.CharField(label="Organisation (optional)", max_length=100, required=False)
    external = forms.BooleanField(
        label="From outside the council: a reviewer who sees the cases allocated to them, no others",
        required=False,
    )
    ends = DayField(
        label="Last day of an outside reviewer’s commission",
        required=False,
        help_text="For example, 31 December 2026. Needed for an outside reviewer",
    )
    capacity = forms.ChoiceField(label="First role", choices=[FIRST, *GRANTABLE])
    team = forms.CharField(
        label="Team (for a team manager)",
        max_length=100,
        required=False,
        help_text="As in the extract",
    )


class GrantForm(Form):
    """One more role."""

    capacity = forms.ChoiceField(label="Role", choices=[FIRST, *GRANTABLE])
    team = forms.CharField(
        label="Team (for a team manager)",
        max_length=100,
        required=False,
        help_text="As in the extract",
    )
    until = DayField(label="Last day (optional)", required=False)


class MatchForm(Form):
    """Which worker of the extract the account is."""

    worker_id = forms.CharField(
        label="Worker in the extract",
        max_length=64,
        help_text="The worker id that the recording system uses. Ask the person, do not guess by name",
    )


class CloseForm(Form):
    """Closing an account."""

    reason = forms.CharField(label="Why is the account closed?", max_length=200)
