"""`stocktake round`: commission, design, select, swap, freeze, list and show rounds."""

from argparse import ArgumentParser
from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import Any

from stocktake.core.strata import DEFAULT_LABELS
from stocktake.people.command import ActCommand
from stocktake.rounds import acts, queries
from stocktake.rounds.domain.values import Round
from stocktake.rounds.management import commissioning, designing, sampling, terms
from stocktake.rounds.management.naming import by_reference, may_see, round_named


class Command(ActCommand):
    help = "Commission a round, select its sample, freeze it"

    def arguments(self, parser: ArgumentParser) -> None:
        words = parser.add_subparsers(
            dest="word", required=True, metavar="|".join((*BEFORE, *OF_ONE, "allocate"))
        )
        commissioning.words(words)
        words.add_parser("list", help="every round")
        for word, said in (
            ("show", "the plan and the sample"),
            ("design", "numbers, spread, limits, certain cases and routes"),
            ("close", "close the round"),
        ):
            one = words.add_parser(word, help=said)
            by_reference(one)
            if word == "design":
                designing.words(one)
        sampling.words(words)
        terms.words(words)
        words.add_parser("allocate", help="propose who reviews what, and allocate it")

    def run(self, **options: Any) -> None:
        word = options.pop("word")
        if word in OF_ONE:
            OF_ONE[word](self, round_named(options.pop("round"), self.by), **options)
        else:
            BEFORE[word](self, **options)


def list_(on: ActCommand, **_: Any) -> None:
    found = queries.rounds() if may_see(on.by) else ()
    lines = (f"{r.reference:<12} {r.status:<13} {r.window.in_words}  {r.title}" for r in found)
    facts = [{"reference": r.reference, "status": r.status, "title": r.title} for r in found]
    on.say("\n".join(lines) or "No round yet.", facts)


def show(on: ActCommand, of: Round, **_: Any) -> None:
    cases = queries.cases(of.id)
    lines = [f"{of.title} ({of.status})", f"Window: {of.window.in_words}", f"About: {of.frame}"]
    for stratum in of.strata:
        planned, here = of.plan.of(stratum), of.open.get(stratum, 0)
        chosen = ", ".join(f"{c.ref} ({c.depth})" for c in cases if c.stratum == stratum)
        lines.append(f"  {DEFAULT_LABELS[stratum]}: {planned.wanted} of {here}  {chosen}")
    on.say("\n".join(lines), {**asdict(of), "cases": [asdict(c) for c in cases]})


def close(on: ActCommand, of: Round, **_: Any) -> None:
    acts.close_round(round_id=of.id, by=on.by, at=on.at)
    on.say("Closed.", {"closed": of.reference})


BEFORE: Mapping[str, Callable[..., None]] = {
    "frames": commissioning.frames,
    "commission": commissioning.commission,
    "list": list_,
}
OF_ONE: Mapping[str, Callable[..., None]] = {
    "show": show,
    "design": designing.design,
    "select": sampling.select,
    "swap": sampling.swap,
    "leave-out": sampling.leave_out,
    "freeze": sampling.freeze,
    "terms": terms.agree,
    "close": close,
}
