"""Would two reviewers agree? By item for a round; and each reviewer's own figures, theirs first."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from stocktake.core.agreement import FEW, Estimate
from stocktake.core.capacity import Capacity
from stocktake.people.door import Request, page
from stocktake.record import clock
from stocktake.reviews import acts, queries
from stocktake.reviews.pages.showing import grade_words
from stocktake.reviews.queries import Consistency, ReplyRates, RoundAgreement
from stocktake.rounds import queries as rounds
from stocktake.ui.values import Cell, Column

QA = (Capacity.QA_MANAGER,)
MODERATORS = (Capacity.QA_MANAGER, Capacity.BOARD_CHAIR)
COLUMNS = (
    Column(words="Theme"),
    Column(words="Cases", number=True),
    Column(words="Same grade", number=True),
    Column(words="Weighted kappa", number=True),
    Column(words="AC1", number=True),
    Column(words="AC2", number=True),
    Column(words="Graded by one only", number=True),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Apart:
    """One judgement that differs from what was agreed."""

    label: str
    own: str
    agreed: str
    words: str


@page(may=MODERATORS)
def agreement(request: Request, round_id: str) -> HttpResponse:
    """Agreement by item, and of each reviewer what they have seen themselves."""
    of = rounds.round_to(round_id, to=request.person)
    found = queries.round_agreement(round_id)
    values = {
        "round": of,
        "cases": found.cases,
        "caution": _caution(found.cases),
        "levels": any(i.figures.kappa.value is None and i.figures.cases for i in found.items),
        "columns": COLUMNS,
        "rows": _rows(found),
        "rates": _rates(queries.reply_rates(round_id)),
        "others": queries.others_consistency(round_id),
    }
    return render(request, "reviews/agreement.html", values)


@page(may={Capacity.REVIEWER})
def consistency(request: Request) -> HttpResponse:
    """One's own grades beside what was agreed, before anybody else sees them."""
    if request.method == "POST":
        acts.see_consistency(by=request.person, at=clock.now())
        messages.success(request, "Thank you. The QA manager can see these figures from now on.")
        return redirect("reviews:consistency")
    found = queries.own_consistency(request.person)
    values = {
        "found": found,
        "unseen": len(queries.unseen_doubles(request.person)),
        "columns": (
            Column(words="Theme"),
            *(Column(words=w, number=True) for w in ("Same", "You higher", "You lower")),
        ),
        "rows": [(c.label, c.same, c.higher, c.lower) for c in (*found.items, found.whole)],
        "apart": _apart(found),
    }
    return render(request, "reviews/consistency.html", values)


def _rates(found: ReplyRates) -> list[tuple[str, str]]:
    """Counts in words; no percentages of so few."""
    ways = (
        (found.changed, "changed"),
        (found.upheld, "upheld by a second person"),
        (found.kept, "with a second person now"),
        (found.waiting, "not decided yet"),
    )
    decided = ", ".join(f"{n} {words}" for n, words in ways if n)
    return [
        ("Shared", f"{found.shared} reviews with {found.findings} findings to answer"),
        ("No reply", f"{found.no_reply} review{'' if found.no_reply == 1 else 's'}"),
        (
            "Answered",
            f"{found.accepted} accepted, {found.clarified} clarified, {found.challenged} challenged",
        ),
        ("Of those challenged", decided if found.challenged else "None was challenged."),
        ("Changed after a clarification", str(found.changed_otherwise)),
    ]


def _caution(cases: int) -> str:
    if cases >= FEW:
        return ""
    said = "one case is" if cases == 1 else f"{cases} cases are"
    return f"Only {said} read twice. With so few, chance alone moves these figures a long way."


def _apart(found: Consistency) -> list[Apart]:
    return [
        Apart(
            label=c.label,
            own=grade_words(c.own),
            agreed=grade_words(c.agreed),
            words=f"{abs(c.steps)} step{'' if abs(c.steps) == 1 else 's'} "
            f"{'higher' if c.steps > 0 else 'lower'}",
        )
        for _, c in found.apart
    ]


def _rows(found: RoundAgreement) -> list[tuple[Cell | str | int, ...]]:
    rows: list[tuple[Cell | str | int, ...]] = [
        (
            i.label,
            i.figures.cases,
            _figure(i.figures.percent, percent=True),
            _figure(i.figures.kappa),
            _figure(i.figures.ac1),
            _figure(i.figures.ac2),
            i.left_out,
        )
        for i in found.items
    ]
    if found.whole.cases:
        whole = found.whole
        bare = [
            _bare(e, percent=n == 0)
            for n, e in enumerate((whole.percent, whole.kappa, whole.ac1, whole.ac2))
        ]
        rows.append(
            ("All themes together", whole.cases, *bare, sum(i.left_out for i in found.items))
        )
    return rows


def _figure(e: Estimate, *, percent: bool = False) -> Cell:
    """The figure with its interval under it, or why there is none."""
    if e.value is None:
        return Cell(text="–")
    said = [_number(v, percent) for v in (e.low, e.high) if v is not None]
    return Cell(
        text=_number(e.value, percent), note=f"{said[0]} to {said[1]}" if said else "no interval"
    )


def figure_of(e: Estimate, *, percent: bool = False) -> str:
    """The same in one line: "0.62 (0.31 to 0.93)"."""
    shown = _figure(e, percent=percent)
    return f"{shown.text} ({shown.note})" if e.value is not None else f"Not given. {e.why}"


def _bare(e: Estimate, *, percent: bool) -> str:
    return "–" if e.value is None else _number(e.value, percent)


def _number(value: float, percent: bool) -> str:
    return f"{100 * value:.0f}%" if percent else f"{value:.2f}".replace("-", "−")
