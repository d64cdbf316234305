"""The peer of bench/pages.py and bench/autosaving.py: a bare Django page, served by the same server.

No sign-in, no session, no access check, no menu, no other table: one query and one template, or one
insert.
"""

import os
from typing import Any

import environ
from django.conf import settings

if not settings.configured:
    url = os.environ.get("BENCH_DATABASE_URL")
    database = (
        dict(environ.Env.db_url_config(url))
        if url
        else {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": os.environ.get("BENCH_DATABASE", ":memory:"),
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
            },
        }
    )
    settings.configure(
        SECRET_KEY="for the bench only",  # noqa: S106
        ALLOWED_HOSTS=["127.0.0.1"],
        ROOT_URLCONF="bench.bare",
        DATABASES={"default": database | {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}},
        TEMPLATES=[
            {"BACKEND": "django.template.backends.jinja2.Jinja2", "OPTIONS": {"autoescape": True}}
        ],
        USE_TZ=True,
    )

from django.core.wsgi import get_wsgi_application
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
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


def make(request: HttpRequest) -> HttpResponse:
    """The table, asked for once before anything is timed."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE IF NOT EXISTS bench_insert (said text)")
    return JsonResponse({"made": True})


def insert(request: HttpRequest) -> HttpResponse:
    """One row in a durable transaction of its own."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("INSERT INTO bench_insert (said) VALUES (%s)", [request.POST["working"]])
    return JsonResponse({"saved": True})


urlpatterns = [path("", rows), path("insert/", insert), path("make/", make)]
application = get_wsgi_application()
