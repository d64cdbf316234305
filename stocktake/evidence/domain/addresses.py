"""Addresses inside the site with fields put in: pure text, used by values that link to sources."""

from collections.abc import Mapping
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

PLACES = {"note", "version"}  # where in the record a page stands; a new place replaces them


def link(address: str, fields: Mapping[str, str], fragment: str = "") -> str:
    """The address with these fields in place of its own of the same name."""
    parts = urlsplit(address)
    kept = [(k, v) for k, v in parse_qsl(parts.query) if k not in {*fields, *PLACES}]
    query = urlencode([*kept, *fields.items()])
    return urlunsplit(("", "", parts.path, query, fragment))
