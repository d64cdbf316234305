"""Against the last inspection, what was done, implications, conclusion and appendices."""

from collections import defaultdict
from collections.abc import Sequence

from stocktake.core.disclosure import Unit
from stocktake.core.periods import day_in_words
from stocktake.reports.compose.facts import ActionFacts, BaselineFacts, Gathered
from stocktake.reports.compose.opening import extremes
from stocktake.reports.compose.tallies import Tally
from stocktake.reports.compose.words import (
    FIXED,
    fixed,
    in_words,
    listed,
    number,
    paragraph,
    says,
    sentence,
)
from stocktake.reports.domain.document import (
    Block,
    Bullets,
    Column,
    Row,
    Sentence,
    Table,
)
from stocktake.reports.presets import Preset

VERDICTS = ("embedded", "partly", "not yet", "sustained", "slipped", "not tested")
_SAYS = {
    "embedded": "embedded",
    "partly": "partly in place",
    "not yet": "not yet in place",
    "sustained": "sustained",
    "slipped": "slipped",
    "not tested": "not tested this time",
}


def against(facts: Gathered) -> tuple[Block, ...]:
    """A count of the verdicts, and every statement with its own."""
    if not facts.statements:
        return ()
    kinds = {
        "area for improvement": ("area for improvement", "areas for improvement"),
        "strength": ("strength", "strengths"),
    }
    sentences = []
    for kind, (one, several) in kinds.items():
        of_kind = [s for s in facts.statements if s.kind == kind]
        if of_kind:
            sentences.append(_verdicts(facts, of_kind, one if len(of_kind) == 1 else several))
    rows = tuple(
        Row(
            cells=(s.text, _SAYS.get(s.verdict, s.verdict).capitalize()),
            rests_on=(s.ref or facts.round.ref,),
        )
        for s in facts.statements
    )
    title = f"Each statement of {facts.inspected_on:%B %Y} and where practice stands now"
    columns = (Column(heading="What the inspection said"), Column(heading="Now"))
    table = Table(id="against-statements", title=title, columns=columns, rows=rows)
    return (paragraph("against", *sentences), table)


def _verdicts(facts: Gathered, of_kind: Sequence[BaselineFacts], words: str) -> Sentence:
    if len(of_kind) == 1:
        verdict = of_kind[0].verdict
        text = f"The one {words} is {_SAYS.get(verdict, verdict)}."
        return says(text, [of_kind[0].ref or facts.round.ref])
    if len({s.verdict for s in of_kind}) == 1:
        verdict = of_kind[0].verdict
        refs = [s.ref for s in of_kind if s.ref] or [facts.round.ref]
        return says(
            f"All {in_words(len(of_kind))} {words} are {_SAYS.get(verdict, verdict)}.", refs
        )
    counts = {v: sum(s.verdict == v for s in of_kind) for v in VERDICTS}
    told = [f"{in_words(n)} {_is(n)} {_SAYS[v]}" for v, n in counts.items() if n]
    refs = [s.ref for s in of_kind if s.ref] or [facts.round.ref]
    return says(f"Of the {in_words(len(of_kind))} {words}, {listed(told)}.", refs)


def _is(count: int) -> str:
    return "is" if count == 1 else "are"


def did(facts: Gathered) -> tuple[Block, ...]:
    """How far the recommendations have come, and for each theme what was found and done."""
    if not facts.progress:
        return (
            paragraph("did", says("No recommendation has been agreed yet.", [facts.round.ref])),
        )
    blocks: list[Block] = [paragraph("did-progress", *_progress(facts))]
    rows = _did_rows(facts)
    if rows:
        lead = Column(heading="Is it working?", lead=True)
        columns = (Column(heading="We found"), Column(heading="We did"), lead)
        title = "We found, we did, is it working"
        blocks.append(Table(id="did", title=title, columns=columns, rows=rows))
    return tuple(blocks)


def _progress(facts: Gathered) -> list[Sentence]:
    now = facts.progress
    assert now is not None
    met = facts.meeting
    when = (
        f"At the board on {day_in_words(met.held_on)}" if met else f"By {day_in_words(now.as_of)}"
    )
    refs = (*now.refs, *((met.ref,) if met else ()))
    actions = number(now.agreed, Unit.ACTION)
    said = [
        says(
            f"The review led to {now.agreed} recommendations, each with one owner.", refs, *actions
        ),
        says(
            f"{when} owners had reported {now.done} done.",
            refs,
            *number(now.done, Unit.ACTION),
        ),
    ]
    if now.done:
        back = f" and returned {now.returned} for more evidence" if now.returned else ""
        text = f"A second person had verified {now.verified} of these{back}."
        said.append(says(text, refs, *number(now.verified, Unit.ACTION)))
    late = f"In all, {now.overdue} were overdue." if now.overdue else "None was overdue."
    said.append(says(late, refs, *number(now.overdue, Unit.ACTION)))
    return said


def _did_rows(facts: Gathered) -> tuple[Row, ...]:
    """One row a theme: its first finding to develop, its actions, and how far they are shown."""
    by_theme: dict[str, list[ActionFacts]] = defaultdict(list)
    for action in facts.actions:
        if action.themes:
            by_theme[action.themes[0]].append(action)
    worry = {f.theme: f for f in reversed(facts.findings) if not f.strength}
    rows = []
    for theme, _ in facts.themes:
        if theme in by_theme and theme in worry:
            actions, found = by_theme[theme], worry[theme]
            done = " ".join(sentence(a.text) for a in actions[:2])
            refs = (found.ref, *(a.ref for a in actions))
            seen = f"{sentence(found.text)} ({{paragraph finding-{theme}}})"
            rows.append(Row(cells=(seen, done, _working(facts, actions)), rests_on=refs))
    return tuple(rows)


def _working(facts: Gathered, actions: Sequence[ActionFacts]) -> str:
    """What the evidence says so far, in a word and a sentence."""
    verified = [a for a in actions if a.status == "verified"]
    today = facts.progress.as_of if facts.progress else facts.round.window.end
    late = [a for a in actions if a.due and a.due < today and a.status not in _FINISHED]
    if len(verified) == len(actions):
        last = max((a.verified_on for a in verified if a.verified_on), default=None)
        when = f" in {last:%B %Y}" if last else ""
        return f"Done. Verified by a second person{when}; the next round tests the effect."
    if verified:
        return f"Partly. {len(verified)} of {len(actions)} actions are verified."
    if late:
        return "Not yet. The action is overdue and stays on the board’s list."
    due = min((a.due for a in actions if a.due), default=None)
    return f"Too early. Due by {day_in_words(due)}." if due else "Too early. Not yet due."


_FINISHED = ("verified", "done", "done, evidence given", "withdrawn")


def implications(preset: Preset) -> tuple[Block, ...]:
    """Every implication of the house style, answered or explained; the author signs the answer."""
    return tuple(
        paragraph(f"implication-{i.id}", fixed(f"{i.label}: {i.answer}"))
        for i in preset.implications
    )


def conclusion(facts: Gathered, shown: tuple[Tally, ...]) -> tuple[Block, ...]:
    told = extremes(shown) or (
        says(
            "The findings of the round are set out above.",
            [f.ref for f in facts.findings] or [facts.round.ref],
        ),
    )
    follow = fixed(
        "The next round will test whether the changes have lasted, and the board follows every "
        "recommendation until its evidence is verified."
    )
    return (paragraph("conclusion", *told), paragraph("conclusion-next", follow))


def appendices() -> tuple[Block, ...]:
    items = (
        "Certificate of the sample selection, public copy (draw-certificate.html).",
        "Data of every table and figure (data.csv), with what each column means (data-dictionary.csv).",
    )
    return (
        Bullets(id="appendices", intro="Published with this report:", items=items, authored=FIXED),
    )
