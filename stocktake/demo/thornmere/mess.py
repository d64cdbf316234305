"""The mess of a recording system, each piece labelled for the tests."""

from dataclasses import replace
from datetime import timedelta

from stocktake.demo.thornmere.chance import stream
from stocktake.demo.thornmere.notes import Note
from stocktake.demo.thornmere.seasons import Season
from stocktake.demo.thornmere.voices import signature

TABLE = "Day\tIn\tMarks\nMon\tyes\t/\\\nTue\tyes\t/\\\nWed\tno\tO\nThu\tlate\tL\\"


def messed(notes: list[Note], planted: frozenset[str], season: Season) -> list[Note]:
    """The notes with signatures, pasted tables, duplicate saves and the rest; planted cases spared."""
    rng = stream("mess", season.key)
    found = [_signed(n, season) for n in notes]
    plain = [
        i
        for i, n in enumerate(found)
        if n.child_id not in planted
        and not n.labels
        and n.kind in ("call", "email", "meeting", "visit")
    ]
    chosen = rng.sample(plain, 30)
    for i in chosen[:2]:
        found[i] = replace(found[i], body="", labels=("blank",))
    for i in chosen[2:8]:
        found[i] = replace(found[i], body="See attached.", labels=("attachment_only",))
    for i in chosen[8:13]:
        found[i] = replace(found[i], title=f"DRAFT {found[i].title}", labels=("draft",))
    for i in chosen[13:15]:
        found[i] = replace(
            found[i], title="RESTRICTED - ask the team manager", labels=("restricted",)
        )
    for i in chosen[15:20]:
        found[i] = replace(found[i], body=f"{found[i].body}\n\n{TABLE}", labels=("table",))
    for i in chosen[20:26]:
        found[i] = replace(found[i], body=found[i].body.replace(" ", "\u00a0", 6), labels=("nbsp",))
    return found + [_saved_again(found[i]) for i in chosen[26:30]]


def _signed(note: Note, season: Season) -> Note:
    rng = stream("signature", note.child_id, note.happened_at, season.key)
    if note.kind != "email" or rng.random() > 0.4 or note.labels:
        return note
    block = signature(note.author, "Children’s Services", rng)
    return replace(note, body=note.body + "\n" + block)


def _saved_again(note: Note) -> Note:
    later = note.recorded_at + timedelta(minutes=1)
    return replace(note, recorded_at=later, labels=("duplicate_save",))


def with_wrong_name(note: Note, right: str, wrong: str) -> Note:
    """The one note that calls the child by another child's name."""
    return replace(note, body=note.body.replace(right, wrong, 1), labels=("wrong_name",))
