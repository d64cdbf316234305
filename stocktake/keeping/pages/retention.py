"""Settings > Retention: the three rules in words, and erasure or hold by reference."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from stocktake.core.capacity import Capacity
from stocktake.keeping import acts, queries
from stocktake.keeping.forms import KeepingForm
from stocktake.people.door import Request, page
from stocktake.record import clock

# The three rules in words. Periods follow the record that a review belongs to; each council
# confirms its own schedule (statute where named, otherwise local practice).
RULES = (
    (
        "Children in care and care leavers",
        "Kept with the child’s record: until their 75th birthday, or 15 years after the death of "
        "a child who died under 18 (Care Planning Regulations 2010, regulation 50).",
    ),
    (
        "Reviews, findings and actions",
        "Six years after the round closed, in common practice. Actions that rest on a child’s "
        "record stay as long as that record. Your council’s own schedule decides.",
    ),
    (
        "Narrative of children who were not selected",
        "Deleted when the sample is frozen, by an act that is itself in the record.",
    ),
)


@page(may={Capacity.IG_OFFICER})
def retention(request: Request) -> HttpResponse:
    form = KeepingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        done: list[int] = []
        if form.did(lambda: done.append(_decide(request, form.cleaned_data))):
            messages.success(request, _words(form.cleaned_data["act"], done[0]))
            return redirect("keeping:retention")
    values = {"form": form.shown(), "rules": RULES, "decisions": queries.decisions()}
    return render(request, "keeping/retention.html", values)


def _decide(request: Request, said: dict[str, object]) -> int:
    what = {k: said[k] for k in ("entries", "child", "reference")}
    if said["act"] == "erase":
        what["rule"] = said["rule"]
        return acts.erase(**what, by=request.person, at=clock.now())  # type: ignore[arg-type]
    act = acts.hold if said["act"] == "hold" else acts.release
    return act(**what, by=request.person, at=clock.now())  # type: ignore[arg-type]


def _words(act: str, count: int) -> str:
    entries = f"{count} {'entry' if count == 1 else 'entries'}"
    return {
        "erase": f"Erased what {entries} said. The record shows by which decision.",
        "hold": f"A legal hold is on {entries}.",
        "release": f"The legal hold on {entries} is lifted.",
    }[act]
