"""Reading frameworks, review forms and baselines: open to all who work in or with the service."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render

from stocktake.core.capacity import Capacity
from stocktake.frameworks import queries
from stocktake.frameworks.domain.comparing import differences
from stocktake.frameworks.domain.content import (
    Baseline,
    Content,
    Criterion,
    Form,
    Framework,
    kind_of,
)
from stocktake.frameworks.domain.instrument.parts import Instrument
from stocktake.frameworks.domain.instrument.printing import printed
from stocktake.frameworks.domain.instrument.soundness import tied
from stocktake.people.door import Request, page
from stocktake.ui.values import Cell

# A committee member reads what is published; the command line has no pages.
READERS = frozenset(Capacity) - {Capacity.MEMBER, Capacity.LOCAL_OPERATOR}
HEADINGS = (
    ("form", "Review forms"),
    ("instrument", "Instruments"),
    ("baseline", "Baseline inspections"),
    ("framework", "Frameworks"),
    ("themes", "Themes"),
)


@page(may=READERS)
def list_(request: Request) -> HttpResponse:
    """Every version on the shelf, by kind."""
    shelf = queries.shelf()
    kinds = [(words, _rows([c for c in shelf if c.kind == kind])) for kind, words in HEADINGS]
    return render(request, "frameworks/list.html", {"kinds": kinds})


@page(may=READERS)
def one(request: Request, hash_: str) -> HttpResponse:
    """One version, readable from its first line to its last; `?against=` sets another beside it."""
    card, content = _version(hash_)
    if against := request.GET.get("against"):
        return _compare(request, card, content, against)
    values = {"card": card, "content": content, "others": _others(card), **_more(content)}
    return render(request, f"frameworks/{kind_of(content)}.html", values)


def _compare(
    request: Request, card: queries.VersionCard, content: Content, against: str
) -> HttpResponse:
    """What this version says otherwise than another of the same key."""
    other, before = _version(against)
    if (other.kind, other.key) != (card.kind, card.key):
        raise Http404
    found = differences(before, content)
    values = {"card": card, "content": content, "other": other, "differences": found}
    return render(request, "frameworks/compare.html", values)


def _version(hash_: str) -> tuple[queries.VersionCard, Content]:
    try:
        return queries.version(hash_)
    except KeyError:
        raise Http404 from None


def _others(card: queries.VersionCard) -> list[tuple[int, str]]:
    """Other versions of the same key, the newest first, with where to compare them."""
    found = [c for c in queries.shelf() if (c.kind, c.key) == (card.kind, card.key)]
    return [(c.number, f"/frameworks/{card.hash}/?against={c.hash}") for c in found if c != card]


def _rows(cards: list[queries.VersionCard]) -> list[tuple[Any, ...]]:
    return [
        (
            Cell(text=card.title, url=f"/frameworks/{card.hash}/"),
            card.key,
            f"version {card.number}" + ("" if card.current else ", superseded"),
            card.hash[:12],
        )
        for card in cards
    ]


def _more(content: Content) -> dict[str, Any]:
    if type(content) is Instrument:
        return {"printed": printed(tied(content).done)}
    if isinstance(content, Form):
        themes = {theme.id: theme.label for theme in queries.themes()}
        shown = printed(tied(content).done)
        units = {unit.id: unit for _, _, section in shown.sections for unit in section}
        return {"themes": themes, "printed": shown, "units": units}
    if isinstance(content, Framework):
        return {"by_area": [(area, _by_heading(content, area.id)) for area in content.areas]}
    if isinstance(content, Baseline):
        return {"areas": _areas(content), "themes": {t.id: t.label for t in queries.themes()}}
    return {}


def _by_heading(framework: Framework, area: str) -> list[tuple[str, list[Criterion]]]:
    """The criteria of an area under their headings, in the order of the file."""
    found: dict[str, list[Criterion]] = {}
    for criterion in framework.criteria:
        if criterion.area == area:
            found.setdefault(criterion.heading, []).append(criterion)
    return list(found.items())


def _areas(baseline: Baseline) -> list[tuple[str, str]]:
    """The grades that the inspection gave, in the words of the framework of its day."""
    framework = queries.framework_on(baseline.inspected_on)
    titles = {area.id: area.title for area in framework.areas}
    labels = {grade.id: grade.label for grade in framework.scale}
    return [(titles.get(g.area, g.area), labels[g.grade]) for g in baseline.grades]
