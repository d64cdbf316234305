"""The access log: reads of a child's record, refusals and exports, each in its own transaction."""

from collections.abc import Iterable

from stocktake.core.thread import Person
from stocktake.record import clock
from stocktake.record.models import Access


def note_read(*, by: Person, what: str, child: str) -> None:
    """`what` names the thing read, as "note:12"; `child` is the key of the child it is about."""
    _write("read", by=by, what=what, child=child)


def note_reads(*, by: Person, reads: Iterable[tuple[str, str]]) -> None:
    """Several reads at once, in one transaction: (what, child) of each."""
    at, held = clock.now(), ",".join(sorted(by.capacities))
    Access.objects.bulk_create(
        Access(at=at, person=by.id, capacities=held, event="read", what=what[:200], child=child)
        for what, child in reads
    )


def note_denied(*, by: Person, what: str, why: str = "") -> None:
    """A page or thing that this person may not reach."""
    _write("access.denied", by=by, what=what, detail=why)


def note_refusal(*, by: Person, what: str, why: str) -> None:
    """An act that a rule refused."""
    _write("act.refused", by=by, what=what, detail=why)


def note_export(*, by: Person, what: str, detail: str = "") -> None:
    _write("export", by=by, what=what, detail=detail)


def _write(event: str, *, by: Person, what: str, child: str = "", detail: str = "") -> None:
    Access.objects.create(
        at=clock.now(),
        person=by.id,
        capacities=",".join(sorted(by.capacities)),
        event=event,
        what=what[:200],
        child=child,
        detail=detail[:300],
    )
