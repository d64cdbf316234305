"""Rejected rows as a file for the analyst who mends them: there, or at the source."""

from collections.abc import Callable

import polars as pl
from django.http import Http404, HttpResponse

from stocktake.caseload import exports
from stocktake.people.door import Request
from stocktake.record import access

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def download(
    request: Request, rows: pl.DataFrame, layout: Callable[[], bytes], form: str, name: str
) -> HttpResponse:
    """csv: the list of reasons; xlsx: the rows in the layout they came in, to be mended.

    The download stands in the access log.
    """
    if form not in ("csv", "xlsx"):
        raise Http404
    access.note_export(by=request.person, what=f"{name}.{form}", detail=f"{rows.height} rows")
    if form == "csv":
        response = HttpResponse(exports.csv_of(rows), content_type="text/csv; charset=utf-8")
    else:
        response = HttpResponse(layout(), content_type=XLSX)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.{form}"'
    return response
