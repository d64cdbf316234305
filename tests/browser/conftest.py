"""Real servers on demonstration homes, a real Chromium, and people at it.

Every page that the tests open is checked with axe (WCAG 2.2 AA), must log no console error and
must send no request to another host.
"""

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, sync_playwright

from tests.browser.chromium import ARGS, SENTENCE, find
from tests.browser.house import House, serving
from tests.browser.visitor import PATIENCE, Visitor
from tests.saving.clients import served

Open = Callable[..., Visitor]


def proven(value: str) -> Any:
    """One of many of a kind: looked at with `make prove` only."""
    return pytest.param(value, marks=pytest.mark.prove)


_LOOPS: list[asyncio.AbstractEventLoop] = []  # the one that drives the browser, once there is one


@pytest.fixture(autouse=True)
def _driven_in_these_tests_only() -> Iterator[None]:
    """Playwright leaves its loop marked as running, and Django refuses the database beside one: the
    mark is taken off after each test, for whatever this worker does next."""
    if _LOOPS:
        asyncio._set_running_loop(_LOOPS[0])
    yield
    if loop := asyncio._get_running_loop():
        _LOOPS[:] = [loop]
    asyncio._set_running_loop(None)


@pytest.fixture(scope="session")
def empty() -> Iterator[House]:
    """`demo-empty`: people, forms and a baseline, and nothing else."""
    with serving("empty") as house:
        yield house


@pytest.fixture(scope="session")
def midflight() -> Iterator[House]:
    """`demo-midflight`: one round published, one under way."""
    with serving("midflight") as house:
        yield house


@dataclass(frozen=True)
class States:
    """A small home with a review in each state of the desk; tests of it share one server."""

    house: House
    facts: dict[str, Any]

    def path(self, state: str, tail: str = "desk/") -> str:
        return f"/reviews/{self.facts['reviews'][state]}/{tail}"


@pytest.fixture(scope="session")
def states(tmp_path_factory: pytest.TempPathFactory) -> Iterator[States]:
    """`tests.desk_states`, for tests of the group "desk"."""
    folder = tmp_path_factory.mktemp("states")
    with served(folder, "--states") as server:
        address = f"http://127.0.0.1:{server.facts['port']}"
        yield States(House(folder / "home", folder, address, {}), server.facts)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    path = find()
    if path is None:
        pytest.fail(SENTENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(ARGS))
        yield browser
        asyncio._set_running_loop(_LOOPS[0])
        browser.close()


@pytest.fixture
def visit(chromium: Browser) -> Iterator[Open]:
    """`visit(house, "Nadia")`: a fresh browser, signed in as this person of the demonstration."""
    opened: list[BrowserContext] = []

    def enter(house: House, name: str = "", *, width: int = 1280, scripts: bool = True) -> Visitor:
        context = chromium.new_context(
            viewport={"width": width, "height": 900},
            java_script_enabled=scripts,
            accept_downloads=True,
            locale="en-GB",
            timezone_id="Europe/London",
        )
        context.set_default_timeout(PATIENCE)
        opened.append(context)
        visitor = Visitor(house, context, scripts=scripts)
        if name:
            visitor.sign_in(name)
        return visitor

    yield enter
    for context in opened:
        context.close()
