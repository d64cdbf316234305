"""The public copy of a sample's certificate: how it was chosen, without who was in it.

The full certificate names children by the extract's id and stays with the council. Left out here
are ids, references, ages and every count of a stratum too small to stand alone.
"""

import json

from jinja2 import Environment, PackageLoader, StrictUndefined

from stocktake.core.periods import day_in_words
from stocktake.record import clock
from stocktake.reports.compose.tallies import Group
from stocktake.rounds.domain.certificate import SEED_RULE, Certificate, method_of, sample_hash

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
        },
        "seed": last.seed,
        "frame_hash": last.frame_hash,
        "sealed_frame": last.sealed_hash,
        "commitment": about.commitment,
        "number": certificate.number,
        "method": {"name": method_of(last.plan), "seed": SEED_RULE},
        "open": sum(about.open.values()),
        "groups": [{"group": g.label, "open": g.open, "selected": g.reviewed} for g in told],
        "attempts": [
            {"attempt": a.number, "seed": a.seed, "sample_hash": sample_hash(a.sample)}
            for a in certificate.attempts
        ],
        "frozen": day_in_words(clock.local(about.frozen_at).date()) if about.frozen_at else "",
        "software": f"Stocktake {certificate.version}",
    }
