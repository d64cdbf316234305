"""Judgements as pages show them: the words of a finding, what it rests on, its chips."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse

from stocktake.core.periods import day_in_words
from stocktake.core.thread import Person
from stocktake.evidence import queries as evidence
from stocktake.evidence.queries import PointerView, QuoteView
from stocktake.people.door import Request
from stocktake.record import clock
from stocktake.reviews import queries
from stocktake.reviews.domain.judgements import Said
from stocktake.reviews.pages.framing import RAISERS
from stocktake.reviews.queries import DiscussionView, JudgementView, Review
from stocktake.ui.values import Evidence

NOT_OPENED = "The reviewer had not opened this note."
GRADE_WORDS = {
    "outstanding": "Outstanding",
    "good": "Good",
    "requires_improvement": "Requires improvement",
    "inadequate": "Inadequate",
}
GRADES = tuple(GRADE_WORDS.items())
STATUS_WORDS = {
    "kept": ("Kept, with a reason", "blue"),
    "upheld": ("Upheld by a second person", "blue"),
    "consolidated": ("Agreed of two readings", ""),
    "changed": ("Changed after challenge", "plum"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One judgement on a page."""

    number: int
    judgement: JudgementView
    finding: str
    basis: str
    chips: tuple[Evidence, ...]
    status: str
    status_kind: str

    @property
    def said(self) -> Said:
        return self.judgement.said

    @property
    def grade(self) -> str:
        return grade_words(self.judgement.said.grade)


def grade_words(grade: str) -> str:
    return GRADE_WORDS.get(grade, "")


def shown(
    judgements: Sequence[JudgementView], held: Sequence[DiscussionView], to: Person
) -> tuple[Shown, ...]:
    """Judgements numbered in order. Those who see all reviews can open the evidence itself."""
    links = to.holds(*RAISERS)
    talks = {d.ref: d for d in held}
    return tuple(
        Shown(
            number=i,
            judgement=j,
            finding=finding_of(j.said),
            basis=basis_of(j, talks),
            chips=chips_of(j, talks, links=links),
            status=STATUS_WORDS.get(j.status, ("", ""))[0],
            status_kind=STATUS_WORDS.get(j.status, ("", ""))[1],
        )
        for i, j in enumerate(judgements, 1)
    )


def finding_of(said: Said) -> str:
    """The sentence of a finding that a worker is asked to answer."""
    if said.develop:
        return said.develop
    if said.left_out == "not seen on file":
        return said.reason or "This was not seen on file."
    grade = grade_words(said.grade)
    return f"{grade}. {said.reason}".strip(". ") + "." if grade else said.reason or said.working


def basis_of(judgement: JudgementView, talks: Mapping[str, DiscussionView]) -> str:
    """ "Record 2 of 4, discussion 4 of 4: a gap of 2. Rests on 2 quotes and our discussion." """
    said, parts = judgement.said, []
    if said.record_depth:
        parts.append(_depths(said))
    rests = _rests_on(judgement, talks)
    if rests:
        parts.append(f"Rests on {rests}.")
    elif said.reason:
        parts.append(f"No evidence is attached: {said.reason}")
    return " ".join(parts)


def _depths(said: Said) -> str:
    text = f"Record {said.record_depth} of 4"
    if said.discussion_depth:
        text += f", discussion {said.discussion_depth} of 4"
    if said.gap:
        text += f": a gap of {abs(said.gap)}"
    return f"{text}."


def _rests_on(judgement: JudgementView, talks: Mapping[str, DiscussionView]) -> str:
    quotes = sum(isinstance(e, QuoteView) for e in judgement.evidence)
    pointers = sum(isinstance(e, PointerView) for e in judgement.evidence)
    parts = []
    if quotes:
        parts.append(f"{quotes} quote{'' if quotes == 1 else 's'}")
    if pointers:
        parts.append(f"{pointers} document{'' if pointers == 1 else 's'} seen")
    for ref in judgement.discussion_refs:
        if ref in talks:
            parts.append(f"the discussion on {day_in_words(talks[ref].held_on)}")
    return ", ".join(parts[:-1]) + " and " + parts[-1] if len(parts) > 1 else "".join(parts)


def chips_of(
    judgement: JudgementView, talks: Mapping[str, DiscussionView], *, links: bool
) -> tuple[Evidence, ...]:
    found = [evidence_chip(e, links=links) for e in judgement.evidence]
    for ref in judgement.discussion_refs:
        if held := talks.get(ref):
            text = judgement.said.discussed or held.points.get(judgement.said.item, "")
            found.append(
                Evidence(
                    where=f"Discussion {day_in_words(held.held_on)}", text=text, source="discussion"
                )
            )
    return tuple(found)


def evidence_chip(one: QuoteView | PointerView, *, links: bool) -> Evidence:
    quote = isinstance(one, QuoteView)
    text = one.exact if isinstance(one, QuoteView) else one.shows
    where = reverse("evidence:quote" if quote else "evidence:pointer", args=[one.id])
    return Evidence(where=one.source, text=text, url=where if links else "")


def opened_by_reviewer(review: Review) -> frozenset[str]:
    """The notes that the reviewer had opened when the review was shared."""
    state = review.state
    at = state.shared_at or clock.now()
    return evidence.read_before(state.case, state.reviewer, at)


def of_review(request: Request, review: Review) -> tuple[Shown, ...]:
    """The judgements of a review for the person who asks; none while they are sealed from them."""
    if not queries.may_read(review, request.person):
        return ()
    held = queries.discussions(review.case_id, request.person)
    return shown(queries.judgements(review.id), held, request.person)
