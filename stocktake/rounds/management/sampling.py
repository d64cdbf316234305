"""`stocktake round select`, `swap`, `freeze` and `leave-out`: the sample, from the command line."""

from argparse import _SubParsersAction
from typing import Any

from stocktake.people.command import ActCommand, BadInput
from stocktake.rounds import acts, queries
from stocktake.rounds.acts.subjects import frame_of, row_of
from stocktake.rounds.domain.exceptions import REASONS
from stocktake.rounds.domain.swapping import REASONS as SWAP_REASONS
from stocktake.rounds.domain.values import Round
from stocktake.rounds.management.naming import by_reference

ASK, APPROVE, KEEP_IN, WITHDRAW = "ask", "approve", "keep-in", "withdraw"
RELATIVE, AUTHORITY = "relative", "authority"


def words(of: "_SubParsersAction[Any]") -> None:
    """What they understand."""
    one = of.add_parser("select", help="select the sample; again needs --reason")
    by_reference(one)
    one.add_argument("--reason", default="", help="why it is selected again")
    one = of.add_parser("swap", help="one child gives way to the next reserve")
    by_reference(one)
    one.add_argument("--out", required=True, metavar="REF", help="who gives way")
    one.add_argument("--code", required=True, choices=[*SWAP_REASONS])
    one.add_argument("--words", required=True, help="your reason, for the certificate")
    one = of.add_parser("freeze", help="freeze the sample: nothing in it moves afterwards")
    by_reference(one)
    one.add_argument("--yes", action="store_true", help="do not ask")
    one = of.add_parser(
        "leave-out", help="ask to leave a child out, decide it, mark a relative, give authority"
    )
    by_reference(one)
    one.add_argument("what", choices=(ASK, APPROVE, KEEP_IN, WITHDRAW, RELATIVE, AUTHORITY))
    one.add_argument("ref", help="the child's reference")
    one.add_argument("--code", choices=[*REASONS], help="why, when asking")
    one.add_argument("--words", default="", help="what should be known")


def select(on: ActCommand, of: Round, *, reason: str, **_: Any) -> None:
    attempt = acts.select_sample(round_id=of.id, reason=reason, by=on.by, at=on.at)
    on.say(
        f"Selected {len(attempt.sample.drawn)} with seed {attempt.seed}.",
        {"attempt": attempt.number, "seed": attempt.seed},
    )


def swap(on: ActCommand, of: Round, *, out: str, code: str, words: str, **_: Any) -> None:
    done = acts.swap_case(round_id=of.id, ref=out, code=code, words=words, by=on.by, at=on.at)
    last = queries.attempts(of.id)[-1]
    coming = next(last.refs[d.child_id] for d in last.standing.drawn if d.key == done.in_key)
    on.say(
        f"{out} gave way to {coming}, the next in order.", {"out": out, "in": coming, "code": code}
    )


def freeze(on: ActCommand, of: Round, *, yes: bool, **_: Any) -> None:
    if not yes and not on.as_json:
        answer = input("Nothing in the sample moves after this. Freeze it? [y/N] ")
        if answer.strip().lower() not in ("y", "yes"):
            raise BadInput("Nothing was frozen.")
    cases = acts.freeze_sample(round_id=of.id, by=on.by, at=on.at)
    on.say(f"Frozen: {len(cases)} cases.", {"cases": [case.id for case in cases]})


def leave_out(
    on: ActCommand, of: Round, *, what: str, ref: str, code: str | None, words: str, **_: Any
) -> None:
    who: dict[str, Any] = {"round_id": of.id, "by": on.by, "at": on.at}
    if what == ASK:
        acts.ask_to_leave_out(ref=ref, code=code or "", words=words, **who)
    elif what == RELATIVE:
        acts.mark_relative(ref=ref, words=words, **who)
    elif what == AUTHORITY:
        acts.give_authority(ref=ref, words=words, **who)
    else:
        child = row_of(frame_of(of), ref).child_id
        if what == WITHDRAW:
            acts.withdraw_leave_out(child_id=child, **who)
        else:
            acts.decide_leave_out(child_id=child, approve=what == APPROVE, **who)
    now = queries.round_(of.id).exceptions
    on.say(
        f"Done. Left out: {len(now.approved)}; waiting for a decision: {len(now.waiting)}.",
        {"left_out": len(now.approved), "waiting": len(now.waiting)},
    )
