"""Search over 100,000 notes against bare FTS5 AND-queries of the same words, on one machine.

The mix is fixed: single words, common words, pairs, phrases. Ours keeps to the cases open to the
reader, hides what is hidden, orders by day and cuts a snippet for each hit; the bare peer counts
what matches all the words anywhere and returns fifty by rank. Answers are equal when both say
whether there is a hit at all, with leave on every case; time is the 95th percentile over the mix.
"""

import random
import sqlite3
import statistics
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import django
from django.core.management import call_command

from bench.timing import Comparison

NOTES, CASES, WORDS = 100_000, 1_250, 120
AT = datetime(2026, 10, 19, 9, 0, tzinfo=UTC)
COMMON = ("visit", "mum", "school", "home", "child", "talk", "plan", "agree", "seen", "worker")


def comparisons() -> list[Comparison]:
    """Makes the notes and both indexes; some minutes, most of it stemming and inserting."""
    from django.conf import settings

    settings.HOME.make()
    django.setup()
    call_command("migrate", verbosity=0, interactive=False)
    print(f"Writing {NOTES:,} notes and both indexes", flush=True)
    bare = _written(Path(settings.HOME.path) / "bare.sqlite3")
    mix = _mix()
    reader = _reader()
    return [
        Comparison(
            work=f"p95 of {len(mix)} searches in {NOTES:,} notes",
            peer="bare FTS5 AND-queries by rank",
            spared="leave, hidden notes, order by day, snippets, the access log",
            budget=3.0,
            ours=lambda: _percentile(lambda text: _ours(reader, text), mix),
            theirs=lambda: _percentile(lambda text: _bare(bare, text), mix),
            seconds=lambda answer: answer[1],
            equal=lambda a, b: bool(a[0] == b[0]),
        )
    ]


def _percentile(find: Callable[[str], bool], mix: list[str]) -> tuple[list[bool], float]:
    answers, taken = [], []
    for text in mix:
        start = time.perf_counter()
        answers.append(find(text))
        taken.append(time.perf_counter() - start)
    return answers, statistics.quantiles(taken, n=20)[18]


def _ours(reader: Any, text: str) -> bool:
    from stocktake.evidence import queries

    return bool(queries.search(reader, text).hits)


def _bare(db: sqlite3.Connection, text: str) -> bool:
    words = " AND ".join(f'"{w}"' for w in text.replace('"', "").split())
    query = "SELECT rowid FROM notes WHERE notes MATCH ? ORDER BY rank LIMIT 50"
    return bool(db.execute(query, [words]).fetchall())


def _mix() -> list[str]:
    dice = random.Random(7)  # noqa: S311 - the same mix each time
    rare = [f"rare{n}" for n in range(400)]
    mix = [dice.choice(rare) for _ in range(60)]
    mix += [dice.choice(COMMON) for _ in range(20)]
    mix += [f"{dice.choice(COMMON)} {dice.choice(rare)}" for _ in range(40)]
    mix += [" ".join(dice.sample(COMMON, 2)) for _ in range(40)]
    mix += [f'"{" ".join(dice.sample(COMMON, 2))}"' for _ in range(40)]
    return mix


def _bodies() -> Iterator[tuple[str, date, str]]:
    """(case, day, text) of each note: common words by the law of language, rare ones now and then."""
    dice = random.Random(11)  # noqa: S311 - the same notes each time
    vocabulary = [*COMMON, *(f"word{n}" for n in range(4_000)), *(f"rare{n}" for n in range(400))]
    weights = [1 / (place + 1) for place in range(len(vocabulary))]
    for number in range(NOTES):
        words = dice.choices(vocabulary, weights, k=WORDS)
        day = date(2026, 4, 20) + timedelta(days=number % 183)
        yield str(number % CASES), day, " ".join(words)


def _written(file: Path) -> sqlite3.Connection:
    from stocktake.evidence.domain.words import rows_of
    from stocktake.evidence.models import NoteVersion, NoteWords

    bare = sqlite3.connect(file)
    bare.execute("CREATE VIRTUAL TABLE notes USING fts5(body, tokenize='porter unicode61')")
    batch: list[NoteVersion] = []
    for number, (case, day, body) in enumerate(_bodies()):
        batch.append(
            NoteVersion(case_id=case, note_id=f"n{number}", version=1, hash="", happened_on=day,
                        kind="Visit", title="Visit", author="Sam", body=body)
        )  # fmt: skip
        if len(batch) == 2_000:
            rows = NoteVersion.objects.bulk_create(batch)
            NoteWords.objects.bulk_create(
                NoteWords(note=row, **fields)
                for row in rows
                for fields in rows_of(row.pk, row.case_id, row.happened_on, (row.body,))
            )
            bare.executemany("INSERT INTO notes (body) VALUES (?)", [(r.body,) for r in batch])
            batch = []
    bare.execute("INSERT INTO notes (notes) VALUES ('optimize')")
    bare.commit()
    return bare


def _reader() -> Any:
    """A reviewer with leave on every case, given as rows: the acts would take longer than the bench."""
    from stocktake.core.capacity import Capacity
    from stocktake.core.thread import Person
    from stocktake.people.models import CaseGrant
    from stocktake.rounds import queries as rounds

    CaseGrant.objects.bulk_create(
        CaseGrant(case_id=str(n), person="1", why="reviewer", starts=AT - timedelta(days=1))
        for n in range(CASES)
    )
    rounds.case = lambda key: SimpleNamespace(ref=f"TH-{key}", child_id=f"C{key}")  # type: ignore[assignment]
    return Person(id="1", name="Owen", capacities=frozenset({Capacity.REVIEWER}))
