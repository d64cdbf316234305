"""Twelve key pages as pictures under docs/pictures, taken anew with UPDATE_PICTURES=1.

Without it the pages must open, be accessible and hold their main thing.
"""

import io
import os
from dataclasses import dataclass
from pathlib import Path

import pytest
from PIL import Image

from tests.browser.conftest import Open
from tests.browser.house import House
from tests.browser.visitor import Visitor
from tests.homes import ROOT

pytestmark = [pytest.mark.browser, pytest.mark.prove, pytest.mark.xdist_group("midflight")]

FOLDER = ROOT / "docs" / "pictures"
NAMED = "SELECT key FROM reviews_review WHERE ref = ? ORDER BY key DESC"
HERS = "SELECT key FROM reviews_review WHERE team = 'Safeguarding' AND status = 'shared'"
COLOURS = 256  # of the palette: flat pages need no more


@dataclass(frozen=True)
class Picture:
    """One page: who looks at it, where, and what must be on it. `{TH-…}` is a review's number.

    `opens`: the list whose first link is followed before the picture is taken.
    """

    name: str
    who: str
    path: str
    holds: str
    width: int = 1280
    tall: int = 1500
    opens: str = ""


PICTURES = (
    Picture("round-board", "Nadia", "/", "Needs you"),
    Picture(
        "desk",
        "Owen",
        "/reviews/{TH-1041}/desk/",
        "Themes of the form",
        tall=1000,
        opens="Rests on",
    ),
    Picture("reply", "Tess", "/reviews/{awaits Tess}/reply/", "to answer"),
    Picture("reply-320", "Tess", "/reviews/{awaits Tess}/reply/", "to answer", width=320),
    Picture("certificate", "Nadia", "/rounds/2/certificate/", "Seed"),
    Picture("report", "", "{report}", "Practice assurance"),
    Picture("responses", "Owen", "/reviews/{TH-1034}/responses/", "Challenge"),
    Picture("concern", "Hari", "/concerns/1/", "waiting"),
    Picture("actions", "Nadia", "/actions/", "listed"),
    Picture("board-meeting", "Prue", "/board/1/", "Minutes"),
    Picture("heat-map-cell", "Prue", "/rounds/1/themes/lived-experience/CIN/", "Rests on"),
    Picture("import-check", "Dana", "{import}", "rejected rows"),
)


@pytest.mark.parametrize("picture", PICTURES, ids=lambda p: p.name)
def test_a_key_page_as_it_is(midflight: House, visit: Open, picture: Picture) -> None:
    with midflight.kept():
        person = visit(midflight, picture.who, width=picture.width)
        if picture.path == "{import}":
            uploaded(person, midflight)
        else:
            person.go(address(midflight, picture.path))
        if picture.opens:
            shown = person.page.get_by_role("list", name=picture.opens)
            shown.get_by_role("link").first.click()
            person.page.get_by_role("article").wait_for()
            person.look()
        assert picture.holds in person.page.content()
        if picture.width == 320:
            person.fits()
        if os.environ.get("UPDATE_PICTURES"):
            take(person, picture)


def address(house: House, path: str) -> str:
    """The path with a review's number, or the newest published report, in its place."""
    if path == "{report}":
        return "/published/" + house.rows("SELECT slug FROM reports_report")[0]["slug"] + "/"
    start, _, rest = path.partition("{")
    ref, _, end = rest.partition("}")
    if not ref:
        return path
    rows = house.rows(HERS if ref == "awaits Tess" else NAMED, *([ref] if "TH-" in ref else []))
    return f"{start}{rows[0]['key']}{end}"


def uploaded(dana: Visitor, house: House) -> None:
    """October's files uploaded once more, up to the page before they are imported."""
    house.python(
        "-c",
        "import sys, pathlib; from stocktake.demo.thornmere.council import thornmere;"
        "from stocktake.demo.thornmere.writers import write_folder;"
        "write_folder(pathlib.Path(sys.argv[1]), thornmere().october)",
        str(house.out / "files"),
    )
    dana.go("/import/case-list/")
    files = sorted((house.out / "files").glob("*.csv"))
    dana.page.get_by_label("Files").set_input_files(files)
    dana.fill("Day of the extract", "19 October 2026")
    dana.press("Upload and read")
    dana.press("Continue")


def take(person: Visitor, picture: Picture) -> None:
    """Keep the top of the page as a small PNG."""
    tall = min(picture.tall, int(person.page.evaluate("document.documentElement.scrollHeight")))
    person.page.set_viewport_size({"width": picture.width, "height": tall})
    shot = Image.open(io.BytesIO(person.page.screenshot())).convert("RGB")
    FOLDER.mkdir(parents=True, exist_ok=True)
    file = Path(FOLDER / f"{picture.name}.png")
    few = shot.quantize(COLOURS, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
    few.save(file, optimize=True)
