"""A real server on a demonstration home, a real Chromium, and what every visited page must be.

Every page that the tests open is checked with axe (WCAG 2.2 AA), must log no console error and
must send no request to another host.
"""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, sync_playwright

from tests.browser.chromium import ARGS, SENTENCE, find

ROOT = Path(__file__).resolve().parents[2]
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


@dataclass
class House:
    """One demonstration home with its server running, and the means to look behind it."""

    home: Path
    address: str
    environment: dict[str, str]
    checked: set[str] = field(default_factory=set)

    def run(self, *words: str) -> str:
        """One `stocktake` command in this home; its standard output."""
        done = subprocess.run(
            [sys.executable, "-m", "stocktake", *words],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, f"stocktake {' '.join(words)}: {done.stdout}{done.stderr}"
        return done.stdout


def free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return int(listening.getsockname()[1])


def start(home: Path, *demo: str) -> tuple[House, "subprocess.Popen[bytes]"]:
    """Make a demonstration home in this state and serve it."""
    port = free_port()
    environment = {**os.environ, "STOCKTAKE_HOME": str(home), "PYTHONUNBUFFERED": "1"}
    for name in ("STOCKTAKE_SECRET_KEY", "DATABASE_URL", "DJANGO_SETTINGS_MODULE"):
        environment.pop(name, None)
    house = House(home, f"http://127.0.0.1:{port}", environment)
    house.run("demo", "--no-serve", *demo)
    server = subprocess.Popen(
        [sys.executable, "-m", "stocktake", "serve", "--port", str(port)], cwd=ROOT, env=environment
    )
    for _ in range(150):
        try:
            urllib.request.urlopen(house.address, timeout=2)
            return house, server
        except OSError:
            time.sleep(0.2)
    server.terminate()
    raise RuntimeError("The server did not start within 30 seconds.")


def serving(*demo: str) -> Iterator[House]:
    home = Path(tempfile.mkdtemp(prefix="stocktake-browser-"))
    house, server = start(home / "home", *demo)
    yield house
    server.terminate()
    server.wait(timeout=20)
    shutil.rmtree(home, ignore_errors=True)


@pytest.fixture(scope="session")
def empty() -> Iterator[House]:
    """`demo-empty`: people, forms and a baseline, and nothing else."""
    yield from serving("--state", "empty")


@pytest.fixture(scope="session")
def midflight() -> Iterator[House]:
    """`demo-midflight`: one round published, one under way."""
    yield from serving()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    path = find()
    if path is None:
        pytest.fail(SENTENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(ARGS))
        yield browser
        browser.close()


class Visitor:
    """One person at one browser, whose every page is looked at."""

    def __init__(self, house: House, context: BrowserContext) -> None:
        self.house, self.context = house, context
        self.page: Page = context.new_page()
        self.faults: list[str] = []
        self.page.on("console", self._console)
        self.page.on("request", lambda request: self._request(request.url))

    def go(self, path: str) -> Page:
        self.page.goto(self.house.address + path)
        self.look()
        return self.page

    def press(self, name: str, *, role: str = "button") -> Page:
        """Press a button or link by what it says, and look at where it leads."""
        self.page.get_by_role(role, name=name).first.click()  # type: ignore[arg-type]
        self.page.wait_for_load_state()
        self.look()
        return self.page

    def look(self) -> None:
        """axe, console and hosts; each address and person is checked once per session."""
        self.page.wait_for_load_state()
        key = f"{self.page.url.split('?')[0]} {self.page.title()}"
        if key not in self.house.checked:
            self.house.checked.add(key)
            self._axe()
        assert self.faults == []

    def _axe(self) -> None:
        found = Axe().run(self.page, options={"runOnly": {"type": "tag", "values": WCAG}})
        said = [
            f"{v['id']}: {v['help']} {v['nodes'][0]['html'][:160]}"
            for v in found.response["violations"]
        ]
        assert said == [], f"axe on {self.page.url}: {said}"

    def _console(self, message: ConsoleMessage) -> None:
        expected = "the server responded with a status of 40" in message.text
        if message.type == "error" and not expected:
            self.faults.append(f"console on {self.page.url}: {message.text}")

    def _request(self, url: str) -> None:
        if not url.startswith((self.house.address, "data:", "about:", "blob:")):
            self.faults.append(f"a request left the host: {url}")


Open = Callable[..., Visitor]


@pytest.fixture
def visit(chromium: Browser) -> Iterator[Open]:
    """`visit(house, "Nadia")`: a fresh browser, signed in as this person of the demonstration."""
    opened: list[BrowserContext] = []

    def enter(house: House, name: str = "", *, width: int = 1280, scripts: bool = True) -> Visitor:
        context = chromium.new_context(
            viewport={"width": width, "height": 900},
            java_script_enabled=scripts,
            accept_downloads=True,
        )
        context.set_default_timeout(10_000)
        opened.append(context)
        visitor = Visitor(house, context)
        if name:
            visitor.page.goto(house.address + "/account/login/")
            visitor.page.get_by_role("button", name=f"Sign in as {name}").click()
            visitor.page.wait_for_load_state()
        return visitor

    yield enter
    for context in opened:
        context.close()
