"""How Django's sign-in finds an account; accounts themselves are made by `acts`."""

from typing import TYPE_CHECKING

from django.contrib.auth.base_user import BaseUserManager

if TYPE_CHECKING:
    from stocktake.people.models import Account


class AccountManager(BaseUserManager["Account"]):
    """Sign-in looks accounts up by username, whatever its case."""

    def get_by_natural_key(self, username: str | None) -> "Account":
        return self.get(username__iexact=username)
