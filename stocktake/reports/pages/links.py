"""Where a step of "why this number?" can be read, for those who may read it."""

from django.urls import NoReverseMatch, reverse

from stocktake.core.capacity import Capacity
from stocktake.core.thread import Person
from stocktake.reports.queries import Line

PAGES = {
    "round": ("rounds:one", "the round"),
    "finding": ("findings:one", "the finding"),
    "recommendation": ("actions:one", "the action"),
    "review": ("reviews:one", "the review"),
    "quote": ("evidence:quote", "the quote"),
    "pointer": ("evidence:pointer", "the pointer"),
    "meeting": ("board:one", "the meeting"),
}


def link_to(line: Line, person: Person) -> tuple[str, str]:
    """(words, url) of the page about this step; the page itself asks whether they may."""
    kind, _, key = (line.subject or line.basis).partition(":")
    if not person.holds(Capacity.QA_MANAGER) or kind not in PAGES:
        return "", ""
    name, words = PAGES[kind]
    try:
        return words, reverse(name, args=[key])
    except NoReverseMatch:
        return "", ""
