"""The public copy of a sample's certificate: how it was chosen, without who was in it.

The full certificate names children by the extract's id and stays with the council. Left out here
are ids, references, ages and every count of a stratum too small to stand alone.
"""

import json
from dataclasses import replace

from jinja2 import Environment, PackageLoader, StrictUndefined

from stocktake.core.disclosure import THRESHOLD, small
from stocktake.core.periods import day_in_words
from stocktake.record import clock
from stocktake.reports.compose.tallies import Group
from stocktake.rounds.domain.certificate import SEED_RULE, Certificate, method_of, sample_hash
from stocktake.rounds.domain.selection import Limits, Plan
from stocktake.rounds.domain.telling import method_in_words

FORMAT = "stocktake sample selection, public copy 1"
_ENVIRONMENT = Environment(
    loader=PackageLoader("stocktake.reports", "templates/published"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def public_certificate(
    certificate: Certificate, groups: tuple[Group, ...], *, demonstration: bool
) -> dict[str, bytes]:
    """Both files by name: JSON for a machine, a page for people."""
    facts = _facts(certificate, groups)
    template = _ENVIRONMENT.get_template("certificate.html")
    page = template.render(facts=facts, council=certificate.council, demonstration=demonstration)
    machine = json.dumps(facts, ensure_ascii=False, indent=1) + "\n"
    return {"draw-certificate.json": machine.encode(), "draw-certificate.html": page.encode()}


def _facts(certificate: Certificate, groups: tuple[Group, ...]) -> dict[str, object]:
    about, last = certificate.round, certificate.last
    told = groups if len(groups) > 1 else ()
    return {
        "format": FORMAT,
        "council": certificate.council,
        "round": {
            "reference": about.reference,
            "title": about.title,
            "window": about.window.in_words,
            "children": about.frame.words.children,
        },
        "seed": last.seed,
        "frame_hash": last.frame_hash,
        "sealed_frame": last.sealed_hash,
        "commitment": about.commitment,
        "number": certificate.number,
        "method": {
            "name": method_of(last.plan),
            "seed": SEED_RULE,
            "words": _method(last.plan, about.frame.words.children),
        },
        "open": sum(about.open.values()),
        "left_out": masked(len(last.left_out)),
        "swaps": masked(len(last.swaps)),
        "groups": [{"group": g.label, "open": g.open, "selected": g.reviewed} for g in told],
        "attempts": [
            {"attempt": a.number, "seed": a.seed, "sample_hash": sample_hash(a.sample)}
            for a in certificate.attempts
        ],
        "frozen": day_in_words(clock.local(about.frozen_at).date()) if about.frozen_at else "",
        "software": f"Stocktake {certificate.version}",
    }


def _method(plan: Plan, whom: str) -> list[str]:
    """The method in words, with the limits named and without their small numbers."""
    told = method_in_words(replace(plan, limits=Limits()), whom)
    kept = "Limits by team, worker or household were kept too; they move chances a little."
    return [*told, kept] if plan.limits.any else told


def masked(count: int) -> str:
    """A count of children as it may be published: none, a number that is not small, or a range."""
    return f"1 to {THRESHOLD}" if small(count) else str(count or "none")
