"""The public page: a static folder that needs no server, no menu and no account."""

from dataclasses import dataclass
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from stocktake.reports.domain.public import Public, PublicFigure
from stocktake.reports.render.picture import NARROW, svg

STYLE = "report.css"
_ENVIRONMENT = Environment(
    loader=PackageLoader("stocktake.reports", "templates/published"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    keep_trailing_newline=True,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Download:
    """A file beside the page, as its list of downloads names it."""

    file: str
    words: str
    about: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A published report in the public list."""

    slug: str
    title: str
    committee: str
    dated: str
    published: str


def page(public: Public, downloads: tuple[Download, ...]) -> str:
    """The page whose style and figures stand in files of their own beside it."""
    template = _ENVIRONMENT.get_template("report.html")
    return template.render(report=public, downloads=downloads, style="", pictures={})


def one_file(public: Public) -> str:
    """The same page as one file, style and figures within: for mail and archives."""
    style = Markup(_style())  # noqa: S704 - our own file
    pictures = {figure.anchor: Markup(svg(figure)) for figure in figures(public)}  # noqa: S704 - ours, escaped within
    template = _ENVIRONMENT.get_template("report.html")
    return template.render(report=public, downloads=(), style=style, pictures=pictures)


def page_files(public: Public, downloads: tuple[Download, ...]) -> dict[str, bytes]:
    """Every file of the page by its name in the folder."""
    made = {
        "index.html": page(public, downloads).encode(),
        STYLE: _style().encode(),
    }
    for figure in figures(public):
        made[f"figures/{figure.anchor}.svg"] = svg(figure).encode()
        made[f"figures/{figure.anchor}-narrow.svg"] = svg(figure, NARROW).encode()
    return made


def listing(council: str, reports: tuple[Listed, ...], *, demonstration: bool) -> dict[str, bytes]:
    """The list of all published reports, as files beside their folders."""
    template = _ENVIRONMENT.get_template("list.html")
    html = template.render(council=council, reports=reports, demonstration=demonstration)
    return {
        "index.html": html.encode(),
        STYLE: _style().encode(),
    }


def _style() -> str:
    return (files("stocktake.reports") / "templates/published" / STYLE).read_text("utf-8")


def figures(public: Public) -> tuple[PublicFigure, ...]:
    blocks = (b for section in public.sections for b in section.blocks)
    return tuple(b for b in blocks if isinstance(b, PublicFigure))
