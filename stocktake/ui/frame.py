"""What the base page shows around every page: who is signed in, the menu, the council, messages."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib.messages import get_messages
from django.urls import resolve, reverse
from jinja2 import pass_context
from jinja2.runtime import Context

from stocktake.core.thread import Person
from stocktake.ui.navigation import MenuPlace, menu_for, round_tabs


@dataclass(frozen=True, slots=True, kw_only=True)
class Flash:
    """Something just done, or worth saying once."""

    text: str
    warning: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """The frame of one page. Without a signed-in person there is no menu and no name."""

    council: str
    demonstration: bool
    who: str = ""
    signed_in: bool = False
    session_minutes: int = 30
    menu: tuple[MenuPlace, ...] = ()
    flashes: tuple[Flash, ...] = ()


@pass_context
def frame_of(context: Context) -> Frame:
    """The frame for the page being rendered; also where a page has no request (public files)."""
    home = settings.HOME
    request: Any = context.get("request")
    person: Person | None = getattr(request, "person", None)
    flashes = _flashes(request)
    if person is None or not person.id or context.get("after_a_fault"):
        return Frame(council=home.council, demonstration=home.demonstration, flashes=flashes)
    return Frame(
        council=home.council,
        demonstration=home.demonstration,
        who=request.who(),
        signed_in=True,
        session_minutes=settings.SESSION_COOKIE_AGE // 60,
        menu=menu_for(person, request.path) if person.capacities else (),
        flashes=flashes,
    )


@pass_context
def opens(context: Context, name: str, *args: object) -> bool:
    """Whether who reads this page may open that one: a page links only where it leads."""
    person: Person | None = getattr(context.get("request"), "person", None)
    view = resolve(reverse(name, args=args)).func
    return person is not None and person.holds(*getattr(view, "may", ()))


@pass_context
def tabs_of_round(context: Context, round_id: str) -> tuple[MenuPlace, ...]:
    """The tabs that all pages about one round share, for `sub_navigation`."""
    request: Any = context["request"]
    return round_tabs(request.person, request.path, round_id)


def _flashes(request: Any) -> tuple[Flash, ...]:
    if not hasattr(request, "_messages"):
        return ()
    return tuple(
        Flash(text=str(m.message), warning=m.level_tag in ("warning", "error"))
        for m in get_messages(request)
    )
