"""The Jinja environment: GOV.UK macros, our filters, and what every template may ask."""

from datetime import date, datetime
from typing import Any

from django.templatetags.static import static
from django.urls import reverse
from jinja2 import (
    ChainableUndefined,
    ChoiceLoader,
    Environment,
    PackageLoader,
    PrefixLoader,
    StrictUndefined,
)
from jinja2.utils import missing

from stocktake.core.periods import day_in_words
from stocktake.record import clock
from stocktake.ui.frame import frame_of


class Careful(StrictUndefined):
    """A name or attribute that does not exist is an error; a missing key of a dict is only empty.

    GOV.UK macros take dicts and ask for many keys that are not given; our own templates get
    frozen values, where a misspelt attribute must not pass in silence.
    """

    def __new__(cls, hint: Any = None, obj: Any = missing, *args: Any, **kwargs: Any) -> Any:
        if isinstance(obj, dict):
            return ChainableUndefined(hint, obj, *args, **kwargs)
        return super().__new__(cls)


def environment(**options: Any) -> Environment:
    """Made once by Django's Jinja2 backend; every value is escaped unless a macro made it."""
    loader = options.pop("loader")
    govuk = PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")})
    env = Environment(  # noqa: S701 - autoescape is among Django's options, always on
        loader=ChoiceLoader([loader, govuk]),
        **{**options, "undefined": Careful, "trim_blocks": True, "lstrip_blocks": True},
    )
    env.globals.update(static=static, url=_url, frame=frame_of)
    env.filters.update(day=_day, short_day=_short_day, moment=_moment)
    return env


def _url(name: str, *args: Any, **kwargs: Any) -> str:
    return reverse(name, args=args or None, kwargs=kwargs or None)


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
