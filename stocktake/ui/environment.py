"""The Jinja environment: GOV.UK macros, our filters, and what every template may ask."""

from datetime import date, datetime
from typing import Any

from django.contrib.messages import get_messages
from django.templatetags.static import static
from django.urls import reverse
from jinja2 import ChoiceLoader, Environment, PackageLoader, PrefixLoader, StrictUndefined

from stocktake.core.periods import day_in_words
from stocktake.record import clock


def environment(**options: Any) -> Environment:
    """Made once by Django's Jinja2 backend; every value is escaped unless a macro made it."""
    loader = options.pop("loader")
    govuk = PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")})
    env = Environment(  # noqa: S701 - autoescape is among Django's options, always on
        loader=ChoiceLoader([loader, govuk]), **{**options, "undefined": StrictUndefined}
    )
    env.globals.update(static=static, url=_url, messages_of=get_messages)
    env.filters.update(day=_day, moment=_moment)
    return env


def _url(name: str, *args: Any, **kwargs: Any) -> str:
    return reverse(name, args=args or None, kwargs=kwargs or None)


def _day(value: date | datetime | None) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        value = clock.local(value).date()
    return day_in_words(value)


def _moment(value: datetime | None) -> str:
    """ "2 October 2026, 16:10" in London."""
    return f"{_day(value)}, {clock.local(value):%H:%M}" if value else ""
