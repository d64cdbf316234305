"""The forms of this room. Labels come from the review form where it has its own words."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms

from stocktake.core.strata import Depth
from stocktake.frameworks.queries import Form as ReviewForm
from stocktake.frameworks.queries import Item
from stocktake.people.queries import PersonCard
from stocktake.reviews.domain.states import MODES
from stocktake.rounds.domain.allocation import Seat
from stocktake.ui.forms import DayField, Form, OneOfField, SomeOfField, WordsField

_MODES = tuple((m, m.capitalize()) for m in MODES)
STANCES = (
    ("accept", "Accept"),
    ("clarify", "Clarify"),
    ("challenge", "Challenge"),
)
LEFT_OUT = (
    ("judged", "Judged here"),
    ("not seen on file", "Not seen on file"),
    ("not applicable", "Not applicable"),
)


class AllocationForm(Form):
    """Some cases of the round, and who reviews them."""

    cases = SomeOfField(
        label="Cases", error_messages={"required": "Choose at least one case to allocate."}
    )
    reviewer = forms.ChoiceField(
        label="Allocate to", error_messages={"required": "Choose a reviewer."}
    )

    def __init__(
        self, *args: Any, cases: Iterable[tuple[str, str]], reviewers: Iterable[PersonCard],
        **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        self.offer("cases", cases)
        self.offer("reviewer", _people(reviewers))


class SeatsForm(Form):
    """A reviewer for each open seat, or nobody yet. The name of a field is the seat."""

    def __init__(
        self, *args: Any, seats: Iterable[tuple[Seat, list[tuple[str, str]]]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        for seat, able in seats:
            self.fields[seat.id] = forms.ChoiceField(
                label=f"Reviewer of {seat.ref}",
                choices=[("", "Nobody yet"), *able],
                required=False,
                error_messages={"invalid_choice": "Choose somebody who can take this case."},
            )

    @property
    def given(self) -> dict[str, str]:
        return {seat: who for seat, who in self.cleaned_data.items() if who}

    def chosen(self) -> dict[str, str]:
        """What the page shows now, sent or proposed."""
        now = ((bound.name, bound.value() or "") for bound in self)
        return {name: str(value) for name, value in now if value}


class ReassignForm(Form):
    """`under_way`: the review goes on from where it stands; `drafting`: text may go along."""

    reviewer = forms.ChoiceField(label="New reviewer")
    reason = WordsField(label="Why does it go to another reviewer?", rows=2)
    drafts = forms.BooleanField(label="Hand over what is being written, too", required=False)

    def __init__(
        self, *args: Any, reviewers: Iterable[PersonCard], under_way: bool, drafting: bool,
        **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        self.under_way = under_way
        self.offer("reviewer", _people(reviewers))
        if not drafting:
            del self.fields["drafts"]


class PlanForm(Form):
    """How many cases of a round are read twice. The page asks a reason only of a change."""

    share = forms.IntegerField(
        label="Share of the cases read twice, in per cent",
        help_text="Selected by chance from the round's own seed, so that nobody chooses them.",
        min_value=0,
        max_value=100,
    )
    extremes = forms.BooleanField(
        label="Also read every review at an end of the scale twice, before it is shared",
        required=False,
    )
    reason = WordsField(label="Why does the plan change?", rows=2)


class SecondReaderForm(Form):
    case = forms.ChoiceField(label="Case", error_messages={"required": "Choose a case."})
    reviewer = forms.ChoiceField(
        label="Second reader", error_messages={"required": "Choose a reviewer."}
    )

    def __init__(
        self, *args: Any, cases: Iterable[tuple[str, str]], reviewers: Iterable[PersonCard],
        **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        self.offer("case", [("", "Choose a case"), *cases])
        self.offer("reviewer", _people(reviewers))


class AgreedForm(Form):
    """What is agreed on one item; the grade stands beside it as a bar."""

    words = OneOfField(
        label="Whose words stand?",
        required=False,
        choices=(("A", "Reading A"), ("B", "Reading B"), ("both", "Both, one after the other")),
    )
    note = WordsField(label="Why?", required=False, rows=2)


class ConsolidationForm(Form):
    note = WordsField(
        label="How were the two readings brought together?",
        help_text="Both reviewers read this. It stands beside the agreed judgements.",
    )


class OpeningForm(Form):
    """A calibration case: one that comes along, or one's own text with its reference grades."""

    vignette = OneOfField(label="Which case?")
    title = forms.CharField(label="Title", required=False, max_length=200)
    text = WordsField(label="Text, of nobody real", required=False, rows=8)
    required = forms.BooleanField(
        label="Nobody starts to read a case of this round before they have rated it",
        required=False,
        initial=True,
    )

    def __init__(self, *args: Any, vignettes: Iterable[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = [(v.key, v.title, v.about) for v in vignettes]
        found.append(
            ("own", "A text of our own", "Invented, or changed until nobody can be known from it.")
        )
        self.offer("vignette", [row[:2] for row in found])
        self.fields["vignette"].hints = {row[0]: row[2] for row in found}  # type: ignore[attr-defined]


class ClosingForm(Form):
    learnt = WordsField(
        label="What was agreed when it was talked about?",
        required=False,
        rows=2,
        help_text="Everybody who rated it reads this.",
    )


class ReasonForm(Form):
    reason = WordsField(label="Reason", rows=2)


class FinaliseForm(Form):
    could_not_reply = forms.BooleanField(
        label="The worker and the manager could not reply",
        required=False,
        help_text="Away, ill or gone all the while. Then nothing published rests on this review.",
    )


class MoreTimeForm(Form):
    reply_by = DayField(label="Reply by")
    reason = WordsField(label="Why is more time allowed?", rows=2)


class DeclarationForm(Form):
    """What a reviewer declares of one review."""

    conflict = OneOfField(
        label="Do you have a link with this case?",
        choices=(
            ("none", "No link"),
            (
                "safeguard",
                "A link, with a safeguard",
                "You can review it fairly if somebody else takes certain items. The report says so.",
            ),
            (
                "blocking",
                "A link that means I cannot review it",
                "You worked with or know the family, are related to them, or manage the worker.",
            ),
        ),
    )
    relation = WordsField(label="What is the link?", required=False, rows=2)
    safeguard = WordsField(
        label="What is the safeguard?",
        required=False,
        rows=2,
        help_text="For example: another person chairs the items that rest on this review.",
    )


class ItemForm(Form):
    """The texts of one item of a review form; scales and grade stand beside them."""

    left_out = OneOfField(label="Is this judged?", choices=LEFT_OUT, required=False)
    working = WordsField(required=False)
    develop = WordsField(required=False)
    system = WordsField(required=False, rows=2)
    discussed = WordsField(label="What was said in the discussion", required=False, rows=2)
    to_record = WordsField(required=False, rows=2)
    reason = WordsField(label="Why is there no evidence?", required=False, rows=2)

    def __init__(self, *args: Any, form: ReviewForm, item: Item, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial = {"left_out": "judged", **self.initial}
        prompts = form.prompts
        words = {
            "working": prompts.working,
            "develop": prompts.develop,
            "system": prompts.system,
            "to_record": prompts.record,
        }
        for name, label in words.items():
            self.fields[name].label = label
        self.fields["reason"].help_text = (
            "An in-depth judgement rests on evidence, or says why there is none."
            if form.depth == Depth.IN_DEPTH
            else ""
        )


class SafetyForm(Form):
    """ "Is this child safe now?" in the words of the review form."""

    answer = OneOfField(required=False)
    basis = WordsField(required=False)

    def __init__(self, *args: Any, form: ReviewForm, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        safe = form.safe_now
        self.fields["answer"].label = safe.question
        self.fields["answer"].help_text = safe.help
        self.offer("answer", [(a.id, a.label) for a in safe.answers])
        self.fields["answer"].hints = {a.id: a.help for a in safe.answers}  # type: ignore[attr-defined]
        self.fields["basis"].label = safe.basis


class OverallForm(Form):
    reason = WordsField(label="Why this grade?", required=False)


class DiscussionForm(Form):
    """A discussion as held; the points by item are added by the page."""

    held_on = DayField(label="When was it held?")
    mode = OneOfField(label="How was it held?", choices=_MODES)
    attendees = WordsField(
        label="Who took part?",
        rows=3,
        help_text="One person on each line, with their role.",
    )
    notes = WordsField(label="What was said that belongs to no one question", required=False)

    def __init__(self, *args: Any, items: Iterable[Item] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for item in items:
            self.fields[f"point-{item.id}"] = WordsField(
                label=item.label, help_text=item.question, required=False, rows=2
            )

    @property
    def points(self) -> Mapping[str, str]:
        """What was said, by item."""
        return {
            name.removeprefix("point-"): text
            for name, text in self.cleaned_data.items()
            if name.startswith("point-") and text
        }

    @property
    def people(self) -> list[str]:
        return _lines(self.cleaned_data["attendees"])


class ReplyForm(Form):
    """The answer to one finding, kept as a draft until it is sent."""

    stance = OneOfField(label="Your answer", choices=STANCES, required=False)
    words = WordsField(
        label="What should the reviewer know?",
        required=False,
        help_text="Your words are kept exactly as you write them, next to the finding.",
    )


class CommentForm(Form):
    """What a party says to the review as a whole."""

    words = WordsField(
        label="Is there anything else about the review as a whole?", required=False, rows=2
    )
    agrees = forms.BooleanField(label="I agree with the worker's reply", required=False)


class DecisionForm(Form):
    """What the reviewer decides on a finding that was clarified or challenged."""

    decision = OneOfField(
        label="What follows?",
        required=False,
        choices=(
            ("keep", "Keep the judgement"),
            ("change", "Change it", "Both versions stay readable."),
        ),
    )
    why = WordsField(label="Why?", required=False, rows=2)
    working = WordsField(required=False, label="What is working")
    develop = WordsField(required=False, label="What would make it better")


class MeetingForm(Form):
    """A feedback meeting: when, how and who."""

    held_on = DayField(label="When was it held?")
    mode = OneOfField(label="How was it held?", choices=_MODES)
    attendees = WordsField(
        label="Who took part?", rows=3, help_text="One person on each line, with their role."
    )

    @property
    def people(self) -> list[str]:
        return _lines(self.cleaned_data["attendees"])


class ConfirmForm(Form):
    comment = WordsField(label="Anything you would add, in your own words", required=False, rows=2)


def _people(cards: Iterable[PersonCard]) -> list[tuple[str, str]]:
    return [("", "Choose a reviewer"), *((card.id, card.name_and_job) for card in cards)]


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
