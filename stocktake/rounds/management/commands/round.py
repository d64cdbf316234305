"""`stocktake round`: commission, select, freeze, list and show rounds."""

from argparse import ArgumentParser, _SubParsersAction
from dataclasses import asdict, replace
from enum import StrEnum
from typing import Any, TypeVar

from stocktake.caseload.domain.kinds import FrameKind
from stocktake.core.capacity import Capacity
from stocktake.core.strata import DEFAULT_LABELS, Depth, Stratum
from stocktake.people.command import ActCommand, BadInput, person_named
from stocktake.rounds import acts, queries
from stocktake.rounds.domain.rounds import SEES
from stocktake.rounds.domain.selection import Plan
from stocktake.rounds.domain.terms import Terms
from stocktake.rounds.domain.values import Round, Strand
from stocktake.rounds.management import designing, frames
from stocktake.rounds.management.frames import day

E = TypeVar("E", bound=StrEnum)


class Command(ActCommand):
    help = "Commission a round, select its sample, freeze it"

    def arguments(self, parser: ArgumentParser) -> None:
        words = parser.add_subparsers(
            dest="word",
            required=True,
            metavar="frames|commission|design|select|freeze|terms|allocate|close|list|show",
        )
        _commission_words(words)
        words.add_parser("list", help="every round")
        frames.words(words)
        for word, said in (
            ("show", "the plan and the sample"),
            ("design", "numbers, spread, limits, certain cases and routes"),
            ("select", "select the sample; again needs --reason"),
            ("freeze", "freeze the sample: nothing in it moves afterwards"),
            ("close", "close the round"),
        ):
            one = words.add_parser(word, help=said)
            one.add_argument("round", help="its reference, as 2026-10")
            if word == "design":
                designing.words(one)
            if word == "select":
                one.add_argument("--reason", default="", help="why it is selected again")
            if word == "freeze":
                one.add_argument("--yes", action="store_true", help="do not ask")

        _terms_words(words)

    def run(self, **options: Any) -> None:
        getattr(self, f"do_{options['word']}")(**options)

    def do_commission(self, **said: Any) -> None:
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
            by=self.by,
            at=self.at,
        )
        made = queries.round_(round_id)
        self.say(
            f"Commissioned round {made.reference}, {made.window.in_words}.",
            {"id": round_id, "reference": made.reference, "commitment": made.commitment},
        )

    def do_frames(self, *, snapshot: str, window_end: str, **_: Any) -> None:
        frames.tell(self, snapshot, day(window_end), may_see=self._may_see())

    def do_design(self, *, round: str, **said: Any) -> None:
        designing.design(self, self._round(round), **said)

    def do_select(self, *, round: str, reason: str, **_: Any) -> None:
        attempt = acts.select_sample(
            round_id=self._round(round).id, reason=reason, by=self.by, at=self.at
        )
        self.say(
            f"Selected {len(attempt.sample.drawn)} with seed {attempt.seed}.",
            {"attempt": attempt.number, "seed": attempt.seed},
        )

    def do_freeze(self, *, round: str, yes: bool, **_: Any) -> None:
        if not yes and not self.as_json:
            answer = input("Nothing in the sample moves after this. Freeze it? [y/N] ")
            if answer.strip().lower() not in ("y", "yes"):
                raise BadInput("Nothing was frozen.")
        cases = acts.freeze_sample(round_id=self._round(round).id, by=self.by, at=self.at)
        self.say(f"Frozen: {len(cases)} cases.", {"cases": [case.id for case in cases]})

    def do_terms(self, *, round: str, reviewer: str, **said: Any) -> None:
        of, person = self._round(round), person_named(reviewer)
        standing = {t.reviewer: t for t in queries.terms_of(of.id)}
        now = standing.get(person.id, Terms(round=of.id, reviewer=person.id, days=0))
        terms = replace(now, **{k: v for k, v in _terms(said).items() if v is not None})
        acts.agree_terms(round_id=of.id, terms=[terms], by=self.by, at=self.at)
        self.say(f"{person.name}: {terms.days:g} days in round {of.reference}.", asdict(terms))

    def do_close(self, *, round: str, **_: Any) -> None:
        acts.close_round(round_id=self._round(round).id, by=self.by, at=self.at)
        self.say("Closed.", {"closed": round})

    def do_list(self, **_: Any) -> None:
        found = queries.rounds() if self._may_see() else ()
        lines = (f"{r.reference:<12} {r.status:<13} {r.window.in_words}  {r.title}" for r in found)
        facts = [{"reference": r.reference, "status": r.status, "title": r.title} for r in found]
        self.say("\n".join(lines) or "No round yet.", facts)

    def do_show(self, *, round: str, **_: Any) -> None:
        found = self._round(round)
        cases = queries.cases(found.id)
        lines = [f"{found.title} ({found.status})", f"Window: {found.window.in_words}"]
        for stratum in found.strata:
            planned, here = found.plan.of(stratum), found.open.get(stratum, 0)
            chosen = ", ".join(f"{c.ref} ({c.depth})" for c in cases if c.stratum == stratum)
            lines.append(f"  {DEFAULT_LABELS[stratum]}: {planned.wanted} of {here}  {chosen}")
        self.say("\n".join(lines), {**asdict(found), "cases": [asdict(c) for c in cases]})

    def _round(self, name: str) -> Round:
        found = queries.by_reference(name) if self._may_see() else None
        if found is None:
            raise BadInput(f"There is no round {name}. `stocktake round list` shows them.")
        return found

    def _may_see(self) -> bool:
        return self.by.holds(*SEES, Capacity.LOCAL_OPERATOR)


def _commission_words(words: "_SubParsersAction[Any]") -> None:
    one = words.add_parser("commission", help="begin a round")
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


def _terms_words(words: "_SubParsersAction[Any]") -> None:
    one = words.add_parser("terms", help="a reviewer's days, groups, depths and teams kept from")
    one.add_argument("round", help="its reference, as 2026-10")
    one.add_argument("--reviewer", required=True, metavar="LOGIN")
    one.add_argument("--days", type=float, metavar="N", help="in whole or half days")
    one.add_argument("--groups", metavar="CP,CLA", help="left out: as they are, at first all")
    one.add_argument("--depths", metavar="DEPTH,…", help="“in depth”, “lighter” or both")
    one.add_argument("--keeps-from", action="append", metavar="TEAM", help="once for each team")
    words.add_parser("allocate", help="propose who reviews what, and allocate it")


def _terms(said: dict[str, Any]) -> dict[str, Any]:
    groups = [_one_of(Stratum, g.strip().upper()) for g in (said["groups"] or "").split(",") if g]
    depths = [_one_of(Depth, d.strip()) for d in (said["depths"] or "").split(",") if d]
    kept = said["keeps_from"]
    return {
        "days": said["days"],
        "strata": tuple(s for s in Stratum if s in groups) or None,
        "depths": tuple(d for d in Depth if d in depths) or None,
        "keeps_from": tuple(sorted(kept)) if kept else None,
    }


def _one_of(kind: type[E], text: str) -> E:
    if text not in [*kind]:
        raise BadInput(f"“{text}” is none of {', '.join(kind)}.")
    return kind(text)


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
