"""The theme lens over the demonstration's notes against an alternation of the same phrases in `re`.

Equal answers: the same spans in every note. The budget is what was hoped for;
docs/reference/measures.md says what is reached and why.
"""

import re
from pathlib import Path

import yaml

from bench.timing import Comparison
from stocktake.demo.thornmere.council import thornmere
from stocktake.evidence.domain.lens import flat, found, lexicon

FILE = Path(__file__).resolve().parents[1] / "stocktake" / "evidence" / "lexicon" / "default.yaml"


def comparisons() -> list[Comparison]:
    """All notes of October, once through each."""
    through = lexicon(yaml.safe_load(FILE.read_text()))
    terms = sorted((t for f in through.families for t in f.terms), key=len, reverse=True)
    said = "|".join(map(re.escape, terms))
    oracle = re.compile(rf"(?<![^\W_])(?:{said})(?![^\W_])")
    notes = [flat(note.body) for note in thornmere().october.notes]
    return [
        Comparison(
            work=f"{len(terms)} phrases in {len(notes):,} notes",
            peer="an alternation in re",
            spared="nothing: both are given the text in lower case",
            budget=1 / 30,
            ours=lambda: [[(a, b) for a, b, _ in found(note, through)] for note in notes],
            theirs=lambda: [[m.span() for m in oracle.finditer(note)] for note in notes],
        )
    ]
