"""Search over the records that are open to whoever asks: one case, one round, or all of them."""

from django.http import HttpResponse
from django.shortcuts import render

from stocktake.evidence import queries
from stocktake.evidence.domain.statements import READERS
from stocktake.people.door import Request, page


@page(may=READERS)
def search(request: Request) -> HttpResponse:
    """The newest notes that hold the words, each with the passage that does."""
    asked = request.GET
    text = asked.get("q", "").strip()[:200]
    case_id, round_id = asked.get("case", "")[:32], asked.get("round", "")[:32]
    found = queries.search(request.person, text, case_id=case_id, round_id=round_id)
    values = {
        "text": text,
        "found": found if text else None,
        "case_id": case_id,
        "round_id": round_id,
        "where": queries.searched(request.person, case_id=case_id),
    }
    return render(request, "evidence/search.html", values)
