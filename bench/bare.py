"""The peer of bench/pages.py: the same rows on a bare Django page, served by the same server.

No sign-in, no session, no access check, no menu, no other table: one query and one template.
"""

import os
from typing import Any

from django.conf import settings

if not settings.configured:
    settings.configure(
        SECRET_KEY="for the bench only",  # noqa: S106
        ALLOWED_HOSTS=["127.0.0.1"],
        ROOT_URLCONF="bench.bare",
        DATABASES={
            "default": {
                "ENGINE": "django.db.backends.sqlite3",
                "NAME": os.environ.get("BENCH_DATABASE", ":memory:"),
                "OPTIONS": {"init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"},
            }
        },
        TEMPLATES=[
            {"BACKEND": "django.template.backends.jinja2.Jinja2", "OPTIONS": {"autoescape": True}}
        ],
        USE_TZ=True,
    )

from django.core.wsgi import get_wsgi_application
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path

PAGE = """<!doctype html><html lang="en-GB"><title>Notices</title><h1>Notices</h1><ul>
{% for text, at in rows %}<li>{{ text }} <span>{{ at }}</span></li>{% endfor %}</ul></html>"""
ROWS = """SELECT text, sent_at FROM notices_notice
WHERE "to" = (SELECT key FROM people_account WHERE username = 'nadia.qa')
ORDER BY sent_at DESC LIMIT 100"""


def rows(request: HttpRequest) -> HttpResponse:
    """Fifty rows, as they stand."""
    with connection.cursor() as cursor:
        cursor.execute(ROWS)
        found: list[Any] = cursor.fetchall()
    return HttpResponse(engines["jinja2"].from_string(PAGE).render({"rows": found}))


urlpatterns = [path("", rows)]
application = get_wsgi_application()
