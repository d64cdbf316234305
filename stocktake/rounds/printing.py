"""The certificate as files: JSON for a machine, and one page that needs nothing beside it."""

import json
from collections.abc import Sequence
from pathlib import Path

from django.contrib.staticfiles import finders
from django.template.loader import render_to_string

from stocktake.core.statistics.binomial import chance_interval
from stocktake.core.strata import DEFAULT_LABELS, Stratum
from stocktake.rounds.domain import sealed
from stocktake.rounds.domain.certificate import (
    SOURCES,
    Certificate,
    method_of,
    shared_facts,
    to_facts,
)
from stocktake.rounds.domain.coverage import Group, in_words, recorded
from stocktake.rounds.domain.telling import design_in_words, method_in_words, recent_warnings
from stocktake.rounds.queries.frames import frame_of_attempt

STYLE_LINK = '<link rel="stylesheet" href="stocktake.css">'


def as_json(certificate: Certificate) -> str:
    return json.dumps(to_facts(certificate), ensure_ascii=False, indent=1) + "\n"


def as_page(certificate: Certificate) -> str:
    """A whole HTML page with its style inside: it opens anywhere, without a server."""
    page = render_to_string("rounds/certificate_file.html", shown(certificate))
    found = finders.find("ui/built/stocktake.css")
    style = Path(str(found)).read_text() if found else ""
    return page.replace(STYLE_LINK, f"<style>{style}</style>", 1)


def write(certificate: Certificate, folder: Path, name: str = "draw-certificate") -> list[Path]:
    """Write the JSON and the page into the folder; return what was written."""
    folder.mkdir(parents=True, exist_ok=True)
    files = {f"{name}.json": as_json(certificate), f"{name}.html": as_page(certificate)}
    if (frame := as_sealed(certificate)) is not None:
        files[f"{name}-sealed-frame.json"] = frame
    for file, text in files.items():
        (folder / file).write_text(text, encoding="utf-8")
    return [folder / file for file in files]


def as_sealed(certificate: Certificate) -> str | None:
    """The sealed frame's file; None once the snapshot has been deleted."""
    frame = frame_of_attempt(certificate.round, certificate.last)
    if (
        frame is None
        or sealed.sealed_hash(frame, certificate.round.frame) != certificate.last.sealed_hash
    ):
        return None
    return sealed.to_file(
        frame,
        reference=certificate.round.reference,
        attempt=certificate.last.number,
        kind=certificate.round.frame,
    )


def shown(certificate: Certificate) -> dict[str, object]:
    """What the certificate's template is given."""
    groups, plan, words = certificate.coverage, certificate.plan, certificate.round.frame.words
    strata = certificate.last.sample.strata
    return {
        "certificate": certificate,
        "round": certificate.round,
        "plan": plan,
        "labels": {str(s): label for s, label in DEFAULT_LABELS.items()},
        "design": design_in_words(plan, sum(1 for s in strata if s.open)),
        "method": method_in_words(plan, words.children),
        "words": words,
        "method_name": method_of(plan),
        "sources": SOURCES[: 2 if plan.limits.any else 1],
        "warnings": recent_warnings(strata, plan),
        "out": out_columns(certificate),
        "certain": any(s.certain for s in strata),
        "swapped": {s.in_key: certificate.ref_of(s.out_key) for s in certificate.last.swaps},
        "routed": [c for c in certificate.cases if c.routed_for],
        "shared": [refs["ref"] for refs in shared_facts(certificate).get("shared", ())],
        "strands": [s.name for s in certificate.round.strands],
        "chances": chances(certificate),
        "coverage": recorded(groups),
        "coverage_words": in_words(groups, words.children),
        "scale": scale(recorded(groups)),
        "file_name": f"certificate-{certificate.round.reference}.json",
    }


def out_columns(certificate: Certificate) -> list[tuple[str, dict[str, int]]]:
    """Each reason for which children were left out, with how many by stratum."""
    found: dict[str, dict[str, int]] = {}
    for one in certificate.last.left_out:
        counts = found.setdefault(one.reason, {})
        counts[str(one.stratum)] = counts.get(str(one.stratum), 0) + 1
    return sorted(found.items())


def chances(certificate: Certificate) -> list[tuple[str, ...]]:
    """Under hard limits: by stratum, the chance before the limits, what the limits aim at, and
    what replays say of the children selected. Nothing where chances are exact."""
    last = certificate.last
    rows: list[tuple[str, ...]] = []
    if not last.plan.limits.any:
        return []
    for stratum in last.sample.strata:
        if stratum.aimed is None or not stratum.drawn:
            continue
        least, greatest = (f"{share:.1%}" for share in stratum.aimed)
        aimed = least if least == greatest else f"{least} to {greatest}"
        row = (DEFAULT_LABELS[stratum.stratum], stratum.chance_in_words, aimed)
        rows.append((*row, _replayed(certificate, stratum.stratum)))
    return rows


def _replayed(certificate: Certificate, stratum: Stratum) -> str:
    told = certificate.last.estimate
    if told is None:
        return "being worked out"
    own = [d.key for d in certificate.last.sample.drawn if d.stratum == stratum and not d.certain]
    if not own:
        return "in for certain"
    hits = sorted(told.counts.get(key, 0) for key in own)
    low, high = chance_interval(hits[0], told.runs)[0], chance_interval(hits[-1], told.runs)[1]
    middle = f"{hits[0] / told.runs:.1%} to {hits[-1] / told.runs:.1%}"
    return f"{middle} (95% interval from {low:.1%} to {high:.1%})"


def scale(groups: Sequence[Group]) -> int:
    """The right end of the coverage picture in per cent: the next ten above every share."""
    shares = [share for g in groups for line in g.lines for share in g.shares(line)]
    return min(100, (int(max(shares, default=0)) // 10 + 1) * 10)
