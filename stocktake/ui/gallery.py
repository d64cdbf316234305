"""Made-up values for the gallery page: one of each component. Nobody here exists."""

from datetime import date, timedelta
from typing import Any

from django import forms

from stocktake.ui.charts import (
    Asked,
    Bar,
    Figure,
    Graded,
    Segment,
    ThemeCounts,
    Week,
    burn_down,
    grades_by_stratum,
    strong_by_theme,
    theme_heat_map,
)
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
        "figures": figures(),
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


def figures() -> tuple[Figure, ...]:
    """The pictures, from made-up counts."""
    o, g, r = "outstanding", "good", "requires_improvement"
    grades = grades_by_stratum(
        (
            Graded(words="Early help", grades={o: 1, g: 2}, waiting=2),
            Graded(words="Child in need", grades={g: 2, r: 1}, waiting=3),
            Graded(words="Child protection", grades={r: 1}, waiting=3),
            Graded(words="Looked after", grades={o: 2, g: 2, r: 1}, waiting=2),
            Graded(words="Care leavers", grades={o: 2, g: 1}, waiting=2),
        )
    )
    counts = (24, 24, 23, 22, 20, 19, 17, 16, 15, 13, 12, 10, 9, 8)
    late = (0, 0, 0, 1, 1, 2, 2, 1, 2, 3, 2, 3, 3, 3)
    weeks = [
        Week(day=date(2026, 7, 20) + timedelta(weeks=i), in_time=n - m, overdue=m)
        for i, (n, m) in enumerate(zip(counts, late, strict=True))
    ]
    return grades, burn_down(weeks), _public(), _heat()


def _public() -> Figure:
    return strong_by_theme(
        (
            Bar(
                words="Relationships",
                heading="Asked in all 27 reviews",
                segments=(
                    Segment(units=22, text="22 or more", style="strong"),
                    Segment(units=5, text="", style="withheld"),
                ),
            ),
            Bar(
                words="Supervision records",
                segments=(
                    Segment(units=13, text="13", style="strong"),
                    Segment(units=14, text="14", style="develop"),
                ),
            ),
        ),
        (("Relationships", 27, "22 or more", "5 or fewer"), ("Supervision records", 27, 13, 14)),
        title="Relationships are the strongest theme",
        description="Number of reviews judged strong (dark) and to develop (light).",
    )


def _heat() -> Figure:
    strata = ("Early help", "Child in need", "Child protection", "Looked after", "Care leavers")
    return theme_heat_map(
        (
            ThemeCounts(
                words="Supervision",
                cells=dict(
                    zip(
                        strata, (_of(3, 3), _of(1, 3), _of(0, 1), _of(1, 5), _of(1, 3)), strict=True
                    )
                ),
            ),
            ThemeCounts(
                words="Curiosity about exploitation",
                cells=dict(zip(strata, (_of(0, 1), _of(0, 2), _of(0, 1), _of(2, 3)), strict=False)),
            ),
            ThemeCounts(words="Lived experience", cells={"Child in need": _of(0, 3)}),
            ThemeCounts(words="Plans and reviews", cells={"Looked after": _of(3, 5)}),
            ThemeCounts(words="Direct work", cells={"Looked after": _of(0, 0)}),
        ),
        strata,
    )


def _of(strong: int, judged: int) -> Asked:
    return Asked(strong=strong, judged=judged)
