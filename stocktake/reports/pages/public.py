"""Published files, for anyone: read from the static folder, with no look into any table."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from stocktake.people.door import ANYONE, not_found, page
from stocktake.reports import publishing

ATTACHED = (".docx", ".csv")


@page(may=ANYONE)
def published(request: HttpRequest, path: str = "index.html") -> HttpResponse:
    """A file of the published folder; a folder's address leads to its page."""
    name = f"{path}index.html" if path.endswith("/") else path
    found = publishing.published_file(name)
    if found is None:
        inside = publishing.published_file(f"{path}/index.html")
        return redirect(f"/published/{path}/") if inside else not_found(request)
    data, kind = found
    response = HttpResponse(data, content_type=kind)
    alone = name.endswith("committee-report.html")  # its style stands within, which a policy bars
    if alone or name.endswith(ATTACHED):
        file = name.rsplit("/", 1)[-1]
        response.headers["Content-Disposition"] = f'attachment; filename="{file}"'
    response.headers["Cache-Control"] = "public, max-age=300"
    return response
