"""Reading the hand-written access matrix, and asking the application whether it does as it says."""

import contextlib
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.db import transaction
from django.test import Client
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse
from django.utils.html import strip_tags
from django.utils.http import urlencode

from stocktake.core.capacity import Capacity
from stocktake.record.models import Access, Head
from tests.canaries import leaks
from tests.cast import sign_in
from tests.matrix_desk import World
from tests.nasty import IN_PATHS, Form, Offered

FILE = Path(__file__).parent / "house" / "matrix.toml"
MATRIX: dict[str, Any] = tomllib.loads(FILE.read_text())
CAPACITIES = tuple(c.value for c in Capacity if c is not Capacity.LOCAL_OPERATOR)
OUTSIDE = ("anonymous", "ended")  # nobody at all, and a reviewer whose commission has ended
PERSONAS = (*CAPACITIES, *OUTSIDE)
METHODS = ("get", "post")
# What the door and the lifecycles say to somebody who is not the one to do a thing.
NOT_FOR_THEM = ("This page is for", "no open role", "You cannot open", "Ask them if it is needed")


@dataclass(frozen=True, kw_only=True)
class Row:
    """One row of the file: who may, by (method, relation)."""

    url: str
    of: str
    hidden: bool
    may: Mapping[tuple[str, str], frozenset[str]]

    @property
    def somebody(self) -> frozenset[str]:
        return frozenset().union(*self.may.values())


def named(words: str) -> frozenset[str]:
    """The personas of “leaders reviewer”, “signed in”, “anyone” or “nobody”."""
    if words in ("anyone", "signed in", "nobody"):
        every = {"anyone": PERSONAS, "signed in": CAPACITIES, "nobody": ()}
        return frozenset(every[words])
    groups: dict[str, list[str]] = MATRIX["groups"]
    found = frozenset(p for word in words.split() for p in groups.get(word, [word]))
    if unknown := found - set(CAPACITIES):
        raise ValueError(f"matrix.toml names {sorted(unknown)}, which is no capacity")
    return found


def rows() -> tuple[Row, ...]:
    return tuple(_row(page) for page in MATRIX["page"])


def _row(page: Mapping[str, Any]) -> Row:
    whose = any("own" in key or "other" in key for key in page)
    may = {
        (method, relation): named(_words(page, method, relation))
        for method in METHODS
        for relation in (("own", "other") if whose else ("own",))
    }
    return Row(url=page["url"], of=page.get("of", ""), hidden=page.get("hidden", False), may=may)


def _words(page: Mapping[str, Any], method: str, relation: str) -> str:
    """The most particular key that the row has for this method and relation."""
    for key in (f"{method}_{relation}", relation, method, "both"):
        if key in page:
            return str(page[key])
    raise ValueError(f"matrix.toml does not say who may {method} {relation} of {page['url']}")


def listed() -> set[str]:
    """Every address that the file names."""
    third = MATRIX["third_party"]
    return {page["url"] for page in MATRIX["page"]} | {*third["anyone"], *third["signed_in"]}


def resolved(patterns: Iterable[Any] | None = None, space: str = "") -> Iterator[str]:
    """The name of every address of the application; the pattern itself where it has none."""
    for one in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(one, URLResolver):
            inner = one.namespace or ""
            yield from resolved(one.url_patterns, f"{space}{inner}:" if inner else space)
        elif isinstance(one, URLPattern):
            yield f"{space}{one.name}" if one.name else f"(no name) {one.pattern}"


class Visitors:
    """A browser for each persona, signed in once, whose every visit is undone."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.clients = {p: self._client(p) for p in (*PERSONAS, *world.who)}
        self.cookies = {p: c.cookies.output() for p, c in self.clients.items()}

    def _client(self, persona: str) -> Client:
        if persona == "anonymous":
            return Client(raise_request_exception=False)
        client = sign_in(self.world.who[persona])
        client.raise_request_exception = False
        return client

    def visit(
        self, persona: str, method: str, address: str, body: Mapping[str, str] | None = None
    ) -> "Visit":
        """One request, with an empty body unless one is given; whatever it did is undone."""
        client = self.clients[persona]
        client.cookies = SimpleCookie(self.cookies[persona].replace("Set-Cookie: ", ""))
        who = self.world.who.get(persona)
        around = transaction.atomic()
        around._from_testcase = True  # type: ignore[attr-defined]
        with around:
            before, logged = _entries(), _refusals(who.id) if who else 0
            answer = client.post(address, body or {}) if method == "post" else client.get(address)
            visit = Visit(
                status=answer.status_code,
                page=b"" if answer.streaming else answer.content,
                to=answer.headers.get("Location", ""),
                headers=answer.headers,
                wrote=_entries() != before,
                logged=bool(who) and _refusals(who.id) > logged,
            )
            transaction.set_rollback(True)
        return visit


@dataclass(frozen=True, kw_only=True)
class Visit:
    """What came of a request. `wrote`: an entry in the record; `logged`: a refusal in the log."""

    status: int
    page: bytes
    to: str
    headers: Mapping[str, str]
    wrote: bool
    logged: bool

    @property
    def words(self) -> str:
        return strip_tags(self.page.decode(errors="replace"))

    @property
    def to_sign_in(self) -> bool:
        return self.status == 302 and self.to.startswith("/account/login/")

    @property
    def not_for_them(self) -> bool:
        return self.status in (404, 405) or (
            self.status == 403 and any(said in self.words for said in NOT_FOR_THEM)
        )


def _entries() -> int:
    return int(Head.objects.values_list("number", flat=True).get())


def _refusals(person: str) -> int:
    return Access.objects.filter(person=person, event__in=("access.denied", "act.refused")).count()


def address(url: str, arguments: Mapping[str, str]) -> str:
    """The path; arguments that begin with “?” go into the query, those with “+” into the body."""
    path = {k: v for k, v in arguments.items() if k[0] not in "?+"}
    query = _marked("?", arguments)
    return reverse(url, kwargs=path) + (f"?{urlencode(query)}" if query else "")


def _marked(mark: str, arguments: Mapping[str, str]) -> dict[str, str]:
    return {k[1:]: v for k, v in arguments.items() if k.startswith(mark)}


def faults(row: Row, visitors: Visitors, also: frozenset[str] = frozenset()) -> list[str]:
    """Where the application does otherwise than this row says.

    `also`: who may open the same address for another kind of thing.
    """
    found = []
    for (method, relation), may in row.may.items():
        for persona in PERSONAS:
            arguments = visitors.world.arguments(row.of, relation, persona)
            where, body = address(row.url, arguments), _marked("+", arguments)
            visit = visitors.visit(persona, method, where, body)
            looks = persona in row.may[("get", relation)]
            hidden = row.hidden and persona in (row.somebody | also) and not looks
            wrong = _fault(visit, method, persona, may, hidden) or _shown(visit, persona)
            if wrong:
                found.append(f"{method} {relation} {persona}: {visit.status} {visit.to} — {wrong}")
    return found


def _shown(visit: Visit, persona: str) -> str:
    told = leaks(visit.page, persona)
    return f"was shown {', '.join(told)}" if told else ""


def spoilt(row: Row, visitors: Visitors, number: int, *, every: bool) -> list[str]:
    """Where a page breaks at what is put into its address, its queries or its forms.

    As whoever may open it. `number` chooses which nasty value each part gets; `every`: all of them.
    """
    persona = next((p for p in PERSONAS if p in row.may[("get", "own")]), "anonymous")
    arguments = visitors.world.arguments(row.of, "own", persona)
    where = address(row.url, arguments)
    page = visitors.visit(persona, "get", where).page
    broken = []
    for method, there, body in _asked(row, arguments, Offered(page, where), number, every=every):
        visit = visitors.visit(persona, method, there, body)
        if visit.status >= 500:
            broken.append(f"{method} {there[:120]} {str(body)[:200]}: {visit.words[:100]}")
    return broken


def _asked(
    row: Row, arguments: Mapping[str, str], offered: Offered, number: int, *, every: bool
) -> Iterator[tuple[str, str, dict[str, str]]]:
    """(method, address, body) of each visit."""
    path = {k: v for k, v in arguments.items() if k[0] not in "?+"}
    words = {k: v for k, v in path.items() if not v.isdigit() or row.of}
    one = IN_PATHS[number % len(IN_PATHS)]
    for value in IN_PATHS if every else (one,):
        for name in words:
            with contextlib.suppress(NoReverseMatch):
                yield "get", reverse(row.url, kwargs={**path, name: value}), {}
    asked = Form("get", address(row.url, path), offered.queries)
    for form in (asked, *offered.forms):
        if not form.fields or not form.action.startswith("/"):
            continue
        for body in form.each_spoilt() if every else (form.spoilt(number),):
            query = form.method == "get"
            there = (
                f"{urlsplit(form.action).path}?{urlencode(body)[:8_000]}" if query else form.action
            )
            yield form.method, there, {} if query else body


def _fault(visit: Visit, method: str, persona: str, may: frozenset[str], hidden: bool) -> str:
    if visit.status >= 500:
        return f"broke: {visit.words[:200]}"
    if method == "get" and visit.wrote:
        return "a GET wrote an entry"
    if persona in may and "anonymous" in may and visit.to_sign_in:
        return ""
    if persona in may:
        return _not_let_in(visit, method)
    return _not_refused(visit, persona, hidden)


def _not_let_in(visit: Visit, method: str) -> str:
    if visit.to_sign_in or visit.not_for_them:
        return f"may, and was refused: {' '.join(visit.words.split())[-160:]}"
    if method == "get" and visit.status not in (200, 302):
        return f"may, and was not shown it: {' '.join(visit.words.split())[-160:]}"
    return ""


def _not_refused(visit: Visit, persona: str, hidden: bool) -> str:
    if visit.wrote:
        return "was refused and an entry was written"
    if persona == "anonymous":
        return "" if visit.to_sign_in or visit.status in (403, 404, 405) else "was let in"
    if visit.status not in (403, 404, 405):
        return "was let in"
    if hidden and visit.status == 403:
        return "was told that it exists"
    return "" if visit.logged or visit.status == 405 else "the refusal is not in the access log"
