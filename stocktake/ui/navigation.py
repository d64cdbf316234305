"""The menu: each room names its own pages in `urls.NAV`; the root assembles them in room order."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module

from django.conf import settings
from django.urls import reverse
from django.utils.module_loading import module_has_submodule

from stocktake.core.capacity import Capacity
from stocktake.core.thread import Person

FIRST, MIDDLE, LAST = 0, 50, 90


@dataclass(frozen=True, slots=True)
class NavItem:
    """One place in the menu, shown to those who hold one of the capacities.

    `place` moves it: FIRST for homes, LAST for the record and settings. `count`, where given,
    says how many things there wait for the person; it is asked on every page, so keep it cheap.
    """

    words: str
    name: str
    may: frozenset[Capacity]
    place: int = MIDDLE
    count: Callable[[Person], int] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MenuPlace:
    """A place in the menu as one page shows it. `current` is "page", "true" or empty."""

    words: str
    url: str
    current: str
    count: int


def items_for(person: Person) -> tuple[NavItem, ...]:
    """What this person finds in the menu, in the order the work happens."""
    found = _declared("NAV")
    allowed = (item for item in found if person.holds(*item.may))
    return tuple(sorted(allowed, key=lambda item: item.place))


def menu_for(person: Person, path: str) -> tuple[MenuPlace, ...]:
    """The menu on the page at `path`: the longest address that begins it is the current place."""
    items = [(item, reverse(item.name)) for item in items_for(person)]
    here = max((url for _, url in items if _within(path, url)), key=len, default="")
    return tuple(
        MenuPlace(
            words=item.words,
            url=url,
            current=("page" if path == url else "true") if url == here else "",
            count=item.count(person) if item.count else 0,
        )
        for item, url in items
    )


def round_tabs(person: Person, path: str, round_id: str) -> tuple[MenuPlace, ...]:
    """The tabs of one round: each room names its pages about a round in `urls.ROUND_TABS`."""
    items = [item for item in _declared("ROUND_TABS") if person.holds(*item.may)]
    urls = [reverse(item.name, args=[round_id]) for item in items]
    here = max((url for url in urls if _within(path, url)), key=len, default="")
    return tuple(
        MenuPlace(words=item.words, url=url, current="page" if url == here else "", count=0)
        for item, url in zip(items, urls, strict=True)
    )


def _declared(name: str) -> list[NavItem]:
    """What every room declares under this name in its `urls`, in room order."""
    found: list[NavItem] = []
    for room in settings.ROOMS:
        package = import_module(f"stocktake.{room}")
        if module_has_submodule(package, "urls"):
            found += getattr(import_module(f"stocktake.{room}.urls"), name, ())
    return found


def _within(path: str, url: str) -> bool:
    return path == url if url == "/" else path.startswith(url)
