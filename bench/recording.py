"""One act through the write door against a bare durable insert of the same engine.

The door loads and locks the subject, asks the rule, saves, digests and chains; the bare insert is
one row of the same size in one durable transaction. Equal answers: both leave the row they wrote.
"""

from datetime import UTC, datetime

import django
from django.core.management import call_command

from bench.timing import Comparison

AT = datetime(2026, 10, 19, 9, 0, tzinfo=UTC)


def comparisons() -> list[Comparison]:
    """The door on SQLite with synchronous=FULL, as in a home."""
    from django.conf import settings

    settings.HOME.make()
    django.setup()
    call_command("migrate", verbosity=0, interactive=False)
    return [
        Comparison(
            work="one act through the write door, durable",
            peer="a bare durable insert of one row",
            spared="the rule, the lock, the chain, the digest and three of the four rows",
            budget=12.0,
            ours=_act,
            theirs=_insert,
            runs=41,
        )
    ]


def _act() -> bool:
    from stocktake.people import queries
    from stocktake.people.acts.accounts import ACCOUNT
    from stocktake.people.domain.accounts import MakeAccount
    from stocktake.record.door import Move, next_number, perform
    from stocktake.record.models import Entry

    key = next_number("account")
    act = MakeAccount(login=f"p{key}", name="P", job="social worker")
    numbers = perform([Move(kind=ACCOUNT, id=key, act=act)], by=queries.operator("bench"), at=AT)
    return Entry.objects.filter(number=numbers[0]).exists()


def _insert() -> bool:
    from django.db import transaction

    from stocktake.record.models import Access

    with transaction.atomic():
        row = Access.objects.create(at=AT, person="1", capacities="", event="read", what="x" * 190)
    return Access.objects.filter(pk=row.pk).exists()
