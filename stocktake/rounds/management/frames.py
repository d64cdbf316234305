"""`stocktake round frames`: how many children each kind of frame has, before one is chosen."""

from argparse import _SubParsersAction
from datetime import date
from typing import Any

from stocktake.caseload.domain.kinds import FrameKind
from stocktake.core.periods import six_months_to
from stocktake.core.strata import DEFAULT_LABELS
from stocktake.people.command import ActCommand, BadInput
from stocktake.rounds import queries


def words(of: "_SubParsersAction[Any]") -> None:
    """What `round frames` understands."""
    one = of.add_parser("frames", help="how many children each kind of frame has")
    one.add_argument("--snapshot", required=True, help="hash of a snapshot")
    one.add_argument("--window-end", required=True, metavar="YYYY-MM-DD")


def tell(on: ActCommand, snapshot: str, end: date, *, may_see: bool) -> None:
    """Each kind with its children by group, over the six months to that day."""
    window = six_months_to(end)
    found = {k: queries.counts_of(snapshot, k, window) if may_see else {} for k in FrameKind}
    if not found[FrameKind.OPEN]:
        raise BadInput(
            f"There is no snapshot {snapshot[:12]}. `stocktake snapshot list` names them."
        )
    lines = [window.in_words]
    for kind, counts in found.items():
        groups = ", ".join(f"{DEFAULT_LABELS[s].lower()} {n}" for s, n in counts.items() if n)
        lines.append(f"{sum(counts.values()):>6}  {kind:<34} {groups}".rstrip())
    on.say("\n".join(lines), {str(k): {str(s): n for s, n in c.items()} for k, c in found.items()})


def day(text: str) -> date:
    """A day as it is typed. Raises BadInput."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise BadInput(f"{text} is not a date like 2026-10-19.") from None
