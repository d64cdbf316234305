"""What is asked of the database on every request: the session, and whose it is.

Django's own store and allauth's own check of passwords, with the two reads of each request written
out: composing them anew each time costs more than running them.
"""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.sessions.backends import db
from django.db import connection
from django.utils import timezone

from stocktake.people import queries
from stocktake.record import clock

_SESSION = "SELECT session_data, expire_date FROM django_session WHERE session_key = %s"


class SessionStore(db.SessionStore):
    """The session in the database; over when its time is over."""

    def _get_session_from_db(self) -> Any:
        with connection.cursor() as cursor:
            cursor.execute(_SESSION, [self.session_key])
            row = cursor.fetchone()
        if row and clock.aware(row[1]) > timezone.now():
            return self.model(
                session_key=str(self.session_key),
                session_data=row[0],
                expire_date=clock.aware(row[1]),
            )
        self._session_key = None
        return None


class Backend(AuthenticationBackend):  # type: ignore[misc]  # allauth comes without types
    """Sign-in as allauth does it; who a session belongs to, by one statement."""

    def get_user(self, user_id: Any) -> Any:
        account = queries.account_row(user_id)
        return account if account and self.user_can_authenticate(account) else None
