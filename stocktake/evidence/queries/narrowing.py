"""What the list of notes is narrowed to: the filters asked for, their chips, and what is left."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from stocktake.core.periods import Window, day_in_words
from stocktake.evidence.domain.lanes import lane_of
from stocktake.evidence.queries.views import NoteCard

DATES = ("window", "review", "all")
_REVIEWS = ("review", "conference")


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What the list is narrowed to. The window is on unless taken off."""

    kind: str = ""
    author: str = ""
    contains: str = ""
    dates: str = "window"
    unread: bool = False
    quoted: bool = False
    flagged: bool = False

    @classmethod
    def asked(cls, values: Mapping[str, str]) -> "Filters":
        """From the fields of the filter form."""
        dates = values.get("dates", "")
        return cls(
            kind=values.get("kind", "")[:200],
            author=values.get("author", "")[:200],
            contains=values.get("contains", "").strip()[:100],
            dates=dates if dates in DATES else "window",
            unread=bool(values.get("unread")),
            quoted=bool(values.get("quoted")),
            flagged=bool(values.get("flagged")),
        )

    @property
    def fields(self) -> dict[str, str]:
        """The form fields that give these filters again."""
        on = {"unread": self.unread, "quoted": self.quoted, "flagged": self.flagged}
        said = {"kind": self.kind, "author": self.author, "contains": self.contains}
        told = {k: v for k, v in said.items() if v} | {k: "on" for k, v in on.items() if v}
        return {**told, "dates": self.dates}


@dataclass(frozen=True, slots=True, kw_only=True)
class Chip:
    """One filter that is set, and the form fields of the list without it."""

    words: str
    without: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A value that a filter can take, and how many notes have it."""

    value: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Narrowed:
    """The list as it stands, and what it can be narrowed by. `last_review`: None, none found."""

    cards: tuple[NoteCard, ...]
    filters: Filters
    chips: tuple[Chip, ...]
    kinds: tuple[Choice, ...]
    authors: tuple[Choice, ...]
    last_review: date | None


def narrowed(
    cards: Sequence[NoteCard], by: Filters, window: Window, held: frozenset[str] | None
) -> Narrowed:
    """These cards, newest first, through the filters. `held`: the notes that hold the words."""
    reviewed = _last_review(cards, window)
    return Narrowed(
        cards=tuple(card for card in cards if _passes(card, by, reviewed, held)),
        filters=by,
        chips=_chips(by, reviewed),
        kinds=_choices(card.kind for card in cards),
        authors=_choices(card.author for card in cards if card.author),
        last_review=reviewed,
    )


def _passes(
    card: NoteCard, by: Filters, reviewed: date | None, held: frozenset[str] | None
) -> bool:
    return (
        (not by.kind or card.kind == by.kind)
        and (not by.author or card.author == by.author)
        and (not by.unread or card.unread)
        and (not by.quoted or bool(card.quotes))
        and (not by.flagged or card.flagged)
        and (by.dates != "window" or card.in_window)
        and (by.dates != "review" or reviewed is None or card.happened_on >= reviewed)
        and (held is None or card.note_id in held)
    )


def _last_review(cards: Iterable[NoteCard], window: Window) -> date | None:
    """The day of the newest review meeting or conference of the record, up to the window's end."""
    days = [
        card.happened_on
        for card in cards
        if card.happened_on <= window.end
        and lane_of(card.kind) == "meetings"
        and any(word in card.kind.casefold() for word in _REVIEWS)
    ]
    return max(days, default=None)


def _chips(by: Filters, reviewed: date | None) -> tuple[Chip, ...]:
    since = f", {day_in_words(reviewed)}" if reviewed else ""
    dates = {
        "window": "Window only",
        "review": f"Since the last review{since}",
        "all": "",
    }
    said = {
        "kind": f"Type: {by.kind}",
        "author": f"By {by.author}",
        "contains": f"Holds “{by.contains}”",
        "unread": "Unread",
        "quoted": "Quoted",
        "flagged": "Flagged",
        "dates": dates[by.dates],
    }
    fields = by.fields
    return tuple(
        Chip(words=said[name], without=_without(fields, name))
        for name in said
        if name in fields and said[name]
    )


def _without(fields: Mapping[str, str], name: str) -> dict[str, str]:
    left = {k: v for k, v in fields.items() if k != name}
    return {**left, "dates": "all"} if name == "dates" else left


def _choices(values: Iterable[str]) -> tuple[Choice, ...]:
    return tuple(Choice(value=v, count=n) for v, n in sorted(Counter(values).items()))
