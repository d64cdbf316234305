"""A round's report as first drafted: the preset's order, filled from what was gathered."""

from collections.abc import Mapping

from stocktake.reports.compose import data, found, opening, since
from stocktake.reports.compose.facts import Gathered
from stocktake.reports.compose.tallies import merged, publishable
from stocktake.reports.compose.words import fixed, paragraph
from stocktake.reports.domain.document import Block, Field, Report, Section
from stocktake.reports.presets import Preset


def draft(facts: Gathered, preset: Preset, heading: Mapping[str, str]) -> Report:
    """The first draft. `heading`: values by key, over the preset's own."""
    return Report(
        preset=preset.key,
        council=facts.council,
        title=heading.get("subject")
        or f"Practice assurance stocktake, {facts.round.window.end:%B %Y}",
        heading=_heading(preset, heading),
        sections=_sections(facts, preset),
        contact=tuple(
            line for line in (_filled(c, facts, heading) for c in preset.contact) if line
        ),
    )


def _heading(preset: Preset, values: Mapping[str, str]) -> tuple[Field, ...]:
    return tuple(
        Field(key=f.key, label=f.label, value=values.get(f.key) or f.default)
        for f in preset.heading
    )


def _sections(facts: Gathered, preset: Preset) -> tuple[Section, ...]:
    filled = _filled_sections(facts, preset)
    sections = []
    for rule in preset.sections:
        blocks = filled.get(rule.id, ())
        if blocks or rule.id == "main":
            inspected = f"{facts.inspected_on:%B %Y}"
            section = Section(
                id=rule.id,
                title=rule.title.replace("{inspected}", inspected),
                short=rule.short.replace("{inspected}", inspected),
                level=rule.level,
                numbered=rule.numbered,
                evidence=rule.evidence,
                blocks=blocks,
            )
            sections.append(section)
    return tuple(sections)


def _filled_sections(facts: Gathered, preset: Preset) -> dict[str, tuple[Block, ...]]:
    groups = merged(facts)
    shown = publishable(facts, groups)
    did = since.did(facts)
    tables = {b.id for b in did if b.kind == "table"}
    proposals = preset.phrases["proposals" if "did" in tables else "proposals_without_table"]
    return {
        "summary": opening.summary(facts, shown),
        "recommendation": opening.recommendation(preset),
        "background": opening.background(facts, preset),
        "position": opening.position(facts),
        "findings": found.findings(facts, shown),
        "against": since.against(facts),
        "options": (paragraph("options", fixed(preset.phrases["options"])),),
        "proposals": (paragraph("proposals", fixed(proposals)),),
        "data": data.key_data(facts, groups, shown, preset),
        "did": did,
        "implications": since.implications(preset),
        "conclusion": since.conclusion(facts, shown),
        "appendices": since.appendices(),
    }


def _filled(template: str, facts: Gathered, heading: Mapping[str, str]) -> str:
    values = {
        "council": facts.council,
        "author_name": heading.get("author_name", ""),
        "author_job": heading.get("author_job", ""),
        "email": heading.get("email", ""),
    }
    return template.format(**values).strip()
