"""The first draft of a report: the preset's order, counts that give nobody away, evidence."""

from dataclasses import replace
from functools import cache

import pytest

from stocktake.core.disclosure import Identifier
from stocktake.core.strata import Depth, Stratum
from stocktake.reports.compose.drafting import draft
from stocktake.reports.compose.facts import CaseFacts, ConcernFacts, FamilyFacts, Gathered
from stocktake.reports.domain.checking import Known, check, place, unsupported
from stocktake.reports.domain.document import (
    Paragraph,
    Report,
    Sentence,
    Table,
    as_json,
    from_json,
    with_block,
)
from stocktake.reports.domain.public import public
from stocktake.reports.presets import keys, preset
from tests.round_facts import HEADING, finished_round

PRESET = preset("city-of-london-2022")


def drafted(facts: Gathered | None = None) -> Report:
    return draft(facts, PRESET, HEADING) if facts else _of_the_finished_round()


@cache
def _of_the_finished_round() -> Report:
    """Nothing changes a report: one does for every test that asks for this round."""
    return draft(finished_round(), PRESET, HEADING)


def text_of(report: Report, block_id: str) -> str:
    block = report.block(block_id)
    assert isinstance(block, Paragraph)
    return block.text


def cells(report: Report, table_id: str) -> list[tuple[str, ...]]:
    block = report.block(table_id)
    assert isinstance(block, Table)
    return [row.cells for row in block.rows]


def test_the_headings_stand_in_the_order_of_the_preset() -> None:
    found = [s.id for s in drafted().sections]
    assert found == [s.id for s in PRESET.sections]
    assert [f.key for f in drafted().heading] == [f.key for f in PRESET.heading]


def test_every_block_has_an_id_of_its_own() -> None:
    ids = [block.id for _, block in drafted().blocks()]
    assert len(ids) == len(set(ids))


def test_the_summary_says_how_many_and_how() -> None:
    said = text_of(drafted(), "summary")
    assert "27 of the 118 children" in said
    assert "17 in depth" in said
    assert "10 in a lighter review" in said


def test_a_small_rest_becomes_a_range() -> None:
    assert "22 or more of the 27 reviews" in text_of(drafted(), "finding-relationships")
    assert ("Relationships", "27", "22 or more", "5 or fewer") in cells(drafted(), "themes")


def test_no_number_of_children_from_1_to_5_is_in_any_table() -> None:
    for _, block in drafted().blocks():
        if isinstance(block, Table):
            people = [c for c, column in enumerate(block.columns) if column.unit]
            shown = {row.cells[c] for row in block.rows for c in people}
            assert not shown & {"1", "2", "3", "4", "5"}


def test_groups_too_small_alone_are_told_together() -> None:
    rows = cells(drafted(), "sample")
    assert rows == [
        ("Early help and child in need", "70", "11"),
        ("Child protection, looked after and care leavers", "48", "16"),
        ("All", "118", "27"),
    ]


def test_a_theme_whose_base_would_tell_a_small_group_is_left_out() -> None:
    themes = {row[0] for row in cells(drafted(), "themes")}
    assert "Placements" not in themes  # with the groups of the sample it tells care leavers: 5
    assert "Response to contacts" not in themes  # likewise child protection: 4


@pytest.mark.parametrize(("raised", "said"), [(0, "No urgent"), (1, "small and is not"), (7, "7")])
def test_urgent_concerns_are_a_masked_count(raised: int, said: str) -> None:
    concerns = ConcernFacts(refs=("entry:9",), raised=raised, confirmed_safe=raised)
    text = text_of(drafted(replace(finished_round(), concerns=concerns)), "children-safe-now")
    assert said in text
    assert "one" not in text.lower().split()


def test_recommendations_are_counted_as_they_are() -> None:
    said = text_of(drafted(), "did-progress")
    assert all(number in said for number in ("27", "21", "19", "returned 2", "6 were overdue"))


def test_every_implication_is_answered() -> None:
    for implication in PRESET.implications:
        said = text_of(drafted(), f"implication-{implication.id}")
        assert "N/A" not in said
        assert len(said.split()) > 3


def test_a_draft_passes_its_own_check() -> None:
    known = Known(identifiers=(Identifier("worker", "Sam Okoro"),))
    assert check(drafted(), known) == ()


def test_every_finding_has_a_path_to_evidence() -> None:
    assert unsupported(drafted()) == ()


def test_a_sentence_without_basis_or_reason_is_found() -> None:
    bare = Paragraph(id="finding-visits", sentences=(Sentence(text="Visits are fine."),))
    report = with_block(drafted(), "finding-visits", lambda _: bare)
    flags = check(report, Known())
    assert [(f.rule, place(report, f.where)) for f in flags] == [("no evidence", "Paragraph 8")]


def test_a_report_survives_storing() -> None:
    report = drafted()
    assert from_json(as_json(report)) == report
    assert from_json(as_json(report)).digest == report.digest


def test_leaving_a_paragraph_out_moves_the_numbers_after_it() -> None:
    shorter = with_block(drafted(), "background-baseline", lambda _: None)
    before, after = public(drafted()), public(shorter)
    assert _first(before, "position") == 3
    assert _first(after, "position") == 2


def _first(shown, anchor: str) -> int | None:  # type: ignore[no-untyped-def]
    return next(s.first for s in shown.sections if s.anchor == anchor)


def test_a_reference_to_a_part_left_out_is_found() -> None:
    report = with_block(drafted(), "did", lambda _: None)
    assert "missing reference" in {f.rule for f in check(report, Known())}


def test_a_tiny_round_says_nothing_small() -> None:
    few = tuple(CaseFacts(id=str(i), stratum=Stratum.EH, depth=Depth.IN_DEPTH) for i in range(1, 4))
    facts = finished_round()
    ids = {c.id for c in few}
    judged = tuple(j for j in facts.judgements if j.case_id in ids)
    graded = tuple(o for o in facts.overall if o.review_id in ids)
    report = drafted(replace(facts, cases=few, judgements=judged, overall=graded))
    rules = {f.rule for f in check(report, Known())}
    assert rules == set()


def test_the_presets_can_be_read() -> None:
    assert "city-of-london-2022" in keys()


def test_a_theme_may_share_its_name_with_nothing_else() -> None:
    facts = finished_round()
    ids = [(b.kind, b.id) for _, b in drafted(facts).blocks()]
    assert len(ids) == len(set(ids))


def test_two_blocks_of_one_id_are_refused() -> None:
    report = drafted(finished_round())
    first = report.sections[0]
    with pytest.raises(ValueError, match="one id"):
        replace(report, sections=(first, *report.sections, first))


def test_ranks_tell_no_more_than_the_numbers() -> None:
    """Themes whose counts are hidden alike are told together, and stand in the order of letters."""
    said = text_of(drafted(), "summary")
    assert "The strongest themes were relationships and partnership working." in said


def test_the_gap_between_record_and_discussion_is_counted() -> None:
    said = text_of(drafted(), "finding-record-discussion")
    assert "74 of the 140 questions" in said
    assert "9 of the 17 in-depth reviews" in said


def heard(asked: int, spoke: int) -> str:
    families = FamilyFacts(asked=asked, spoke=spoke, refs=("entry:41",) * bool(spoke))
    report = drafted(replace(finished_round(), families=families))
    assert check(report, Known()) == ()
    return text_of(report, "position-reviews")


def test_families_are_counted_without_telling_of_a_few_who_said_no() -> None:
    assert "20 of the 27 families were asked" in heard(20, 12)
    assert "12 of the 27 families spoke." in heard(20, 12)
    few = heard(14, 12)  # two said no: how many were asked would tell it
    assert "Families were asked what the help was like" in few
    assert "14" not in few
    assert "amilies" not in heard(0, 0)
    assert heard(0, 0) == text_of(drafted(), "position-reviews")
