"""Made-up values for the gallery page: one of each component. Nobody here exists."""

from typing import Any

from django import forms

from stocktake.ui.forms import DayField, Form, OneOfField, SomeOfField, WordsField
from stocktake.ui.values import Cell, Column, Evidence, Happened, Need, Place

ANCHORS = ("Not shown", "Described", "Analysed", "Shapes the plan")
GRADES = (
    ("outstanding", "Outstanding"),
    ("good", "Good"),
    ("requires_improvement", "Requires improvement"),
    ("inadequate", "Inadequate"),
)


class GalleryForm(Form):
    """One field of each kind."""

    title = forms.CharField(label="Title", help_text="As it will be printed")
    on = DayField(label="Day of the meeting")
    why = WordsField(label="What should the reviewer know?")
    answer = OneOfField(
        label="Your answer",
        choices=(
            ("accept", "Accept", "I agree with this."),
            ("clarify", "Clarify", "It is right as far as it goes."),
            ("challenge", "Challenge", "I think it is wrong or unfair."),
        ),
    )
    strata = SomeOfField(label="Groups", choices=(("eh", "Early help"), ("cin", "Child in need")))
    reviewer = forms.ChoiceField(
        label="Reviewer", choices=(("", "Choose"), ("1", "Owen"), ("2", "Prue"))
    )
    file = forms.FileField(label="Extract", help_text="An Annex A workbook (.xlsx)")
    sure = forms.BooleanField(label="I have read all of it")


def values() -> dict[str, Any]:
    """Everything the gallery's template shows."""
    wrong = GalleryForm({"title": "October stocktake", "on": "32 October", "answer": "clarify"})
    return {
        "needs": NEEDS,
        "places": PLACES,
        "steps": STEPS,
        "events": EVENTS,
        "evidence": EVIDENCE,
        "thread_messages": (
            {"by": "Sam", "when": "20 October 2026", "text": "We met on 9 June.", "reply": True},
            {"by": "Owen", "when": "21 October 2026", "text": "Thank you. Kept.", "reply": False},
        ),
        "columns": (
            Column(words="Group"),
            Column(words="Open", number=True),
            Column(words="State"),
        ),
        "rows": (
            ("Early help", 41, Cell(text="in timescale", tag="good")),
            ("Child in need", 29, Cell(text="TH-1034", url="#", note="lag 7 days")),
            ("Total", 70, None),
        ),
        "anchors": ANCHORS,
        "grades": GRADES,
        "fresh": GalleryForm(auto_id="fresh_%s", prefix="fresh").shown(),
        "wrong": wrong.shown(),
    }


NEEDS = (
    Need(
        tag="Urgent",
        kind="urgent",
        ref="TH-1041",
        url="#",
        sentence="Nobody has acknowledged this concern yet",
        reason="Raised by Owen at 09:12 to Hari, head of service.",
        time="2 h 14 min",
        time_words="waiting",
        button="Open concern",
    ),
    Need(
        tag="Due tomorrow",
        kind="warn",
        ref="TH-1063",
        url="#",
        sentence="One reply is in, one is missing",
        reason="The window closes on 20 October.",
        time="1 day",
        time_words="left",
        button="Send reminder",
    ),
)
PLACES = (
    Place(words="Overview", url="#a"),
    Place(words="Record and form", url="#b", current=True),
    Place(words="Discussion", url="#c"),
)
STEPS = (
    Place(words="Response to contacts", url="#s1", note="done"),
    Place(words="Lived experience", url="#s2", current=True),
    Place(words="Supervision", url="#s3", note="left out"),
    Place(words="Plans", url="#s4"),
)
EVENTS = (
    Happened(title="Shared with Sam and Tess", when="19 October 2026, 11:26", by="Owen"),
    Happened(
        title="Discussion held", when="16 October 2026", by="Owen", text="An hour, in person."
    ),
)
EVIDENCE = (
    Evidence(where="Home visit 2 October, paragraph 4", text="sleeps better at Nan’s", url="#"),
    Evidence(where="Discussion 16 October", text="mornings before school", source="discussion"),
)
