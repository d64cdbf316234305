"""The tagged PDF, set by typst from data; the template takes every text as a string."""

import json
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

import typst

from stocktake.reports.domain.public import Public
from stocktake.reports.render.picture import svg

TEMPLATE = Path(__file__).with_name("report.typ")


def pdf(public: Public, at: datetime) -> bytes:
    """PDF/UA-1 tagged, titled, in British English; the same bytes for the same report and time."""
    made: bytes = typst.compile(
        TEMPLATE,
        root=TEMPLATE.parent,
        format="pdf",
        pdf_standards=["ua-1"],
        sys_inputs={"report": json.dumps(_facts(public))},
        timestamp=at,
    )
    return made


def _facts(public: Public) -> dict[str, Any]:
    facts = asdict(public)
    drawn = {f.anchor: svg(f) for s in public.sections for f in s.blocks if f.kind == "figure"}  # type: ignore[union-attr, arg-type]
    for section in facts["sections"]:
        for block in section["blocks"]:
            if block["kind"] == "figure":
                block["svg"] = drawn[block["anchor"]]
    return facts
