"""Is the record whole? Reads the chain from its first entry and says every fault found.

The chain shows alteration, deletion, insertion, swapping and forks. It cannot show that its end
was cut off or that all of it was rewritten: for that, keep an anchor (number and hash of the
head) somewhere else and hand it to `verify`.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from stocktake.record import chain, triggers
from stocktake.record.models import Body, Entry, Head


@dataclass(frozen=True, slots=True)
class Anchor:
    """The head of the chain at some moment, kept elsewhere: "1214:9f86d0…"."""

    number: int
    hash: str

    def __str__(self) -> str:
        return f"{self.number}:{self.hash}"

    @classmethod
    def parse(cls, text: str) -> "Anchor":
        """Raises ValueError for anything but "number:64 hex digits"."""
        number, _, digest = text.strip().partition(":")
        if len(digest) != 64 or not number.isdigit():
            raise ValueError("An anchor is a number, a colon and 64 hexadecimal digits.")
        return cls(int(number), digest)


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What `verify` found: how many entries and erased bodies, and every fault in words."""

    entries: int
    erased: tuple[str, ...]
    faults: tuple[str, ...]

    @property
    def clean(self) -> bool:
        return not self.faults


def anchor() -> Anchor:
    """The head as it stands now, to keep outside this home."""
    head = Head.objects.filter(pk=1).first()
    return Anchor(head.number, head.hash) if head else Anchor(0, chain.GENESIS)


def verify(kept: Anchor | None = None) -> Verdict:
    """Read the whole chain. `kept` is an anchor noted earlier, or None."""
    faults = [f"The trigger {name} is missing." for name in triggers.missing()]
    erased: list[str] = []
    previous, expected, seen = chain.GENESIS, 1, None
    for entry, body in _pairs():
        faults += _chain_faults(entry, expected, previous)
        faults += _body_faults(entry, body)
        if body is not None and body.erased_by is not None:
            erased.append(_erased_in_words(entry.number, body.erased_by))
        if kept and entry.number == kept.number:
            seen = entry.hash
        previous, expected = entry.hash, entry.number + 1
    faults += _head_faults(expected - 1, previous)
    if kept and kept.number and seen != kept.hash:
        faults.append(f"The chain does not hold the anchor kept for entry {kept.number}.")
    return Verdict(entries=expected - 1, erased=tuple(erased), faults=tuple(faults))


def _pairs() -> Iterator[tuple[Entry, Body | None]]:
    """Each entry with its body, in number order, a thousand at a time."""
    last = 0
    while rows := list(Entry.objects.filter(number__gt=last).order_by("number")[:1000]):
        bodies = {b.entry_id: b for b in Body.objects.filter(entry_id__in=[r.number for r in rows])}
        for row in rows:
            yield row, bodies.get(row.number)
        last = rows[-1].number


def _erased_in_words(number: int, by: int) -> str:
    body = Body.objects.filter(entry_id=by).first()
    said = json.loads(body.said) if body and body.said else {}
    under = f", under {said['rule']}" if said.get("rule") else ""
    return f"Entry {number}: body erased by entry {by}{under}."


def columns_of(entry: Entry) -> dict[str, Any]:
    """Every column of the entry except its own hash, as hashed."""
    return {f.attname: getattr(entry, f.attname) for f in Entry._meta.fields if f.attname != "hash"}


def _chain_faults(entry: Entry, expected: int, previous: str) -> list[str]:
    faults = []
    if entry.number != expected:
        faults.append(f"Entry {expected} is missing: the next is {entry.number}.")
    if entry.previous_hash != previous:
        faults.append(f"Entry {entry.number} does not follow the entry before it.")
    if chain.entry_hash(columns_of(entry)) != entry.hash:
        faults.append(f"Entry {entry.number} was changed after it was written.")
    return faults


def _body_faults(entry: Entry, body: Body | None) -> list[str]:
    if body is None:
        return [f"The body of entry {entry.number} is missing."]
    if body.erased_by is not None:
        by = Entry.objects.filter(number=body.erased_by, act="body.erased").first()
        named = by is not None and f"entry:{entry.number}" in by.rests_on
        return [] if named else [f"The body of entry {entry.number} was emptied by no lawful act."]
    if body.said is None or body.salt is None:
        return [f"The body of entry {entry.number} was emptied by no act."]
    if chain.body_digest(body.salt, body.said) != entry.body_digest:
        return [f"The body of entry {entry.number} was changed after it was written."]
    return []


def _head_faults(number: int, hash_: str) -> list[str]:
    head = Head.objects.filter(pk=1).first()
    if head is None:
        return [] if number == 0 else ["The head of the chain is missing."]
    if (head.number, head.hash) != (number, hash_):
        return [f"The head says entry {head.number}, the chain ends at entry {number}."]
    return []
