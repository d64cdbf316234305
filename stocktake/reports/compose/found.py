"""Summary of findings: by theme in words, the gap between record and discussion, safety."""

from collections import defaultdict

from stocktake.core.disclosure import Unit, small
from stocktake.core.strata import Depth
from stocktake.reports.compose.everybody import of_everybody
from stocktake.reports.compose.facts import FindingFacts, Gathered, JudgementFacts
from stocktake.reports.compose.opening import grades
from stocktake.reports.compose.tallies import Tally
from stocktake.reports.compose.words import (
    number,
    paragraph,
    part_of,
    quantities,
    says,
    sentence,
)
from stocktake.reports.domain.document import Block, Paragraph, Sentence

DEEPER = 0.5  # of the questions judged on both scales


def findings(facts: Gathered, shown: tuple[Tally, ...]) -> tuple[Block, ...]:
    """One paragraph for the whole, one for each theme with a finding, then the gap and safety."""
    overall = grades(facts)
    blocks: list[Block] = [paragraph("finding-overall", overall)] if overall else []
    by_theme = defaultdict(list)
    for finding in facts.findings:
        by_theme[finding.theme].append(finding)
    tally_of = {t.theme: t for t in shown}
    for theme, _ in facts.themes:
        about = by_theme.get(theme, [])
        if theme == "record-discussion":
            blocks += _optional("finding-record-discussion", *gap(facts), *map(_said, about))
        elif theme == "regulation-44":
            blocks += _optional("finding-regulation-44", *map(_said, about), reports_read(facts))
        elif about:
            blocks.append(_theme(theme, about, tally_of.get(theme)))
    safe = paragraph("children-safe-now", *safety(facts))
    return (*blocks, safe, *of_everybody(facts, shown))


def _theme(theme: str, about: list[FindingFacts], tally: Tally | None) -> Paragraph:
    strengths_first = sorted(about, key=lambda f: not f.strength)
    counted = _counted(tally) if tally else None
    return paragraph(f"finding-{theme}", *map(_said, strengths_first), counted)


def _said(finding: FindingFacts) -> Sentence:
    return says(sentence(finding.text), (finding.ref,))


def _counted(tally: Tally) -> Sentence | None:
    if small(tally.reviews):
        return None
    text = (
        f"{tally.label} {_be(tally.label)} judged strong in {part_of(tally.strong, tally.reviews)}."
    )
    return says(text, tally.refs, *quantities(tally.strong, tally.reviews))


def _be(label: str) -> str:
    return "were" if label.endswith("s") or " and " in label else "was"


def gap(facts: Gathered) -> tuple[Sentence, ...]:
    """How often the discussion went deeper than the record: by question, and by review."""
    both = _on_both_scales(facts)
    asked = [j for judged in both.values() for j in judged]
    if not asked:
        return ()
    refs = [j.ref for j in asked]
    more = sum(map(_went_deeper, asked))
    deeper = sum(map(_is_deeper, both.values()))
    questions = says(
        f"On {more} of the {len(asked)} questions asked in depth, the discussion went deeper "
        "than the record.",
        refs,
        *quantities(more, len(asked), Unit.JUDGEMENT),
    )
    reviews = says(
        "That was so on at least half of the questions in "
        f"{part_of(deeper, len(both), 'in-depth reviews')}.",
        refs,
        *quantities(deeper, len(both)),
    )
    return questions, reviews


def _on_both_scales(facts: Gathered) -> dict[str, list[JudgementFacts]]:
    """Judgements with a depth on record and in discussion, by case reviewed in depth."""
    in_depth = {c.id for c in facts.cases if c.depth == Depth.IN_DEPTH}
    both: dict[str, list[JudgementFacts]] = defaultdict(list)
    for judged in facts.judgements:
        if judged.case_id in in_depth and judged.record_depth and judged.discussion_depth:
            both[judged.case_id].append(judged)
    return both


def _went_deeper(judged: JudgementFacts) -> bool:
    return (judged.discussion_depth or 0) > (judged.record_depth or 0)


def _is_deeper(judged: list[JudgementFacts]) -> bool:
    return sum(map(_went_deeper, judged)) >= DEEPER * len(judged)


def reports_read(facts: Gathered) -> Sentence | None:
    """Whether the reports of independent visitors were read; how many only where that is many."""
    placed = facts.placements
    if not placed.received:
        return None
    if placed.read == placed.received:
        text = "Every Regulation 44 report received since was read by commissioning."
    elif placed.read:
        text = "Commissioning had read some, not all, of the Regulation 44 reports received."
    else:
        text = "The Regulation 44 reports received had not yet been read by commissioning."
    return says(text, placed.refs)


def safety(facts: Gathered) -> tuple[Sentence | None, ...]:
    """Urgent concerns: that all were acted on; how many only above 5."""
    concerns = facts.concerns
    basis = concerns.refs or tuple(j.ref for j in facts.judgements) or (facts.round.ref,)
    if not concerns.immediate:
        first = says("No child needed immediate protection as a result of the review.", basis)
    else:
        first = says("Where a child needed immediate protection, it was given at once.", basis)
    explored = None
    if concerns.explored:
        explored = says(
            "Where earlier decisions needed further exploration, a head of service looked into "
            "them with the reviewer.",
            basis,
        )
    return first, _raised(facts, basis), explored


def _raised(facts: Gathered, basis: tuple[str, ...]) -> Sentence:
    concerns = facts.concerns
    if not concerns.raised:
        return says("No urgent safeguarding concern was raised.", basis)
    settled = concerns.confirmed_safe == concerns.raised
    end = (
        "was acted on, and the child confirmed safe before the review was shared."
        if settled
        else "was acted on; work to confirm that the child is safe goes on."
    )
    if small(concerns.raised):
        hidden = "Their number is small and is not published."
        return says(f"Each urgent safeguarding concern {end} {hidden}", basis)
    return says(
        f"Each of the {concerns.raised} urgent safeguarding concerns {end}",
        basis,
        *number(concerns.raised, Unit.CONCERN),
    )


def _optional(block_id: str, *sentences: Sentence | None) -> list[Block]:
    kept = [s for s in sentences if s]
    return [paragraph(block_id, *kept)] if kept else []
