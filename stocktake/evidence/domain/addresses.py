"""Addresses inside the site with fields put in: pure text, used by values that link to sources."""

from collections.abc import Mapping
from functools import lru_cache
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

PLACES = {"note", "version"}  # where in the record a page stands; a new place replaces them


def link(address: str, fields: Mapping[str, str], fragment: str = "") -> str:
    """The address with these fields in place of its own of the same name."""
    path, kept = _kept(address, frozenset(fields))
    query = "&".join(part for part in (kept, urlencode(fields)) if part)
    return urlunsplit(("", "", path, query, fragment))


@lru_cache(maxsize=256)  # a list of notes asks for hundreds from one address
def _kept(address: str, names: frozenset[str]) -> tuple[str, str]:
    parts = urlsplit(address)
    kept = [(k, v) for k, v in parse_qsl(parts.query) if k not in names | PLACES]
    return parts.path, urlencode(kept)
