"""The certificate as files: JSON for a machine, and one page that needs nothing beside it."""

import json
from pathlib import Path

from django.contrib.staticfiles import finders
from django.template.loader import render_to_string

from stocktake.rounds.domain.certificate import Certificate, to_facts
from stocktake.rounds.domain.coverage import Group, in_words

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
    for file, text in files.items():
        (folder / file).write_text(text, encoding="utf-8")
    return [folder / file for file in files]


def shown(certificate: Certificate) -> dict[str, object]:
    """What the certificate's template is given."""
    groups = certificate.coverage
    return {
        "certificate": certificate,
        "round": certificate.round,
        "coverage": groups,
        "coverage_words": in_words(groups),
        "scale": scale(groups),
        "file_name": f"certificate-{certificate.round.reference}.json",
    }


def scale(groups: tuple[Group, ...]) -> int:
    """The right end of the coverage picture in per cent: the next ten above every share."""
    shares = [share for g in groups for line in g.lines for share in g.shares(line)]
    return min(100, (int(max(shares, default=0)) // 10 + 1) * 10)
