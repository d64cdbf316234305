"""Forms of family feedback: what is safe, what each person answered, what they said."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django import forms

from stocktake.reviews.domain.families import (
    CONVERSATION_MODES,
    EXPLAINED,
    FAMILY_ANSWERS,
    NO,
    OPEN_QUESTIONS,
    REASONS,
    RISKS,
    ROLES,
    UNDERSTANDS,
    WAYS,
    YES,
    Heard,
    Safety,
)
from stocktake.reviews.domain.voices import Spoken
from stocktake.reviews.forms.voicing import NOT_ASKED
from stocktake.ui.forms import DayField, Form, OneOfField, SomeOfField, WordsField

AGREES, DECLINES, NOBODY = "yes", "no", "not reached"
_YES_NO = ((YES, "Yes"), (NO, "No"))
_ROLES = tuple((key, words[0].upper() + words[1:]) for key, words in ROLES.items())
_ANSWERS = (*((a, a.capitalize()) for a in FAMILY_ANSWERS), (NOT_ASKED, "Not talked about"))


class PlanConversationForm(Form):
    role = OneOfField(label="Whom do you wish to ask?", choices=_ROLES)
    who = forms.CharField(
        label="Who is it?",
        required=False,
        max_length=60,
        help_text="As the family says it, like Mum or Nan. No surname.",
    )


class FamilySafetyForm(Form):
    """What the worker says before anybody is contacted, point by point."""

    confirmed_with = forms.CharField(
        label="Who confirms it?", max_length=200, help_text="The worker who knows the family."
    )
    confirmed_on = DayField(label="On which day?")
    way = OneOfField(
        label="How can they safely be reached?",
        choices=tuple((key, words[0].upper() + words[1:]) for key, words in WAYS.items()),
    )
    number = forms.CharField(
        label="Safe number",
        required=False,
        max_length=40,
        help_text="For a call or a text message. Only you, the worker and the manager see it, and it is erased in time.",
        widget=forms.TextInput(
            attrs={"class": "govuk-input--width-20", "inputmode": "tel", "autocomplete": "off"}
        ),
    )
    time = forms.CharField(
        label="At which times is it safe?",
        max_length=200,
        help_text="And who must not be there. For example, weekdays from ten to two, when he is at work.",
    )
    interpreter = OneOfField(label="Do they need an interpreter?", choices=_YES_NO)
    language = forms.CharField(label="For which language?", required=False, max_length=60)
    advocate = OneOfField(
        label="Do they want an advocate, or somebody they trust beside them?", choices=_YES_NO
    )

    def __init__(self, *args: Any, initial: Mapping[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, initial=dict(initial), **kwargs)
        for risk, label in RISKS.items():
            self.fields[f"risk-{risk}"] = OneOfField(
                label=f"Is there a risk of or from {label}?"
                if risk == "abuse"
                else f"Are there {label}?"
                if risk == "court"
                else f"Is there {label} in asking them?",
                choices=_YES_NO,
            )
            self.fields[f"known-{risk}"] = WordsField(
                label="If yes, what is known?", required=False, rows=2
            )

    @property
    def safety(self) -> Safety:
        said = self.cleaned_data
        points = {name: said[name].strip() for name in ("way", "number", "time", "interpreter", "language", "advocate")}  # fmt: skip
        risks = tuple((r, said[f"risk-{r}"], said[f"known-{r}"].strip()) for r in RISKS)
        return Safety(**points, risks=risks)


class ApproachForm(Form):
    """What came of asking them."""

    answer = OneOfField(
        label="What did they say?",
        choices=(
            (AGREES, "They agree to talk"),
            (DECLINES, "They would rather not", "Nothing changes for them, and nobody asks again."),
            (NOBODY, "I could not reach them"),
        ),
    )
    on = DayField(label="On which day?")
    told = SomeOfField(
        label="What did you tell them first?",
        choices=tuple((key, words[0].upper() + words[1:]) for key, words in EXPLAINED.items()),
        required=False,
    )
    shares = OneOfField(
        label="If they agree: may the worker and the manager read what they say?",
        choices=_YES_NO,
        required=False,
    )
    understands = OneOfField(
        label="By age and understanding, who decides?",
        choices=tuple((key, words[0].upper() + words[1:]) for key, words in UNDERSTANDS.items()),
        required=False,
    )

    def __init__(self, *args: Any, child: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not child:
            del self.fields["understands"]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("answer") == AGREES and not said.get("shares"):
            self.refuse("Ask them whether the worker may read what they say.", "shares")
        return said


class NotAskedForm(Form):
    reason = OneOfField(
        label="Why are they not asked?",
        choices=tuple((key, words[0].upper() + words[1:]) for key, words in REASONS.items()),
    )
    words = WordsField(label="In your words", required=False, rows=2)


class ConversationForm(Form):
    """What one person said, subject by subject, in their own words."""

    held_on = DayField(label="When did you talk?")
    mode = OneOfField(label="How did you talk?", choices=[(m, m.capitalize()) for m in CONVERSATION_MODES])  # fmt: skip
    interpreter = OneOfField(label="Was an interpreter there?", choices=_YES_NO, initial=NO)
    advocate = OneOfField(
        label="Was an advocate or somebody they trust beside them?", choices=_YES_NO, initial=NO
    )
    others = forms.CharField(label="Who else was there?", required=False, max_length=200)
    worry = OneOfField(
        label="Did they say anything that worries you about somebody’s safety?", choices=_YES_NO
    )

    def __init__(self, *args: Any, prompts: Iterable[tuple[str, str, str]], **kwargs: Any) -> None:
        """`prompts`: key, label and the question in words for this person."""
        super().__init__(*args, **kwargs)
        self.prompts = tuple(prompts)
        for key, label, question in self.prompts:
            self.fields[f"answer-{key}"] = OneOfField(
                label=label, choices=_ANSWERS, required=False, help_text=question, initial=NOT_ASKED
            )
            self.fields[f"words-{key}"] = WordsField(
                label=f"{label}, in their words", required=False, rows=2
            )
        for key, label in OPEN_QUESTIONS.items():
            self.fields[f"words-{key}"] = WordsField(
                label=f"{label}, in their words", required=False, rows=2
            )

    @property
    def heard(self) -> Heard:
        said = self.cleaned_data
        return Heard(
            held_on=said["held_on"],
            mode=said["mode"],
            interpreter=said["interpreter"] == YES,
            advocate=said["advocate"] == YES,
            others=said["others"].strip(),
            worry=said["worry"] == YES,
            answers=tuple(a for a in self._answers() if a.answer or a.words),
        )

    def _answers(self) -> Iterable[Spoken]:
        for key in (*(p[0] for p in self.prompts), *OPEN_QUESTIONS):
            answer = self.cleaned_data.get(f"answer-{key}", "")
            words = self.cleaned_data[f"words-{key}"].strip()
            yield Spoken(prompt=key, answer="" if answer == NOT_ASKED else answer, words=words)


class ChooseWordsForm(Form):
    """What of it the worker and the manager read."""

    def __init__(self, *args: Any, said: Iterable[tuple[str, str, str]], **kwargs: Any) -> None:
        """`said`: key, label and the words of each subject."""
        super().__init__(*args, **kwargs)
        self.said = tuple(said)
        for key, label, words in self.said:
            self.fields[f"pass-{key}"] = forms.BooleanField(
                label=f"Pass on: {label.lower()}", required=False
            )
            self.fields[f"text-{key}"] = WordsField(
                label=f"{label}, as they read it", required=False, rows=2, initial=words
            )

    @property
    def chosen(self) -> dict[str, str]:
        said = self.cleaned_data
        return {key: said[f"text-{key}"] for key, _, _ in self.said if said[f"pass-{key}"]}


class TellForm(Form):
    told_on = DayField(label="When were they told?")
    mode = OneOfField(label="How were they told?", choices=[(m, m.capitalize()) for m in CONVERSATION_MODES])  # fmt: skip
    words = WordsField(
        label="What did you tell them was done with what they said?",
        help_text="In plain words. Say also what did not change, and why.",
    )


class TakeBackForm(Form):
    on = DayField(label="On which day?")


class ContactForm(Form):
    reason = WordsField(
        label="Why can they be contacted, and what keeps them safe?",
        rows=2,
        error_messages={"required": "Say why they can be contacted in spite of the risk, and how."},
    )


def told_so_far(heard: Heard | None, day: date) -> dict[str, Any]:
    """What was written down of a conversation, as the form's first values."""
    if heard is None:
        return {"held_on": day}
    shown: dict[str, Any] = {"held_on": heard.held_on, "mode": heard.mode, "others": heard.others}
    for name in ("interpreter", "advocate", "worry"):
        shown[name] = YES if getattr(heard, name) else NO
    for one in heard.answers:
        shown |= {f"answer-{one.prompt}": one.answer, f"words-{one.prompt}": one.words}
    return shown
