"""Sign-in through allauth: no public sign-up; a second factor outside a demonstration."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import HttpRequest

from stocktake.people import queries


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts are made by an information-governance officer, never by signing up."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def pre_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> Any:
        """Refuse an account whose commission or every capacity has ended."""
        if not queries.person(user.key).capacities:
            return self.respond_user_inactive(request, user)
        return super().pre_login(request, user, **kwargs)


def needs_second_factor(request: HttpRequest) -> bool:
    """Whether this person must set up a second factor before anything else."""
    if settings.HOME.demonstration:
        return False
    return not is_mfa_enabled(request.user)
