"""Reads of the shelf: the framework on a day, the current form, a baseline, the themes."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar

from django.conf import settings
from django.db.models import QuerySet

from stocktake.frameworks.domain import content as domain
from stocktake.frameworks.domain.content import (
    Anchor,
    Area,
    Baseline,
    BaselineStatement,
    Content,
    Criterion,
    Form,
    Framework,
    Grade,
    Item,
    Prompts,
    SafeNow,
    Theme,
    Themes,
)
from stocktake.frameworks.domain.instrument.parts import Instrument
from stocktake.frameworks.domain.reading import from_facts
from stocktake.frameworks.models import Version

__all__ = [
    "Anchor",
    "Area",
    "Baseline",
    "BaselineStatement",
    "Criterion",
    "Form",
    "Framework",
    "Grade",
    "Item",
    "Prompts",
    "SafeNow",
    "Theme",
    "baseline",
    "baselines",
    "current_form",
    "form",
    "forms",
    "framework",
    "framework_on",
    "frameworks",
    "shelf",
    "themes",
    "version",
]
C = TypeVar("C", Framework, Form, Baseline, Themes, Instrument)


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionCard:
    """A version as a list shows it; `current`: no later version of the same key stands."""

    hash: str
    kind: str
    key: str
    number: int
    title: str
    added_at: datetime
    current: bool


def themes() -> tuple[Theme, ...]:
    """The themes in force, in the order of reports. Raises KeyError on an empty shelf."""
    return _current(Themes, "default").themes


def form(hash_: str) -> Form:
    """This version of a form. Raises KeyError."""
    return _by_hash(Form, hash_)


def current_form(key: str) -> Form:
    """The latest version of a form: "in-depth", "lighter", both with "-ungraded", or your own."""
    return _current(Form, key)


def latest_instrument(key: str) -> Instrument | None:
    """The latest form or instrument with this key; None where there is none, or no home yet."""
    if not settings.HOME.exists:
        return None
    rows = Version.objects.filter(kind__in=("form", "instrument"), key=key)
    row = rows.order_by("-added_at", "-number").first()
    value = _value(row) if row else None
    return value if isinstance(value, Instrument) else None


def forms() -> tuple[Form, ...]:
    """The latest version of every form, by title."""
    return _all_current(Form)


def framework(hash_: str) -> Framework:
    """This version of a framework. Raises KeyError."""
    return _by_hash(Framework, hash_)


def framework_on(day: date) -> Framework:
    """The framework for an inspection that *starts* on the day. Raises KeyError."""
    found = [f for f in frameworks() if f.in_force(day)]
    if not found:
        raise KeyError(day)
    return max(found, key=lambda f: f.starts)


def frameworks() -> tuple[Framework, ...]:
    """The latest version of every framework, the newest framework first."""
    return tuple(sorted(_all_current(Framework), key=lambda f: f.starts, reverse=True))


def baseline(key: str) -> Baseline:
    """The latest version of a baseline by its key, or a version by its hash. Raises KeyError."""
    return _by_hash(Baseline, key) if len(key) == 64 else _current(Baseline, key)


def baselines() -> tuple[Baseline, ...]:
    """The latest version of every baseline, the newest inspection first."""
    return tuple(sorted(_all_current(Baseline), key=lambda b: b.inspected_on, reverse=True))


def version(hash_: str) -> tuple[VersionCard, Content]:
    """Any version with its card. Raises KeyError."""
    row = Version.objects.filter(hash=hash_).first()
    if row is None:
        raise KeyError(hash_)
    return _card(row, _latest().values_list("hash", flat=True)), _value(row)


def shelf() -> tuple[VersionCard, ...]:
    """All versions, current ones first, by kind and title."""
    latest = set(_latest().values_list("hash", flat=True))
    cards = (_card(row, latest) for row in Version.objects.order_by("kind", "title", "-number"))
    return tuple(sorted(cards, key=lambda card: not card.current))


def _latest() -> QuerySet[Version]:
    later = Version.objects.order_by("kind", "key", "-number").values_list("kind", "key", "hash")
    first: dict[tuple[str, str], str] = {}
    for kind, key, hash_ in later:
        first.setdefault((kind, key), hash_)
    return Version.objects.filter(hash__in=first.values())


def _card(row: Version, latest: "set[str] | QuerySet[Version, str]") -> VersionCard:
    return VersionCard(
        hash=row.hash,
        kind=row.kind,
        key=row.key,
        number=row.number,
        title=row.title,
        added_at=row.added_at,
        current=row.hash in latest,
    )


def _by_hash(cls: type[C], hash_: str) -> C:
    row = Version.objects.filter(kind=_kind(cls), hash=hash_).first()
    return _sure(cls, row, hash_)


def _current(cls: type[C], key: str) -> C:
    row = Version.objects.filter(kind=_kind(cls), key=key).order_by("-number").first()
    return _sure(cls, row, key)


def _all_current(cls: type[C]) -> tuple[C, ...]:
    rows = _latest().filter(kind=_kind(cls)).order_by("title")
    return tuple(_sure(cls, row, row.hash) for row in rows)


def _sure(cls: type[C], row: Version | None, asked: str) -> C:
    if row is None:
        raise KeyError(asked)
    value = _value(row)
    assert isinstance(value, cls)
    return value


def _value(row: Version) -> Content:
    return from_facts(row.kind, row.content, row.hash)


def _kind(cls: type[Content]) -> str:
    return next(kind for kind, known in domain.KINDS.items() if known is cls)
