"""Import > Case list: upload, say what the columns are, check answers, import."""

import secrets
from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from stocktake.caseload import acts, exports, queries
from stocktake.caseload.acts import ImportResult, Staged
from stocktake.caseload.domain.layouts import Layout
from stocktake.caseload.domain.said import Said
from stocktake.caseload.forms import ColumnsForm, UploadForm, ValuesForm
from stocktake.caseload.pages.downloads import download
from stocktake.caseload.queries.samples import previews
from stocktake.core.capacity import Capacity
from stocktake.core.strata import DEFAULT_LABELS, HELD
from stocktake.core.thread import Refused
from stocktake.people.door import Request, page
from stocktake.record import clock

ANALYST = {Capacity.DATA_ANALYST}
KEY = "import"  # in the session: the token of what waits
ROWS_SHOWN = 50


@page(may=ANALYST)
def home(request: Request) -> HttpResponse:
    """What can be imported, what waits, and what came of it so far."""
    waiting = acts.staged(token=request.session.get(KEY, ""))
    values = {"waiting": waiting is not None, "snapshots": queries.snapshots()}
    return render(request, "caseload/home.html", values)


@page(may=ANALYST)
def case_list(request: Request) -> HttpResponse:
    """Choose the files. They are read before the next page is shown."""
    form = UploadForm(request.POST or None, initial={"as_of": clock.today()})
    if request.method == "POST" and form.is_valid():
        files = request.FILES.getlist("files")
        day, token = form.cleaned_data["as_of"], secrets.token_hex(16)
        facts = {"as_of": day, "token": token, "system": form.cleaned_data["system"]}
        if not files:
            form.refuse("Choose the files of the extract")
        elif day > clock.today():
            form.refuse("The day of the extract cannot lie ahead", "as_of")
        elif form.did(lambda: acts.stage(files=files, by=request.person, **facts)):
            acts.abandon(token=request.session.get(KEY, ""))
            request.session[KEY] = token
            return redirect("caseload:columns")
    return render(request, "caseload/case_list.html", {"form": form.shown()})


@page(may=ANALYST)
def columns(request: Request) -> HttpResponse:
    """Say what each column is: guesses are chosen where they are sure."""
    waiting = _waiting(request)
    if waiting is None:
        return _nothing_waits(request)
    parts = previews(waiting.extract, waiting.said)
    form = ColumnsForm(request.POST or None, parts)
    if request.method == "POST" and form.is_valid():
        said = Said(columns=form.columns()).over(waiting.said)
        token = request.session[KEY]
        acts.choose(token=token, said=said, as_of=waiting.as_of, confirmed=True)
        now = _waiting(request)
        unknown = now is not None and bool(acts.check(now).unknown)
        return redirect("caseload:values" if unknown else "caseload:check_answers")
    values = {
        "form": form.shown(),
        "parts": form.shown_parts(),
        "layout": waiting.extract.layout.title,
        "unused": waiting.extract.unused,
    }
    return render(request, "caseload/columns.html", values)


@page(may=ANALYST)
def values(request: Request) -> HttpResponse:
    """Say what values mean that are on no list: each once, the most frequent first."""
    waiting = _waiting(request)
    if waiting is None or not waiting.confirmed:
        return _nothing_waits(request) if waiting is None else redirect("caseload:columns")
    unknown = acts.check(waiting).unknown
    if not unknown:
        return redirect("caseload:check_answers")
    form = ValuesForm(request.POST or None, unknown)
    if request.method == "POST" and form.is_valid():
        said = Said(values=form.values()).over(waiting.said)
        acts.choose(token=request.session[KEY], said=said, as_of=waiting.as_of, confirmed=True)
        return redirect("caseload:check_answers")
    shown = {"form": form.shown(), "groups": form.groups(), "left_out": form.left_out}
    return render(request, "caseload/values.html", shown)


@page(may=ANALYST)
def check_answers(request: Request) -> HttpResponse:
    """What would be imported, and what would not: row numbers and reasons. Then import."""
    waiting = _waiting(request)
    if waiting is None:
        return _nothing_waits(request)
    if not waiting.confirmed:
        return redirect("caseload:columns")
    checked, error = acts.check(waiting), ""
    if request.method == "POST":
        try:
            made = acts.keep(checked=checked, stated_day=True, by=request.person, at=clock.now())
        except Refused as no:
            error = no.sentence
        else:
            acts.abandon(token=request.session.pop(KEY, ""))
            messages.success(request, _said(made, waiting.extract.layout))
            return redirect("caseload:one", made.snapshot)
    frame = checked.tables["cases"].filter("in_frame")["stratum"].to_list()
    values = {
        "error": error,
        "cases": checked.open_cases,
        "as_of": checked.as_of,
        "layout": waiting.extract.layout,
        "children": checked.tables["cases"].height,
        "strata": [(DEFAULT_LABELS[s], frame.count(s.value)) for s in HELD],
        "lists": checked.lists,
        "rejected": checked.rejected.head(ROWS_SHOWN).to_dicts(),
        "rejected_rows": checked.rejected.height,
        "questions": checked.questions.head(ROWS_SHOWN).to_dicts(),
        "questioned": checked.questions.height,
        "notices": checked.notices,
        "unused": checked.unused,
    }
    return render(request, "caseload/check_answers.html", values)


@page(may=ANALYST)
def staged_rejected(request: Request, form: str) -> HttpResponse:
    """The rejected rows of what waits, as a file."""
    waiting = _waiting(request)
    if waiting is None:
        return _nothing_waits(request)
    checked = acts.check(waiting)
    layout = partial(exports.returned_of, checked.returned)
    return download(request, checked.rejected, layout, form, "rejected-rows")


@require_POST
@page(may=ANALYST)
def abandon(request: Request) -> HttpResponse:
    """Throw away what waits."""
    acts.abandon(token=request.session.pop(KEY, ""))
    messages.success(request, "The upload is deleted. Nothing was imported.")
    return redirect("caseload:home")


def _waiting(request: Request) -> Staged | None:
    return acts.staged(token=request.session.get(KEY, ""))


def _nothing_waits(request: Request) -> HttpResponse:
    messages.warning(request, "Nothing is waiting to be imported. Choose the files again.")
    return redirect("caseload:case_list")


def _said(made: ImportResult, layout: Layout) -> str:
    if made.unchanged:
        return "This extract was here already. Nothing changed."
    rejected = sum(r.rejected for r in made.lists)
    rows = "1 row was" if rejected == 1 else f"{rejected} rows were"
    what = f"{made.cases} open cases" if layout.framed else f"the {layout.title}"
    return f"Imported {what}. {rows} rejected."
