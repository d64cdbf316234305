"""The Jinja environment: GOV.UK macros, our filters, and what every template may ask."""

from collections.abc import MutableMapping
from datetime import date, datetime
from functools import cached_property, lru_cache
from typing import Any

from django.http import HttpRequest
from django.template.backends.utils import csrf_input
from django.templatetags.static import static
from django.urls import get_script_prefix, reverse
from django.utils.safestring import SafeString
from jinja2 import (
    ChoiceLoader,
    Environment,
    PackageLoader,
    PrefixLoader,
    StrictUndefined,
    Template,
)

from stocktake.core.periods import day_in_words
from stocktake.record import clock
from stocktake.ui.forms import shown
from stocktake.ui.frame import frame_of, opens, tabs_of_round


class GovukLoader(PrefixLoader):
    """Loads GOV.UK's macros into an environment of their own.

    They ask for many parameters that are not given, while in our templates a name or attribute
    that does not exist must not pass in silence.
    """

    def __init__(self) -> None:
        super().__init__({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")})
        self.lenient = Environment(loader=PrefixLoader(self.mapping), autoescape=True)

    def load(
        self, environment: Environment, name: str, globals: MutableMapping[str, Any] | None = None
    ) -> Template:
        return self.lenient.get_template(name)


def environment(**options: Any) -> Environment:
    """Made once by Django's Jinja2 backend; every value is escaped unless a macro made it."""
    loader = options.pop("loader")
    env = Environment(  # noqa: S701 - autoescape is among Django's options, always on
        loader=ChoiceLoader([loader, GovukLoader()]),
        extensions=["jinja2.ext.do"],
        **{**options, "undefined": StrictUndefined, "trim_blocks": True, "lstrip_blocks": True},
    )
    env.globals.update(
        static=static,
        url=_url,
        frame=frame_of,
        opens=opens,
        tabs_of_round=tabs_of_round,
        shown=shown,
    )
    env.filters.update(day=_day, short_day=_short_day, moment=_moment, hour=_hour)
    return env


def _url(name: str, *args: Any, **kwargs: Any) -> str:
    return _reversed(name, args, tuple(sorted(kwargs.items())), get_script_prefix())


@lru_cache(maxsize=4096)
def _reversed(
    name: str, args: tuple[Any, ...], named: tuple[tuple[str, Any], ...], prefix: str
) -> str:
    """An address is the same each time; a table of fifty rows asks for the same few again."""
    return reverse(name, args=args or None, kwargs=dict(named) or None)


class FormToken:
    """The hidden token of a page's forms, made once for the page and only if it has a form."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    @cached_property
    def _input(self) -> SafeString:
        return csrf_input(self.request)

    def __html__(self) -> str:
        return self._input

    def __str__(self) -> str:
        return self._input


def form_token(request: HttpRequest) -> dict[str, FormToken]:
    """A context processor: takes the place of Django's, which makes a token for each form."""
    return {"csrf_input": FormToken(request)}


def _local_day(value: date | datetime) -> date:
    return clock.local(value).date() if isinstance(value, datetime) else value


def _day(value: date | datetime | None) -> str:
    """ "2 October 2026"."""
    return day_in_words(_local_day(value)) if value else ""


def _short_day(value: date | datetime | None) -> str:
    """ "2 Oct", for dense lists whose year is said above."""
    return f"{_local_day(value).day} {_local_day(value):%b}" if value else ""


def _moment(value: datetime | None) -> str:
    """ "2 October 2026, 16:10" in London."""
    return f"{_day(value)}, {clock.local(value):%H:%M}" if value else ""


def _hour(value: datetime | None) -> str:
    """ "16:10" in London, for lists whose day is said above."""
    return f"{clock.local(value):%H:%M}" if value else ""
