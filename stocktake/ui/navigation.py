"""The menu: each room names its own pages in `urls.NAV`; the root assembles them in room order."""

from dataclasses import dataclass
from importlib import import_module

from django.conf import settings
from django.utils.module_loading import module_has_submodule

from stocktake.core.capacity import Capacity
from stocktake.core.thread import Person


@dataclass(frozen=True, slots=True)
class NavItem:
    """One place in the menu, shown to those who hold one of the capacities."""

    words: str
    name: str
    may: frozenset[Capacity]


def items_for(person: Person) -> tuple[NavItem, ...]:
    """What this person finds in the menu, in the order the work happens."""
    found: list[NavItem] = []
    for room in settings.ROOMS:
        package = import_module(f"stocktake.{room}")
        if module_has_submodule(package, "urls"):
            found += getattr(import_module(f"stocktake.{room}.urls"), "NAV", ())
    return tuple(item for item in found if person.holds(*item.may))
