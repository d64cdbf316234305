"""Sign-in through allauth: no public sign-up; a second factor outside a demonstration."""

import time
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.app_settings import REAUTHENTICATION_TIMEOUT
from allauth.account.authentication import get_authentication_records
from allauth.account.forms import LoginForm, default_token_generator
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth import get_user_model, login
from django.http import HttpRequest
from django.urls import reverse

from stocktake.people import queries


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts are made by an information-governance officer, never by signing up."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def is_reauthentication_required(self, *, app: str) -> bool:
        """Not while setting up the first second factor, nor in the five minutes after signing in."""
        if not is_mfa_enabled(self.request.user):
            return False
        records = get_authentication_records(self.request, self.request.user)
        return all(time.time() - r["at"] > REAUTHENTICATION_TIMEOUT for r in records)

    def pre_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> Any:
        """Refuse an account whose commission or every capacity has ended."""
        if not queries.person(user.key).capacities:
            return self.respond_user_inactive(request, user)
        return super().pre_login(request, user, **kwargs)


class SignInForm(LoginForm):  # type: ignore[misc]
    """The sign-in form; in a demonstration its page also lists whom one can sign in as."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = "Login"
        self.fields["password"].help_text = ""

    def demonstration(
        self,
    ) -> tuple[tuple[queries.PersonCard, ...], tuple[queries.PersonCard, ...]]:
        """One person for each capacity, and the others; nobody outside a demonstration."""
        return queries.to_try() if settings.HOME.demonstration else ((), ())


def sign_in_as(request: HttpRequest, person_id: str) -> None:
    """Sign in without a password: a demonstration home only."""
    if not settings.HOME.demonstration:
        raise PermissionError("Only a demonstration home signs people in without a password.")
    account = get_user_model().objects.get(key=person_id)
    login(request, account, backend=settings.AUTHENTICATION_BACKENDS[0])


def password_path(person_id: str) -> str:
    """A path that sets this account's password once, within three days."""
    account = get_user_model().objects.get(key=person_id)
    key = f"{user_pk_to_url_str(account)}-{default_token_generator.make_token(account)}"
    uid, _, token = key.partition("-")
    return reverse("account_reset_password_from_key", kwargs={"uidb36": uid, "key": token})


def needs_second_factor(request: HttpRequest) -> bool:
    """Whether this person must set up a second factor before anything else."""
    if settings.HOME.demonstration:
        return False
    return not is_mfa_enabled(request.user)
