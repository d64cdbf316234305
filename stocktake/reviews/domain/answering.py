"""From the fields of a form to what is said, and what is still blank before it can be submitted.

Fields are texts as typed, by name; an item without any field filled is simply blank.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from stocktake.core.strata import Depth
from stocktake.frameworks.domain.content import Form, Item
from stocktake.reviews.domain.asked import FACE, Drafted, because, grade_of, is_field
from stocktake.reviews.domain.judgements import LEFT_OUT, OVERALL, SAFE_NOW, Said, known_grade
from stocktake.reviews.domain.states import SAFETY_ANSWERS

Fields = Mapping[str, str]
TEXTS = ("working", "develop", "system", "to_record", "discussed", "reason")
FIELDS = ("grade", "record_depth", "discussion_depth", "left_out", *TEXTS)
SAFETY_FIELDS = ("answer", "basis")


@dataclass(frozen=True, kw_only=True)
class Blank:
    """Something still missing: on which item, in which field, and in words."""

    item: str
    label: str
    field: str
    needs: str

    @property
    def in_words(self) -> str:
        return f"{self.label}: {self.needs}"


def said_of(item: Item, fields: Fields, case: Drafted | None = None) -> Said:
    """What the fields say of this item; an item left out keeps its texts and loses its scales."""
    left_out = fields.get("left_out", "")
    left_out = left_out if left_out in LEFT_OUT else ""
    shut = case.shut(item.id) if case else None
    if shut is not None:
        return Said(
            item=item.id, theme=item.theme, label=item.label, left_out=LEFT_OUT[1], reason=shut
        )
    scales = not left_out
    said = _typed(item, fields, left_out)
    return _by_rules(item, said, case, fields) if case and scales else said


def _by_rules(item: Item, said: Said, case: Drafted, fields: Fields) -> Said:
    """The same with the answers to the form's own questions, and the rating that stands."""
    judged = case.judged(item.id)
    return replace(
        said,
        grade=grade_of(judged) if item.rating else said.grade,
        answers=case.answers(item.id),
        rated=case.level(item.id),
        rule=judged.way.id if judged.way else "",
        because=because(judged),
        override=judged.override.reason if judged.override else "",
        second=judged.override.second if judged.override else "",
        sources=[n.removeprefix("source=") for n, v in fields.items() if v and n[:7] == "source="],
    )


def _typed(item: Item, fields: Fields, left_out: str) -> Said:
    scales = not left_out
    texts: dict[str, Any] = {name: fields.get(name, "").strip() for name in TEXTS}
    return Said(
        item=item.id,
        theme=item.theme,
        label=item.label,
        grade=known_grade(fields.get("grade", "")) if scales else "",
        record_depth=_depth(fields.get("record_depth")) if scales else None,
        discussion_depth=_depth(fields.get("discussion_depth")) if scales else None,
        left_out=left_out,
        **texts,
    )


def overall_of(form: Form, fields: Fields) -> Said:
    """The grade of the whole, with why."""
    return Said(
        item=OVERALL,
        theme="",
        label="Overall",
        grade=known_grade(fields.get("grade", "")),
        reason=fields.get("reason", "").strip(),
    )


def is_blank(fields: Fields) -> bool:
    """Whether nothing is said yet; that an item is to be judged says nothing of it."""
    names = (n for n in fields if (n in FIELDS or is_field(n)) and n != "left_out")
    said = any(str(fields[n]).strip() for n in names)
    return not said and fields.get("left_out") not in LEFT_OUT


def blanks(
    form: Form,
    stratum: str,
    answers: Mapping[str, Fields],
    evidence: Mapping[str, int],
    case: Drafted | None = None,
) -> tuple[Blank, ...]:
    """What is missing before the judgements can be submitted, the first thing for each item.

    `evidence` counts the quotes and pointers gathered for each item.
    """
    fact = case.open_fact() if case else None
    found = [Blank(item=FACE, label="About the case", field=fact[0], needs=fact[1])] if fact else []
    for item in form.items_for(stratum):
        if case and case.shut(item.id) is not None:
            continue
        blank = _missing(form, item, answers.get(item.id, {}), evidence.get(item.id, 0), case)
        found += [blank] if blank else []
    return tuple(found)


def blanks_to_share(form: Form, answers: Mapping[str, Fields]) -> tuple[Blank, ...]:
    """What sharing needs besides: the grade of the whole, where the form asks one."""
    if form.graded and form.overall and not overall_of(form, answers.get(OVERALL, {})).grade:
        return (Blank(item=OVERALL, label="Overall", field="grade", needs="choose a grade"),)
    return ()


def blank_safety(fields: Fields) -> Blank | None:
    """What is missing of the answer about safety."""
    label = "Is this child safe now?"
    if fields.get("answer") not in SAFETY_ANSWERS:
        return Blank(item=SAFE_NOW, label=label, field="answer", needs="choose an answer")
    if not fields.get("basis", "").strip():
        return Blank(item=SAFE_NOW, label=label, field="basis", needs="say what it is based on")
    return None


def _missing(
    form: Form, item: Item, fields: Fields, evidence: int, case: Drafted | None
) -> Blank | None:
    if is_blank(fields):
        return _blank(item, "grade" if form.graded and item.graded else "working", "not judged yet")
    said = said_of(item, fields, case)
    if said.left_out:
        return None
    if case and (need := case.open_question(item.id)):
        return _blank(item, *need)
    return _judged(form, item, said) or _told(form, item, said, evidence)


def _judged(form: Form, item: Item, said: Said) -> Blank | None:
    in_depth = form.depth == Depth.IN_DEPTH
    if form.graded and item.graded and not said.grade:
        return _blank(item, "grade", "choose a grade, or say that it is not seen or not applicable")
    if in_depth and item.record_scale and said.record_depth is None:
        return _blank(item, "record_depth", "choose how deep the record goes")
    if not said.working and not said.develop:
        return _blank(item, "working", "say what is working or what would make it better")
    return None


def _told(form: Form, item: Item, said: Said, evidence: int) -> Blank | None:
    if said.develop and not said.system:
        return _blank(item, "system", "say what in the system helped or hindered")
    if form.depth == Depth.IN_DEPTH and not evidence and not said.reason:
        return _blank(item, "reason", "add evidence, or say why there is none")
    return None


def _blank(item: Item, field: str, needs: str) -> Blank:
    return Blank(item=item.id, label=item.label, field=field, needs=needs)


def _depth(value: str | None) -> int | None:
    return int(value) if value in ("1", "2", "3", "4") else None
