"""A report of 60 paragraphs and a table of 120 by 5 as tagged PDF, against typst's own time.

The peer sets a document of the same words by a template of a dozen lines; both ask for PDF/UA-1.
Equal answers: every word of the document stands in both files.
"""

import io
import json
import tempfile
from datetime import UTC, datetime
from pathlib import Path

import pypdf
import typst

from bench.timing import Comparison
from stocktake.reports.domain.public import (
    Public,
    PublicCell,
    PublicParagraph,
    PublicSection,
    PublicTable,
)
from stocktake.reports.render.pdf import pdf

AT = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)
WORDS = "Practice was looked at by two independent reviewers, who read the record and talked with"
BARE = """#set document(title: "Practice assurance")
#set text(lang: "en", region: "GB")
#let told = json(bytes(sys.inputs.told))
= Practice assurance
#for text in told.paragraphs [+ #text
]
#table(columns: 5, table.header(..told.head), ..told.cells)
"""


def comparisons() -> list[Comparison]:
    """One comparison; its document is made once."""
    paragraphs = [f"{WORDS} worker{n}, item{n}." for n in range(60)]
    rows = [[f"cell{r}x{c}" for c in range(5)] for r in range(120)]
    document, folder = _public(paragraphs, rows), Path(tempfile.mkdtemp())
    template = folder / "bare.typ"
    template.write_text(BARE)
    told = {"paragraphs": paragraphs, "head": [f"Head{c}" for c in range(5)]}
    inputs = {"told": json.dumps({**told, "cells": [cell for row in rows for cell in row]})}

    def bare() -> bytes:
        made: bytes = typst.compile(
            template, format="pdf", pdf_standards=["ua-1"], sys_inputs=inputs, timestamp=AT
        )
        return made

    wanted = {f"item{n}." for n in range(60)} | {cell for row in rows for cell in row}
    return [
        Comparison(
            work="a report of 60 paragraphs and a table of 120 by 5 as tagged PDF",
            peer="typst with a bare template",
            spared="the house's layout: heading, numbers through all sections, contents, footer",
            budget=1.5,
            ours=lambda: pdf(document, AT),
            theirs=bare,
            equal=lambda a, b: wanted <= _words(a) and wanted <= _words(b),
        )
    ]


def _words(file: bytes) -> set[str]:
    pages = pypdf.PdfReader(io.BytesIO(file)).pages
    return {word for page in pages for word in page.extract_text().split()}


def _public(paragraphs: list[str], rows: list[list[str]]) -> Public:
    def cell(text: str) -> PublicCell:
        return PublicCell(lead="", text=text, number=False)

    table = PublicTable(
        anchor="table-1",
        label="Table 1",
        title="What was found",
        head=tuple(cell(f"Head{c}") for c in range(5)),
        rows=tuple(tuple(cell(text) for text in row) for row in rows),
        units=("",) * 5,
        note="",
    )
    said = tuple(PublicParagraph(number=n, text=t) for n, t in enumerate(paragraphs, start=1))
    section = PublicSection(
        anchor="findings", title="Findings", short="Findings", level=2, first=1,
        blocks=(*said, table),
    )  # fmt: skip
    return Public(
        council="Thornmere", title="Practice assurance", heading=(), sections=(section,),
        contact=("Nadia",),
    )  # fmt: skip
