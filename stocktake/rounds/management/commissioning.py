"""`stocktake round frames` and `commission`: what there is to choose from, and a round begun."""

from argparse import _SubParsersAction
from typing import Any

from stocktake.caseload.domain.kinds import FrameKind
from stocktake.core.periods import six_months_to
from stocktake.core.strata import DEFAULT_LABELS
from stocktake.people.command import ActCommand, BadInput, person_named
from stocktake.rounds import acts, queries
from stocktake.rounds.domain.programme import PLANNED
from stocktake.rounds.domain.selection import Plan
from stocktake.rounds.domain.values import Strand
from stocktake.rounds.management import designing
from stocktake.rounds.management.naming import day, may_see


def words(of: "_SubParsersAction[Any]") -> None:
    """What both understand."""
    one = of.add_parser("frames", help="how many children each kind of frame has")
    one.add_argument("--snapshot", required=True, help="hash of a snapshot")
    one.add_argument("--window-end", required=True, metavar="YYYY-MM-DD")
    one = of.add_parser("commission", help="begin a round")
    one.add_argument("--title", required=True)
    one.add_argument("--purpose", default="")
    one.add_argument("--window-end", required=True, metavar="YYYY-MM-DD")
    one.add_argument("--baseline", required=True, help="key of a baseline inspection")
    one.add_argument("--snapshot", required=True, help="hash of a snapshot")
    one.add_argument("--plan", required=True, help="in depth + lighter: EH=3+2,CIN=4+2,CP=4+0")
    one.add_argument(
        "--frame",
        choices=[*FrameKind],
        default=FrameKind.OPEN.value,
        help="which children the round is about; `round frames` counts them",
    )
    one.add_argument("--planned", default="", metavar="KEY", help="its place in the programme")
    one.add_argument("--records", choices=("notes", "pointers"), default="pointers")
    one.add_argument("--form-in-depth", default="in-depth", metavar="KEY")
    one.add_argument("--form-lighter", default="lighter", metavar="KEY")
    one.add_argument(
        "--strand",
        action="append",
        required=True,
        metavar="NAME:COMMISSIONER[:LOGIN,…[:FORM,FORM]]",
        help="once for each strand held in conjunction; its own forms in depth and lighter by key",
    )


def frames(on: ActCommand, *, snapshot: str, window_end: str, **_: Any) -> None:
    """Each kind with its children by group, over the six months to that day."""
    window, may = six_months_to(day(window_end)), may_see(on.by)
    found = {k: queries.counts_of(snapshot, k, window) if may else {} for k in FrameKind}
    if not found[FrameKind.OPEN]:
        raise BadInput(
            f"There is no snapshot {snapshot[:12]}. `stocktake snapshot list` names them."
        )
    lines = [window.in_words]
    for kind, counts in found.items():
        groups = ", ".join(f"{DEFAULT_LABELS[s].lower()} {n}" for s, n in counts.items() if n)
        lines.append(f"{sum(counts.values()):>6}  {kind:<34} {groups}".rstrip())
    on.say("\n".join(lines), {str(k): {str(s): n for s, n in c.items()} for k, c in found.items()})


def commission(on: ActCommand, **said: Any) -> None:
    """Begin a round, through the act that the page uses; take up its place in the programme."""
    if said["planned"] not in ("", *_places()):
        raise BadInput(f"No planned round {said['planned']} waits to be commissioned.")
    round_id = acts.commission(
        title=said["title"],
        purpose=said["purpose"],
        window_end=day(said["window_end"]),
        baseline_key=said["baseline"],
        snapshot=said["snapshot"],
        records=said["records"],
        form_in_depth=said["form_in_depth"],
        form_lighter=said["form_lighter"],
        strands=[_strand(text) for text in said["strand"]],
        plan=Plan(strata=designing.numbers(said["plan"])),
        frame=FrameKind(said["frame"]),
        by=on.by,
        at=on.at,
    )
    if said["planned"]:
        acts.take_up(key=said["planned"], round_id=round_id, by=on.by, at=on.at)
    made = queries.round_(round_id)
    on.say(
        f"Commissioned round {made.reference}, {made.window.in_words}.",
        {"id": round_id, "reference": made.reference, "commitment": made.commitment},
    )


def _places() -> list[str]:
    return [p.id for p in queries.planned_rounds() if p.state.status == PLANNED]


def _strand(text: str) -> Strand:
    name, _, rest = text.partition(":")
    commissioner, _, rest = rest.partition(":")
    logins, _, forms = rest.partition(":")
    in_depth, _, lighter = forms.partition(",")
    reviewers = tuple(person_named(login).id for login in logins.split(",") if login)
    return Strand(
        name=name.strip(),
        commissioner=commissioner.strip(),
        reviewers=reviewers,
        form_in_depth=in_depth.strip(),
        form_lighter=lighter.strip(),
    )
