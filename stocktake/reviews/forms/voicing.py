"""The form of what a worker said of their work."""

from collections.abc import Iterable
from typing import Any

from django import forms

from stocktake.people.queries import PersonCard
from stocktake.reviews.domain.voices import ANSWERS, PRESENT_WORKER, SAYERS, Prompt, Spoken
from stocktake.ui.forms import Form, OneOfField, WordsField

NOT_ASKED = "not asked"
_ANSWERS = (*((a, a.capitalize()) for a in ANSWERS), (NOT_ASKED, "Not talked about"))


class VoiceForm(Form):
    """Who was asked; for each subject whether it works well or gets in the way, and their words."""

    who = OneOfField(
        label="Who was asked?",
        choices=tuple((key, words[0].upper() + words[1:]) for key, words in SAYERS.items()),
    )
    present = forms.ChoiceField(label="If the present worker: who?", required=False)

    def __init__(
        self, *args: Any, prompts: Iterable[Prompt], workers: Iterable[PersonCard], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.prompts = tuple(prompts)
        choices = [("", "Nobody chosen"), *((w.id, w.name_and_job) for w in workers)]
        self.offer("present", choices)
        for one in self.prompts:
            self.fields[f"answer-{one.key}"] = OneOfField(
                label=one.label,
                choices=_ANSWERS,
                required=False,
                help_text=one.question,
                initial=NOT_ASKED,
            )
            self.fields[f"words-{one.key}"] = WordsField(
                label=f"{one.label}, in their words", required=False, rows=2
            )

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("who") == PRESENT_WORKER and not said.get("present"):
            self.refuse("Choose the present worker.", "present")
        return said

    @property
    def answers(self) -> tuple[Spoken, ...]:
        """The subjects that were talked about."""
        said = self.cleaned_data
        told = (
            Spoken(
                prompt=p.key,
                answer="" if (a := said.get(f"answer-{p.key}", "")) == NOT_ASKED else a,
                words=said.get(f"words-{p.key}", "").strip(),
            )
            for p in self.prompts
        )
        return tuple(a for a in told if a.answer or a.words)
