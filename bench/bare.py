"""The peer of bench/pages.py and bench/autosaving.py: a bare Django page, served by the same server.

No sign-in, no session, no access check, no menu, no other table: one query and one template, or one
insert.
"""

import os
from functools import lru_cache
from typing import Any

import django
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
    django.setup()  # the model below belongs to a registry that is ready

from django.core.wsgi import get_wsgi_application
from django.db import connection, models, transaction
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


class Note(models.Model):
    """The notes that a desk lists, as a page of a day's work would model them."""

    note_id = models.CharField(max_length=64, primary_key=True)
    case_id = models.CharField(max_length=16)
    latest = models.BooleanField()
    happened_on = models.DateField()
    recorded_on = models.DateField(null=True)
    title = models.TextField()
    author = models.TextField()
    body = models.TextField()

    class Meta:
        app_label = "bench"
        managed = False
        db_table = "evidence_noteversion"


RECORD = """<!doctype html><html lang="en-GB"><title>Record</title><h1>Record</h1>
<nav class="st-notes"><ol>{% for note in notes %}<li><a href="/record/{{ note.case_id }}/{{ note.note_id }}/"
data-note="{{ note.note_id }}">{{ note.happened_on }} {{ note.title }}</a> {{ note.author }}, {{ (note.recorded_on - note.happened_on).days }} days
</li>{% endfor %}</ol></nav><article><h2>{{ open.title }}</h2>{% for part in open.body.split("\n\n") %}<p>{{ part }}</p>{% endfor %}
</article></html>"""


@lru_cache(maxsize=1)
def _record() -> Any:
    """Compiled once, as any page of a site is."""
    return engines["jinja2"].from_string(RECORD)


def record(request: HttpRequest, case: str, note: str) -> HttpResponse:
    """A case's notes, and one of them open."""
    notes = list(
        Note.objects.filter(case_id=case, latest=True)
        .order_by("-happened_on", "-note_id")
        .defer("body")
    )
    found = Note.objects.get(note_id=note, latest=True)
    return HttpResponse(_record().render({"notes": notes, "open": found}))


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


urlpatterns = [
    path("", rows),
    path("insert/", insert),
    path("make/", make),
    path("record/<str:case>/<str:note>/", record),
]
application = get_wsgi_application()
