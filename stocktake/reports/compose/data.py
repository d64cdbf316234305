"""Key data: the sample by group, and reviews judged strong or to develop by theme."""

from stocktake.caseload.domain.kinds import FrameKind
from stocktake.core.disclosure import Line, Unit, split, suppress
from stocktake.reports.compose.facts import STRONG, Gathered
from stocktake.reports.compose.tallies import Group, Tally, strongest, weakest
from stocktake.reports.compose.words import fixed, listed, low, paragraph
from stocktake.reports.domain.document import Bar, Block, Column, Figure, Row, Table
from stocktake.reports.presets import Preset


def key_data(
    facts: Gathered, groups: tuple[Group, ...], shown: tuple[Tally, ...], preset: Preset
) -> tuple[Block, ...]:
    blocks: list[Block] = []
    masking = fixed(preset.phrases["masking"])
    if shown:
        same = fixed("{figure strong} and {table themes} show the same numbers.")
        blocks.append(paragraph("data-themes", same, masking))
        blocks += [theme_figure(facts, shown), theme_table(facts, shown)]
    if len(groups) > 1:
        told = fixed(
            f"{{table sample}} shows the sample beside all {facts.round.frame.words.children}. Neighbouring groups are "
            "told together where one alone would be small."
        )
        blocks += [paragraph("data-sample", told), sample_table(facts, groups)]
    return tuple(blocks) or (paragraph("data-none", masking),)


def theme_table(facts: Gathered, shown: tuple[Tally, ...]) -> Table:
    rows = tuple(_theme_row(t) for t in _ranked(facts, shown))
    left_out = {j.theme for j in facts.judgements} - {t.theme for t in shown}
    note = (
        "Themes are left out where the number of children asked would be small, or could be "
        "worked out."
        if left_out
        else ""
    )
    return Table(
        id="themes",
        title="Reviews judged strong or to develop, by theme",
        columns=(
            Column(heading="Theme"),
            Column(heading="Reviews", unit=Unit.REVIEW, sums="total"),
            Column(heading="Strong", unit=Unit.REVIEW, sums="part"),
            Column(heading="To develop", unit=Unit.REVIEW, sums="part"),
        ),
        rows=rows,
        note=note,
    )


def _theme_row(tally: Tally) -> Row:
    strong, develop, total = split(tally.strong, tally.reviews)
    cells = (tally.label, total.words, strong.words, develop.words)
    return Row(cells=cells, rests_on=tally.refs)


def theme_figure(facts: Gathered, shown: tuple[Tally, ...]) -> Figure:
    title = _headline(shown)
    return Figure(
        id="strong",
        title=title,
        legend="Number of reviews judged strong (dark) and to develop (light)",
        alt=f"{title}. {{table themes}} holds every number of this picture.",
        unit=Unit.REVIEW,
        table="themes",
        bars=tuple(_bar(facts, t) for t in _ranked(facts, shown)),
    )


def _bar(facts: Gathered, tally: Tally) -> Bar:
    strong, develop, _ = split(tally.strong, tally.reviews)
    return Bar(
        group=_asked(facts, tally),
        label=tally.label,
        low=strong.low,
        high=strong.high,
        total=tally.reviews,
        part=strong.words,
        rest=develop.words,
    )


def _asked(facts: Gathered, tally: Tally) -> str:
    in_depth = {c.id for c in facts.cases if c.depth == "in depth"}
    if tally.reviews == len(facts.cases):
        return f"Asked in all {tally.reviews} reviews"
    if tally.cases == in_depth:
        return f"Asked in the {tally.reviews} in-depth reviews"
    return "Asked where it applies"


def _ranked(facts: Gathered, shown: tuple[Tally, ...]) -> list[Tally]:
    """By who was asked, then the strongest first."""
    order = {"Asked in all": 0, "Asked in the": 1, "Asked where": 2}

    def place(tally: Tally) -> tuple[int, float, str]:
        asked = _asked(facts, tally)
        group = next(n for start, n in order.items() if asked.startswith(start))
        return group, -tally.share, tally.label

    return sorted(shown, key=place)


def _headline(shown: tuple[Tally, ...]) -> str:
    top, bottom = strongest(shown), weakest(shown)
    if not top or not bottom:
        return "How reviews judged each theme"
    best = listed(low(t.label) for t in top)
    verb = "are" if len(top) > 1 or best.endswith("s") else "is"
    role = "themes" if len(top) > 1 else "theme"
    need = "need" if len(bottom) > 1 else "needs"
    worst = listed(low(t.label) for t in bottom)
    return f"{best[:1].upper()}{best[1:]} {verb} the strongest {role}; {worst} {need} most work"


def _children(facts: Gathered) -> str:
    column = facts.round.frame.words.column
    return f"Children {column.lower()}" if facts.round.frame is FrameKind.OPEN else column


def sample_table(facts: Gathered, groups: tuple[Group, ...]) -> Table:
    """Children of the frame and reviews by merged group; grades beside them where none is small."""
    graded = _graded(facts, groups)
    columns = [
        Column(heading="Group"),
        Column(heading=_children(facts), unit=Unit.CHILD),
        Column(heading="Reviewed", unit=Unit.REVIEW, sums="total" if graded else ""),
    ]
    if graded:
        columns += [
            Column(heading="Good or better", unit=Unit.REVIEW, sums="part"),
            Column(heading="Below good", unit=Unit.REVIEW, sums="part"),
        ]
    refs = (facts.round.frozen_ref, *(o.ref for o in facts.overall))
    rows = [
        Row(cells=(g.label, str(g.open), str(g.reviewed), *graded.get(g.label, ())), rests_on=refs)
        for g in groups
    ]
    whole = (str(sum(g.open for g in groups)), str(sum(g.reviewed for g in groups)))
    all_ = Row(cells=("All", *whole, *graded.get("All", ())), rests_on=refs, total=True)
    note = "" if graded else "Grades by group are not published: some numbers are small."
    return Table(
        id="sample",
        title=f"The sample covers all parts of the service: {whole[1]} of {whole[0]} children",
        columns=tuple(columns),
        rows=(*rows, all_),
        note=note if facts.overall else "",
    )


def _graded(facts: Gathered, groups: tuple[Group, ...]) -> dict[str, tuple[str, str]]:
    """Good or better and below, by group and in all; nothing where any of it must be hidden."""
    case_of = {j.review_id: j.case_id for j in facts.judgements}
    strong = {case_of.get(o.review_id, "") for o in facts.overall if o.grade in STRONG}
    if not facts.overall or len(facts.overall) != len(facts.cases):
        return {}
    counts: dict[str, int] = {}
    for group in groups:
        good = len(group.cases & strong)
        counts[f"{group.label}/good"], counts[f"{group.label}/below"] = good, group.reviewed - good
        counts[group.label] = group.reviewed
    names = [g.label for g in groups]
    for part in ("good", "below"):
        counts[f"All/{part}"] = sum(counts[f"{n}/{part}"] for n in names)
    counts["All"] = len(facts.cases)
    lines = [Line(n, (f"{n}/good", f"{n}/below")) for n in [*names, "All"]]
    lines += [Line(f"All/{p}", tuple(f"{n}/{p}" for n in names)) for p in ("good", "below")]
    if any(s.hidden for s in suppress(counts, lines).values()):
        return {}
    return {n: (str(counts[f"{n}/good"]), str(counts[f"{n}/below"])) for n in [*names, "All"]}
