"""The rules as they stand, and setting the council's own intervals."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from stocktake.core.thread import NotTheirs
from stocktake.indicators import acts, queries
from stocktake.indicators.domain import seeing
from stocktake.indicators.domain.intervals import MAY_SET, SetInterval
from stocktake.indicators.domain.rules import Rule
from stocktake.indicators.forms import IntervalForm
from stocktake.people.door import Request, page
from stocktake.record import clock

SETTERS = frozenset(MAY_SET)


@page(may=frozenset(seeing.EVERYBODY))
def intervals(request: Request) -> HttpResponse:
    """Every rule in force: what is due when, by whose authority, from which source."""
    values = {"rules": queries.rules_now().rules, "may_set": request.person.holds(*SETTERS)}
    return render(request, "indicators/intervals.html", values)


@page(may=SETTERS)
def interval(request: Request, rule_id: str) -> HttpResponse:
    """Set one local interval from a day on."""
    rule = _rule(rule_id)
    form = IntervalForm(request.POST or None, rule=rule, initial=_initial(rule))
    if request.method == "POST" and form.is_valid():
        what = _what(rule, form.cleaned_data)
        if form.did(lambda: acts.set_interval(what=what, by=request.person, at=clock.now())):
            messages.success(request, f"{rule.short}: set from {what.valid_from:%-d %B %Y} on.")
            return redirect("indicators:intervals")
    values = {"rule": rule, "form": form.shown(), "asks_how": "modes" in form.fields}
    return render(request, "indicators/interval.html", values)


def _rule(rule_id: str) -> Rule:
    try:
        rule = queries.rules_now().of(rule_id)
    except KeyError as unknown:
        raise NotTheirs(rule_id) from unknown
    if not rule.setting:
        raise NotTheirs(rule_id)
    return rule


def _initial(rule: Rule) -> dict[str, object]:
    pace = rule.now.pace
    assert pace.due is not None
    found: dict[str, object] = {"due": pace.due.count, "due_unit": pace.due.unit.value}
    found["modes"] = "in_person video" if "video" in rule.now.modes else "in_person"
    if pace.then_every is not None:
        found |= {"then": pace.then_every.count, "then_unit": pace.then_every.unit.value}
    return found


def _what(rule: Rule, said: dict[str, object]) -> SetInterval:
    then = f"{said['then']} {said['then_unit']}" if said.get("then") else ""
    return SetInterval(
        rule=rule.id,
        valid_from=said["valid_from"],  # type: ignore[arg-type]
        due=f"{said['due']} {said['due_unit']}",
        then_every=then,
        modes=tuple(str(said["modes"]).split()) if said.get("modes") else rule.now.modes,  # type: ignore[arg-type]
        why=str(said["why"]),
    )
