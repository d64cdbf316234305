"""A worker's own copy of their practice, as a text and as a Word document: the same words in both.

Neither holds a case reference, a line of a child's record or a sentence that may name somebody.
"""

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import docx

from stocktake.core.periods import day_in_words
from stocktake.core.thread import Person
from stocktake.frameworks import queries as frameworks
from stocktake.reviews.domain.practice import without_names, words_of
from stocktake.reviews.queries import JudgementView, OwnReview, Review, ThanksView
from stocktake.rounds import queries as rounds

TITLE, NOTE, HEADING, PART, POINT = "title", "note", "heading", "part", "point"
Line = tuple[str, str]  # what it is, and its words
PARTS = ("What is working", "What changed after I replied", "What my manager said", "Thanks")


def copy_of(
    own: Sequence[OwnReview], thanks: Sequence[ThanksView], person: Person, on: date
) -> Iterator[Line]:
    """Every line of the copy, in order."""
    yield TITLE, f"My practice: {person.name}"
    yield NOTE, f"Written out on {day_in_words(on)}."
    yield (
        NOTE,
        (
            "Case references, quotes from children's records and sentences that may name somebody are "
            "left out. Read it through before you show it to anybody: a name can be missed."
        ),
    )
    for one in own:
        yield from _of_review(one, [t for t in thanks if t.review == one.review.id], person)


def as_text(lines: Iterator[Line]) -> str:
    """A blank line before each heading, a dash before each point."""
    before = {HEADING: "\n", PART: "\n", POINT: "- "}
    return "\n".join(before.get(kind, "") + words for kind, words in lines) + "\n"


def as_document(lines: Iterator[Line], person: Person) -> bytes:
    """The same with real headings and lists, for a portfolio."""
    document = docx.Document()
    facts = document.core_properties
    facts.title, facts.author, facts.language = "My practice", person.name, "en-GB"
    facts.comments = ""
    for kind, words in lines:
        if kind in (TITLE, HEADING, PART):
            document.add_heading(words, level=1 + (TITLE, HEADING, PART).index(kind))
        else:
            document.add_paragraph(words, "List Bullet" if kind == POINT else None)
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def _of_review(one: OwnReview, thanks: Sequence[ThanksView], person: Person) -> Iterator[Line]:
    yield HEADING, rounds.round_(one.review.round_id).title
    yield NOTE, f"Reviewed by {one.review.reviewer_name}. {one.review.stratum_label}."
    carried = _Carried.of(one.review, person)
    strong, changed, said, thanked = PARTS
    yield from carried.part(strong, [(_rested(j), j.said.working) for j in one.strengths])
    changes = [(j.said.label, j.second or j.reason) for j in one.changed]
    yield from carried.part(changed, changes)
    yield from carried.part(said, [(c.by, c.words) for c in one.said])
    yield from carried.part(thanked, [(t.by, t.words) for t in thanks])


def _rested(judgement: JudgementView) -> str:
    """The theme, and on how many passages it rests: their words are a child's record."""
    count = len(judgement.evidence)
    passages = "one passage" if count == 1 else f"{count} passages"
    return f"{judgement.said.label} (rests on {passages})" if count else judgement.said.label


@dataclass(frozen=True, slots=True, kw_only=True)
class _Carried:
    """What of one review may go into the copy."""

    ref: str
    words: frozenset[str]
    known: frozenset[str]

    @classmethod
    def of(cls, review: Review, person: Person) -> "_Carried":
        names = (person.name, review.reviewer_name)
        return cls(
            ref=review.ref,
            words=_vocabulary(review.state.form),
            known=frozenset(part for name in names for part in name.split()),
        )

    def part(self, title: str, lines: Sequence[tuple[str, str]]) -> Iterator[Line]:
        """One heading with its lines; a line of which nothing may be carried says so."""
        if lines:
            yield PART, title
        for label, said in lines:
            kept = without_names(said, ref=self.ref, words=self.words, known=self.known)
            yield POINT, f"{label}: {kept.text or 'left out, as it may name somebody.'}"


def _vocabulary(form_hash: str) -> frozenset[str]:
    form = frameworks.form(form_hash)
    said = [(item.label, item.question, *(a.text for a in item.anchors)) for item in form.items]
    return words_of(text for texts in said for text in texts)
