"""The values of the thread: who acts, on what, saying what, answering and resting on what.

Every link from standard to sentence is a *statement*. In code a statement is an `Act` (what is
said) put to a subject by a `Person` at a time; `record.perform` writes it down as an entry.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any, ClassVar

from stocktake.core.capacity import Capacity


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody who acts or asks, as known at this request. `id` is opaque and never a name."""

    id: str
    name: str
    capacities: frozenset[Capacity]
    worker_ids: frozenset[str] = frozenset()  # allocated-worker ids in the extract, confirmed
    teams: frozenset[str] = frozenset()  # teams managed
    os_user: str = ""  # set on the command line only

    def holds(self, *capacities: Capacity) -> bool:
        return any(capacity in self.capacities for capacity in capacities)


@dataclass(frozen=True, slots=True)
class Subject:
    """What a statement is about: a kind that one room owns, and its id."""

    kind: str
    id: str

    def __str__(self) -> str:
        return f"{self.kind}:{self.id}"


@dataclass(frozen=True, kw_only=True)
class Act:
    """What is said. Subclasses are frozen dataclasses named by their entry, as "review.shared".

    The fields are the body of the entry. A field whose metadata says `record=False` changes the
    tables and is left out of the body.
    """

    NAME: ClassVar[str]

    def body(self) -> dict[str, Any]:
        return {
            f.name: getattr(self, f.name) for f in fields(self) if f.metadata.get("record", True)
        }


@dataclass(frozen=True, slots=True)
class Earlier:
    """Stands for the entry of an earlier move in the same `perform`, whose number is not known yet."""

    index: int


Basis = str | Earlier  # "entry:120", "quote:7", "pointer:3", "note:12@2", "verdict:…", "snapshot:…"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outgoing:
    """Something to be done once the move stands: written to the outbox in the same transaction."""

    topic: str
    payload: Mapping[str, Any] = field(default_factory=dict)


class Refused(Exception):
    """A rule said no. `sentence` is for the person: why, and who can do it."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class NotTheirs(Exception):
    """Even the existence of the thing is not this person's to know; pages answer 404."""
