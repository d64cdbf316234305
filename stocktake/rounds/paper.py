"""The certificate as a tagged PDF, set by typst; every text goes in as data, never as markup."""

import json
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import typst

from stocktake.core.periods import day_in_words
from stocktake.core.strata import DEFAULT_LABELS, Depth
from stocktake.record import clock
from stocktake.rounds import printing
from stocktake.rounds.domain.certificate import SOURCES, Certificate, method_of, shared_facts
from stocktake.rounds.domain.coverage import Group, in_words, recorded
from stocktake.rounds.domain.telling import design_in_words, method_in_words, recent_warnings

TEMPLATE = Path(__file__).with_name("certificate.typ")
Table = dict[str, object]


def as_pdf(certificate: Certificate) -> bytes:
    """PDF/UA-1 tagged, titled, in British English; the same bytes for the same certificate."""
    made: bytes = typst.compile(
        TEMPLATE,
        root=TEMPLATE.parent,
        format="pdf",
        pdf_standards=["ua-1"],
        sys_inputs={"certificate": json.dumps(_facts(certificate))},
        timestamp=certificate.round.frozen_at or certificate.last.at,
    )
    return made


def write(certificate: Certificate, folder: Path, name: str = "draw-certificate") -> Path:
    """Write the PDF beside the other files of the certificate."""
    path = folder / f"{name}.pdf"
    path.write_bytes(as_pdf(certificate))
    return path


def _facts(certificate: Certificate) -> dict[str, object]:
    about, last, plan = certificate.round, certificate.last, certificate.plan
    words = about.frame.words
    strata = last.sample.strata
    drawn = len(certificate.sample.drawn)
    sources = SOURCES[: 2 if plan.limits.any else 1]
    return {
        "title": "Certificate of the sample selection",
        "round": about.title,
        "council": certificate.council,
        "window": about.window.in_words,
        "promise": "Anyone who holds the same snapshot, or the sealed frame, can repeat this "
        f"selection and get the same {drawn} references.",
        "stands": _stands(certificate),
        "heading": [
            ["Seed begins", last.seed[:8]],
            ["Selected from", f"{sum(s.open for s in strata)} {words.children}"],
            ["Selected", f"{drawn}: {plan.in_depth} in depth, {plan.lighter} lighter"],
            ["Design", design_in_words(plan, sum(1 for s in strata if s.open))],
        ],
        "hashes": _hashes(certificate),
        "strata": _strata(certificate),
        "warnings": recent_warnings(strata, plan),
        "left_out": _left_out(certificate),
        "routed": _routed(certificate),
        "method": [
            *method_in_words(plan, words.children),
            f"{method_of(plan).capitalize()}. {'. '.join(sources)}.",
        ],
        "chances": _table(
            ("Group", "Before the limits", "Aimed at", "In replays"), printing.chances(certificate)
        ),
        "from": f"From {words.children} to the sample",
        "coverage_words": in_words(certificate.coverage, words.children),
        "coverage": [_covered(group, words.column) for group in recorded(certificate.coverage)],
        "references": _references(certificate),
        "happened": [*_shared(certificate), *_swaps(certificate), *_attempts(certificate)],
        **_commands(about.reference),
    }


def _commands(reference: str) -> dict[str, str]:
    verify = f"stocktake draw verify certificate-{reference}.json"
    return {"verify": verify, "sealed": f"{verify} --frame sealed-frame-{reference}.json"}


def _table(head: Sequence[str], rows: Sequence[Sequence[object]]) -> Table:
    return {"head": [*head], "rows": [[str(value) for value in row] for row in rows]}


def _stands(certificate: Certificate) -> str:
    about, last = certificate.round, certificate.last
    if about.frozen_at is None:
        return f"Not frozen yet. Selected on {_moment(last.at)} by {certificate.names[last.by]}."
    who = certificate.names[about.frozen_by]
    return f"Frozen on {_moment(about.frozen_at)} by {who}. No swaps since."


def _hashes(certificate: Certificate) -> list[list[str]]:
    about, last = certificate.round, certificate.last
    entries = ", ".join(f"{act} {number}" for act, number in certificate.entries.items())
    return [
        [f"Seed of attempt {last.number} (SHA-256)", last.seed],
        ["Snapshot (SHA-256)", about.snapshot],
        ["Frame (SHA-256)", last.frame_hash],
        ["Sealed frame, under pseudonyms (SHA-256)", last.sealed_hash],
        ["Committed when commissioned (SHA-256 of the number)", about.commitment],
        ["The committed number", certificate.number],
        ["Record entries", entries or "none"],
        ["Program", f"Stocktake {certificate.version}, selection rule 2"],
    ]


def _strata(certificate: Certificate) -> Table:
    """By stratum; columns of those left out and those in for certain only where there are any."""
    chance = "Chance before limits" if certificate.plan.limits.any else "Exact chance"
    strata = certificate.last.sample.strata
    counted = {
        certificate.round.frame.words.column: [s.open for s in strata],
        "Left out": [s.left_out for s in strata],
        "Eligible": [s.eligible for s in strata],
        "Certain": [s.certain for s in strata],
        "Selected": [s.drawn for s in strata],
        "In depth": [s.in_depth for s in strata],
        "Lighter": [s.lighter for s in strata],
    }
    rare = ("Left out", "Certain")
    kept = {name: found for name, found in counted.items() if any(found) or name not in rare}
    rows: list[tuple[object, ...]] = [
        (DEFAULT_LABELS[s.stratum], *(found[i] for found in kept.values()), s.chance_in_words)
        for i, s in enumerate(strata)
    ]
    rows.append(("Total", *map(sum, kept.values()), "by group"))
    return _table(("Group", *kept, chance), rows)


def _left_out(certificate: Certificate) -> Table:
    names = certificate.names
    rows = [
        (x.ref, DEFAULT_LABELS[x.stratum], x.reason, names.get(x.decided_by, "By rule"))
        for x in certificate.last.left_out
    ]
    return _table(("Reference", "Group", "Reason", "Approved by"), rows)


def _routed(certificate: Certificate) -> list[str]:
    return [
        f"{c.ref}: {c.routed_for}; kept in, for one named reviewer only, "
        f"{certificate.names.get(c.routed_to, 'named in the record')}."
        for c in certificate.cases
        if c.routed_for
    ]


def _covered(group: Group, column: str) -> Table:
    rows = [(x.label, x.open, x.drawn, *_shares(group.shares(x))) for x in group.lines]
    return _table((group.title, column, "Selected", "Of all", "Of the sample"), rows)


def _shares(shares: tuple[float, float]) -> tuple[str, str]:
    return f"{shares[0]:.0f}%", f"{shares[1]:.0f}%"


def _references(certificate: Certificate) -> Table:
    depths = (Depth.IN_DEPTH, Depth.LIGHTER, None)
    rows = [
        (
            DEFAULT_LABELS[s.stratum],
            *(", ".join(certificate.refs(s.stratum, depth)) or "none" for depth in depths),
        )
        for s in certificate.last.sample.strata
    ]
    return _table(("Group", "In depth", "Lighter", "Next in order, not used"), rows)


def _shared(certificate: Certificate) -> list[str]:
    """Which cases every strand reviews, where any are."""
    shared = shared_facts(certificate).get("shared", ())
    if not shared:
        return []
    strands = ", ".join(s.name for s in certificate.round.strands)
    refs = ", ".join(one["ref"] for one in shared)
    return [f"Reviewed by every strand ({strands}), chosen by chance among the sample: {refs}."]


def _swaps(certificate: Certificate) -> list[str]:
    told = [
        f"{certificate.ref_of(s.out_key)} gave way to {certificate.ref_of(s.in_key)} on "
        f"{_moment(s.at)}. Reason given by {certificate.names[s.by]}: {s.reason.lower()}."
        for s in certificate.last.swaps
    ]
    return told or ["No swaps."]


def _attempts(certificate: Certificate) -> list[str]:
    if len(certificate.attempts) == 1:
        return ["Selected once."]
    return [
        f"Attempt {a.number}, {_moment(a.at)}, by {certificate.names[a.by]}, seed {a.seed[:8]}."
        + (f" Reason given: {a.reason}." if a.reason else "")
        for a in certificate.attempts
    ]


def _moment(at: datetime | None) -> str:
    if at is None:
        return "a day not recorded"
    local = clock.local(at)
    return f"{day_in_words(local.date())}, {local:%H:%M}"
