"""Do the record and the tables agree? The record explains the tables; it does not replace them.

For every subject that an entry names, the word of state in its table must be the one its last
entry left it in, and an entry's "before" must be the "after" of the entry before it.
"""

from collections.abc import Iterator
from importlib import import_module

from django.conf import settings
from django.utils.module_loading import module_has_submodule

from stocktake.record.door import KINDS
from stocktake.record.models import Entry

DRAFT = "draft"  # a draft stands outside the record; its first entry is what submits it


def disagreements() -> tuple[str, ...]:
    """Every disagreement found, in words; none in a home that was only written through the door."""
    _meet_the_rooms()
    return tuple(_found())


def _found() -> Iterator[str]:
    last: dict[tuple[str, str], str] = {}
    for entry in Entry.objects.order_by("number").iterator():
        key = (entry.subject_kind, entry.subject_id)
        began = last.get(key, "")
        submitted = key not in last and entry.status_before == DRAFT
        if entry.status_before != began and not submitted:
            yield f"Entry {entry.number} begins in “{entry.status_before}”, not “{began}”."
        last[key] = entry.status_after
    for kind in sorted({kind for kind, _ in last}):
        wanted = {id_: status for (k, id_), status in last.items() if k == kind}
        states = KINDS[kind].load(sorted(wanted))
        for id_, status in sorted(wanted.items()):
            now = states[id_].status if id_ in states else "nothing"
            if now != status:
                yield f"{kind} {id_} is “{now}” in its table and “{status}” in the record."


def _meet_the_rooms() -> None:
    """A kind is declared by its room's acts, which a command may not have imported yet."""
    for room in settings.ROOMS:
        if module_has_submodule(import_module(f"stocktake.{room}"), "acts"):
            import_module(f"stocktake.{room}.acts")
    import_module("stocktake.record.erasure")
