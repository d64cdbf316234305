"""The theme lens: whole words, the longest from the left, denial; what it finds of the planted truths.

`UPDATE_DOCS=1` writes the figures into docs/reference/lens.md, which says how to read them.
"""

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from stocktake.demo.thornmere.council import Thornmere, thornmere
from stocktake.evidence.domain.lens import BadLexicon, flat, found, glimpses, lexicon
from stocktake.evidence.domain.unevenness import uneven

ROOT = Path(__file__).resolve().parents[3]
FILE = ROOT / "stocktake" / "evidence" / "lexicon" / "default.yaml"
PAGE = ROOT / "docs" / "reference" / "lens.md"
LEXICON = lexicon(yaml.safe_load(FILE.read_text()))
TERMS = sorted((t for f in LEXICON.families for t in f.terms), key=len, reverse=True)
ORACLE = re.compile(rf"(?<![^\W_])(?:{'|'.join(map(re.escape, TERMS))})(?![^\W_])")
# (case, pattern of the planted words, family that should look at them)
PLANTED = (
    ("TH-1041", "[Ss]econd phone", "outside"),
    ("TH-1041", "older group by the arcade", "outside"),
    ("TH-1041", "[Mm]issing episodes?", "outside"),
    ("TH-1041", "return home interview", "outside"),
    ("TH-1041", "owes somebody", "outside"),
    ("TH-1041", "two older males", "outside"),
    ("TH-1041", "love bite", "outside"),
    ("TH-1041", "New trainers", "outside"),
    ("TH-1041", "white hatchback", "outside"),
    ("TH-1041", "man with the white", "outside"),
    ("TH-1034", "three houses", "lived"),
    ("TH-1022", "under the table", "lived"),
    ("TH-1022", "as previously recorded", "adult"),
    ("TH-1007", "Hypothesis", "systemic"),
    ("TH-1007", "hypothesis held", "systemic"),
    ("TH-1034", "Continue with plan", "supervision"),
    ("TH-1063", "Supervision not held", "supervision"),
    ("TH-1041", "Plan continues", "supervision"),
)


def spans(text: str) -> list[tuple[int, int]]:
    return [(start, end) for start, end, _ in found(flat(text), LEXICON)]


@pytest.fixture(scope="module")
def council() -> Thornmere:
    return thornmere()


@given(st.lists(st.sampled_from([*TERMS[:40], "x", "no", " ", ".", "’", "İ", "knifeless"])))
def test_the_hits_are_those_of_an_alternation(pieces: list[str]) -> None:
    text = "".join(pieces)
    assert spans(text) == [m.span() for m in ORACLE.finditer(flat(text))]


def test_the_hits_in_the_demonstrations_notes_are_those_of_an_alternation(
    council: Thornmere,
) -> None:
    bodies = [note.body for note in council.october.notes]
    assert sum(len(spans(body)) for body in bodies) > 500
    assert all(spans(b) == [m.span() for m in ORACLE.finditer(flat(b))] for b in bodies)


@pytest.mark.parametrize(
    ("text", "denied"),
    [
        ("There is no evidence of grooming.", True),
        ("Mum denies any grooming by the group.", True),
        ("No concerns. Grooming was seen.", False),
        ("She has not been seen, but grooming is likely.", False),
        ("Not only grooming: money too.", False),
        ("It is no longer only grooming.", False),
        ("GROOMING", False),
    ],
)
def test_what_the_text_says_is_not_so_is_told_apart(text: str, denied: bool) -> None:
    (one,) = [g for g in glimpses(text, LEXICON) if g.term == "grooming"]
    assert (text[one.start : one.end].casefold(), one.denied) == ("grooming", denied)


@pytest.mark.parametrize(
    "data",
    [
        None,
        {"families": [{"key": "a"}]},
        {"families": [{"key": "a", "label": "A", "terms": ["x"]}]},
        {"families": [{"key": "a", "label": "A", "terms": ["knife", "Knife"]}]},
    ],
)
def test_a_lexicon_that_cannot_be_used_says_why(data: object) -> None:
    with pytest.raises(BadLexicon):
        lexicon(data)


def test_a_phrase_of_one_groups_records_is_reported_and_an_even_one_is_not() -> None:
    records = [("a", frozenset({"knife", "school"}))] * 12 + [("b", frozenset({"school"}))] * 12
    (line,) = uneven(records)
    assert (line.term, line.group, line.has, line.others_have) == ("knife", "a", 12, 0)
    assert uneven([("a", frozenset({"knife"}))] * 3 + [("b", frozenset())] * 12) == ()


def measured(council: Thornmere) -> Iterator[str]:
    """The table of the page: what was planted, what was seen, and where else the lens looks."""
    october = council.october
    refs = {c.story.child.child_id: c.story.child.ref for c in october.cases}
    yield "| Family | Planted passages | Seen (recall) | Marked in sampled records | In a record planted for it (precision) |"
    yield "|---|---|---|---|---|"
    for family in LEXICON.families:
        planted = [p for p in PLANTED if p[2] == family.key]
        homes = {ref for ref, _, _ in planted}
        seen = sum(_is_seen(council, *p) for p in planted)
        marked = [
            refs[note.child_id]
            for note in october.notes
            if refs.get(note.child_id)
            for g in glimpses(note.body, LEXICON)
            if g.family == family.key and not g.denied
        ]
        right = sum(ref in homes for ref in marked)
        share = f"{right} of {len(marked)}"
        yield f"| {family.label} | {len(planted)} | {seen} | {len(marked)} | {share} |"


def _is_seen(council: Thornmere, ref: str, pattern: str, family: str) -> bool:
    child = next(c.story.child.child_id for c in council.october.cases if c.story.child.ref == ref)
    for note in council.october.notes:
        if note.child_id != child:
            continue
        for match in re.finditer(pattern, note.body):
            if any(
                g.family == family and g.start < match.end() and g.end > match.start()
                for g in glimpses(note.body, LEXICON)
            ):
                return True
    return False


def test_the_page_tells_what_the_lens_finds_of_the_planted_truths(council: Thornmere) -> None:
    table = "\n".join(measured(council))
    said = PAGE.read_text()
    head, _, rest = said.partition("<!-- figures -->\n")
    _, _, tail = rest.partition("\n<!-- end -->")
    wanted = f"{head}<!-- figures -->\n{table}\n<!-- end -->{tail}"
    if os.environ.get("UPDATE_DOCS"):
        PAGE.write_text(wanted)
    assert PAGE.read_text() == wanted, "UPDATE_DOCS=1 writes the figures anew"
