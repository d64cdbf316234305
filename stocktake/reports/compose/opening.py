"""Summary, recommendation, background and current position."""

from stocktake.caseload.domain.kinds import FrameKind
from stocktake.core.disclosure import Unit, small
from stocktake.reports.compose.facts import STRONG, Gathered, RoundFacts
from stocktake.reports.compose.tallies import Tally, merged, strongest, weakest
from stocktake.reports.compose.words import (
    FIXED,
    fixed,
    in_words,
    listed,
    low,
    number,
    paragraph,
    part_of,
    quantities,
    says,
    typeset,
)
from stocktake.reports.domain.document import Block, Bullets, Quantity, Sentence
from stocktake.reports.presets import Preset


def summary(facts: Gathered, shown: tuple[Tally, ...]) -> tuple[Block, ...]:
    about = facts.round
    reviewed, open_ = len(facts.cases), sum(about.open.values())
    seen = says(
        f"{in_words(facts.reviewers).capitalize()} independent "
        f"reviewer{'s' if facts.reviewers != 1 else ''} looked at "
        f"{part_of(reviewed, open_, about.frame.words.people)}"
        f"{_depths(facts)}.",
        (about.ref, about.frozen_ref),
        *quantities(reviewed, open_, Unit.CHILD),
    )
    why = says(
        "They asked whether practice is good for children, and whether changes made since "
        f"the inspection of {facts.inspected_on:%B %Y} have lasted.",
        (about.ref,),
    )
    return (paragraph("summary", seen, why, grades(facts), *extremes(shown)),)


def _depths(facts: Gathered) -> str:
    lighter = len(facts.cases) - facts.in_depth
    if small(facts.in_depth) or small(lighter) or not lighter:
        return ""
    return (
        f": {facts.in_depth} in depth, with the worker and manager, "
        f"and {lighter} in a lighter review"
    )


def grades(facts: Gathered) -> Sentence | None:
    """How many reviews were good or better as a whole, where the form asks it."""
    if not facts.overall:
        return None
    total = len(facts.overall)
    strong = sum(o.grade in STRONG for o in facts.overall)
    text = f"Practice was good or better in {part_of(strong, total)}"
    none = strong < total and not any(o.grade == "inadequate" for o in facts.overall)
    text += "; none was inadequate." if none else "."
    return says(text, [o.ref for o in facts.overall], *quantities(strong, total))


def extremes(shown: tuple[Tally, ...]) -> tuple[Sentence, ...]:
    """The strongest themes and those that need most work, as far as the published numbers tell."""
    top, bottom = strongest(shown), weakest(shown)
    if not top or not bottom:
        return ()
    several = "themes were" if len(top) > 1 else "theme was"
    strong = says(
        f"The strongest {several} {listed(low(t.label) for t in top)}.",
        [r for t in top for r in t.refs],
    )
    weak = says(
        f"Most work is needed on {listed(low(t.label) for t in bottom)}.",
        [r for t in bottom for r in t.refs],
    )
    return strong, weak


def recommendation(preset: Preset) -> tuple[Block, ...]:
    items = (preset.phrases["recommended"],)
    return (
        Bullets(
            id="recommendation", intro=preset.phrases["recommendation"], items=items, authored=FIXED
        ),
    )


def background(facts: Gathered, preset: Preset) -> tuple[Block, ...]:
    areas = [s for s in facts.statements if s.kind == "area for improvement"]
    strengths = len(facts.statements) - len(areas)
    strands = says(
        "This round was held as one with "
        f"{in_words(len(facts.round.strands))} strands, so that workers met reviewers once: "
        f"{listed(typeset(s) for s in facts.round.strands)}.",
        (facts.round.ref,),
    )
    named = [_so_many(len(areas), "area", " for improvement")] if areas else []
    named += [_so_many(strengths, "strength")] if strengths else []
    against = says(
        f"Practice is measured against the inspection of {facts.inspected_on:%B %Y}"
        + (f", which named {listed(named)}." if named else "."),
        (facts.round.ref,),
    )
    framework = says(
        f"Practice is judged with the framework in force, {facts.round.framework}.",
        (facts.round.ref,),
    )
    return (
        paragraph(
            "background-why",
            fixed(preset.phrases["background"]),
            strands if len(facts.round.strands) > 1 else None,
        ),
        paragraph("background-baseline", against, framework),
    )


def _so_many(count: int, thing: str, more: str = "") -> str:
    return f"{in_words(count)} {thing}{'s' if count != 1 else ''}{more}"


def position(facts: Gathered) -> tuple[Block, ...]:
    """How the cases were chosen and what was done with each."""
    about, groups = facts.round, merged(facts)
    reviewed = len(facts.cases)
    chosen = says(
        f"The {'' if small(reviewed) else f'{reviewed} '}children were chosen at random within {_groups_of(facts)}, so that "
        f"every {_child(about)} of a group had the same chance.",
        (about.frozen_ref,),
        *number(reviewed, Unit.REVIEW),
    )
    repeat = says(
        "The choice was made once and can be repeated by anyone who holds the same list."
        if about.attempts == 1
        else f"The choice was made {about.attempts} times, and all of them stand on the "
        "certificate. It can be repeated by anyone who holds the same list.",
        (about.frozen_ref,),
    )
    read = says(
        f"Reviewers looked at practice from {about.window.in_words}, in the record and, in depth, "
        "in a discussion with the worker.",
        (about.ref,),
    )
    shared = says(
        "Each review was shared with the worker and their manager, who could accept, clarify or "
        "challenge every finding. Their words are kept beside it.",
        [j.ref for j in facts.judgements] or (about.ref,),
    )
    where = fixed("{table sample} shows the groups.") if len(groups) > 1 else None
    return (
        paragraph("position-sample", chosen, repeat, where),
        paragraph("position-reviews", read, shared, _replies(facts), families(facts)),
    )


def _child(about: RoundFacts) -> str:
    return "open child" if about.frame is FrameKind.OPEN else "child"


def _groups_of(facts: Gathered) -> str:
    names = {"EH": "early help", "CIN": "children in need", "CP": "child protection",
             "CLA": "looked-after children", "CL": "care leavers", "NFA": "no further action",
             "FA": "taken further", "NK": "outcome not recorded"}  # fmt: skip
    present = [names[s.value] for s in facts.round.open if facts.round.open[s]]
    return f"{in_words(len(present))} groups ({listed(present)})"


def families(facts: Gathered) -> Sentence | None:
    """How many families were asked and how many spoke; without the first where the difference would
    tell of a few who did not wish to."""
    said, reviewed = facts.families, len(facts.cases)
    if not said.spoke:
        return None
    each = "what the help was like, each person for themselves"
    spoke = part_of(said.spoke, reviewed, "families")
    more: tuple[Quantity, ...] = ()
    if small(said.asked - said.spoke):
        text = f"Families were asked {each}; {spoke} spoke."
    else:
        asked = part_of(said.asked, reviewed, "families")
        text = f"{asked[:1].upper()}{asked[1:]} were asked {each}; {spoke} spoke."
        more = quantities(said.asked, reviewed, Unit.CHILD)[:1]
    return says(text, said.refs, *more, *quantities(said.spoke, reviewed, Unit.CHILD))


def _replies(facts: Gathered) -> Sentence | None:
    """Whether what workers said changed anything, in counts of judgements, which are not people."""
    changed = [j for j in facts.judgements if j.changed]
    if not facts.judgements or not changed:
        return None
    return says("Some judgements were changed after a challenge.", [j.ref for j in changed])
