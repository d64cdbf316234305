"""All files of one published report, by their names in its folder."""

import io
from datetime import datetime

from pypdf import PdfReader

from stocktake.reports.domain.public import Public
from stocktake.reports.render.data import data_csv, dictionary_csv
from stocktake.reports.render.page import Download, one_file, page_files
from stocktake.reports.render.pdf import pdf
from stocktake.reports.render.word import word

NAME = "committee-report"


def report_files(public: Public, at: datetime) -> dict[str, bytes]:
    """The three faces and the data, without the page that lists them."""
    return {
        f"{NAME}.html": one_file(public).encode(),
        f"{NAME}.docx": word(public, at),
        f"{NAME}.pdf": pdf(public, at),
        "data.csv": data_csv(public),
        "data-dictionary.csv": dictionary_csv(),
    }


def folder(public: Public, at: datetime, more: dict[str, bytes] | None = None) -> dict[str, bytes]:
    """The whole folder: page, style, figures, downloads, and `more` files such as the certificate."""
    files = {**report_files(public, at), **(more or {})}
    return {**page_files(public, _downloads(files)), **files}


def _downloads(files: dict[str, bytes]) -> tuple[Download, ...]:
    pages = len(PdfReader(io.BytesIO(files[f"{NAME}.pdf"])).pages)
    words = {
        f"{NAME}.docx": ("Word document", ".docx, "),
        f"{NAME}.pdf": ("PDF for printing", f"tagged, {pages} pages, "),
        f"{NAME}.html": ("One web page for sharing", "HTML, "),
        "data.csv": ("Data", "CSV, "),
        "data-dictionary.csv": ("What the data’s columns mean", "CSV, "),
        "draw-certificate.html": ("Certificate of the sample", "HTML, "),
        "draw-certificate.json": ("Certificate for machines", "JSON, "),
    }
    return tuple(
        Download(file=name, words=said, about=f"{about}{_size(files[name])}")
        for name, (said, about) in words.items()
        if name in files
    )


def _size(data: bytes) -> str:
    return f"{max(1, round(len(data) / 1024))} kB"
