"""Rejected rows as a file for the analyst who mends them at the source."""

import polars as pl
from django.http import Http404, HttpResponse

from stocktake.caseload import exports
from stocktake.people.door import Request
from stocktake.record import access

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def download(request: Request, rows: pl.DataFrame, form: str, name: str) -> HttpResponse:
    """`form` is csv or xlsx; the download stands in the access log."""
    access.note_export(by=request.person, what=f"{name}.{form}", detail=f"{rows.height} rows")
    if form == "csv":
        response = HttpResponse(exports.csv_of(rows), content_type="text/csv; charset=utf-8")
    elif form == "xlsx":
        response = HttpResponse(exports.xlsx_of(rows, "Rejected rows"), content_type=XLSX)
    else:
        raise Http404
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.{form}"'
    return response
