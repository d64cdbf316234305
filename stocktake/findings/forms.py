"""What a person says when making a finding or judging a statement of the last inspection."""

from collections.abc import Iterable

from stocktake.findings.domain.baseline import VERDICTS
from stocktake.findings.queries import Behind, Evidence, Verdict
from stocktake.ui.forms import Form, OneOfField, SomeOfField, WordsField

KINDS = (
    ("strength", "A strength", "Practice that should be sustained."),
    ("develop", "An area to develop", "Say below what in the system helped or hindered."),
)


class FindingForm(Form):
    """A finding in the person's own words, resting on judgements they tick."""

    kind = OneOfField(label="What is it?", choices=KINDS)
    text = WordsField(
        label="The finding",
        rows=4,
        help_text="About practice, in a sentence or two. Name no child and no worker.",
    )
    system = WordsField(label="What in the system helped or hindered?", required=False)
    rests_on = SomeOfField(
        label="Which judgements does it rest on?",
        error_messages={"required": "Choose at least one judgement that the finding rests on"},
    )

    def __init__(
        self,
        data: object = None,
        *,
        judgements: Iterable[Behind],
        **kwargs: object,
    ) -> None:
        super().__init__(data, **kwargs)
        self.offer("rests_on", [(b.ref, judgement_words(b)) for b in judgements])


class WithdrawForm(Form):
    """Why a finding is withdrawn."""

    reason = WordsField(
        label="Why is it withdrawn?", help_text="It stays readable, with your reason."
    )


class BaselineForm(Form):
    """One verdict; the choices follow the kind of the statement."""

    verdict = OneOfField(label="Where does practice stand?")
    why = WordsField(label="Why?", rows=4)
    rests_on = SomeOfField(
        label="Evidence",
        required=False,
        help_text="At least two pieces, unless it was not tested.",
    )

    def __init__(
        self, data: object = None, *, said: Verdict, evidence: Iterable[Evidence], **kwargs: object
    ) -> None:
        super().__init__(data, **kwargs)
        self.offer("verdict", [(v, v.capitalize()) for v in VERDICTS[said.kind]])
        self.offer("rests_on", [(e.ref, f"{e.kind.capitalize()}: {e.words}") for e in evidence])


def judgement_words(behind: Behind) -> str:
    """ "TH-1034, child protection, good: what is working" in one line."""
    row = behind.row
    said = " ".join(x.strip() for x in (row.working, row.develop) if x and x.strip())
    short = said if len(said) <= 160 else said[:159].rsplit(" ", 1)[0] + "…"
    return f"{behind.case_ref} ({row.stratum}, {grade_words(behind)}): {short}"


def grade_words(behind: Behind) -> str:
    """The grade in words, or the depth on record of a form without grades."""
    row = behind.row
    if row.grade:
        return str(row.grade).replace("_", " ")
    if row.record_depth is not None:
        return f"{row.record_depth} of 4 on record"
    return "not judged"
