"""A signed-in page of fifty rows against the same rows on a bare Django page, over HTTP.

Both are served by gunicorn with two workers on the demonstration's own database. Then twenty
people at one request every three seconds: the 95th percentile, printed and never judged alone,
for absolute times on a shared machine drift.
"""

import atexit
import html
import http.client
import os
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from urllib.parse import urlencode

from bench.timing import Comparison

PEOPLE, SECONDS, EVERY = 20, 15, 3.0
PATHS = ("/", "/reviews/", "/notices/", "/actions/")


def comparisons() -> list[Comparison]:
    """Starts both servers; they end with this process."""
    print("Making the demonstration's home for the pages (half a minute)", flush=True)
    folder = Path(tempfile.mkdtemp(prefix="stocktake-bench-pages-"))
    env = {
        **os.environ,
        "STOCKTAKE_HOME": str(folder),
        "BENCH_DATABASE": str(folder / "stocktake.sqlite3"),
    }
    env.pop("DJANGO_SETTINGS_MODULE", None)
    python = [sys.executable, "-m"]
    subprocess.run(
        [*python, "stocktake", "demo", "--no-serve"], env=env, check=True, capture_output=True
    )
    ours, bare = _free(), _free()
    _start([*python, "stocktake", "serve", "--port", str(ours)], env, ours)
    _start([*python, "gunicorn", "-w", "2", "-b", f"127.0.0.1:{bare}", "bench.bare"], env, bare)
    cookie = _signed_in(ours, "nadia.qa")
    for path in PATHS * 4:  # each worker has met each page
        _get(ours, path, cookie)
    print(_twenty(ours, cookie), flush=True)
    return [
        Comparison(
            work="a signed-in page of 50 rows",
            peer="the same rows on a bare Django page",
            spared="sign-in, session, access check, menu, layout and form tokens",
            budget=2.5,
            ours=lambda: _rows(_get(ours, "/notices/", cookie)),
            theirs=lambda: _rows(_get(bare, "/", "")),
            equal=lambda a, b: len(a) >= 50 and a == b,
            runs=101,
        )
    ]  # fmt: skip


def _rows(page: str) -> list[str]:
    """The fifty texts of a page, whichever made it."""
    listed = page.partition('class="st-links"')[2] or page
    found = re.findall(
        r'class="st-linkish" formaction[^>]*>([^<]*)</button>|<li>([^<]*) <span>', listed
    )
    return sorted(html.unescape(a or b).strip() for a, b in found)


def _get(port: int, path: str, cookie: str) -> str:
    link = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    link.request("GET", path, headers={"Cookie": cookie} if cookie else {})
    answer = link.getresponse()
    page = answer.read().decode()
    link.close()
    if answer.status != 200:
        raise RuntimeError(f"{path} answered {answer.status}")
    return page


def _signed_in(port: int, login: str) -> str:
    """The cookies of somebody who chose whom to be on the demonstration's sign-in page."""
    link = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    link.request("GET", "/account/login/")
    answer = link.getresponse()
    page, token = answer.read().decode(), answer.getheader("Set-Cookie", "").split(";")[0]
    said = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    body = urlencode({"login": login, "csrfmiddlewaretoken": said[1] if said else ""})
    headers = {"Cookie": token, "Content-Type": "application/x-www-form-urlencoded"}
    link.request("POST", "/demonstration/sign-in/", body=body, headers=headers)
    answer = link.getresponse()
    answer.read()
    return "; ".join(c.split(";")[0] for c in answer.headers.get_all("Set-Cookie") or [])


def _twenty(port: int, cookie: str) -> str:
    """Twenty people, each asking for a page every three seconds."""
    taken: list[float] = []

    def person(number: int) -> None:
        time.sleep(number * EVERY / PEOPLE)
        for asked in range(int(SECONDS / EVERY)):
            start = time.perf_counter()
            _get(port, PATHS[(number + asked) % len(PATHS)], cookie)
            spent = time.perf_counter() - start
            taken.append(spent)
            time.sleep(max(0.0, EVERY - spent))

    everybody = [threading.Thread(target=person, args=(n,)) for n in range(PEOPLE)]
    for one in everybody:
        one.start()
    for one in everybody:
        one.join()
    cut = statistics.quantiles(taken, n=20)
    return (
        f"{PEOPLE} people, a page every {EVERY:g} s, {len(taken)} pages, none failed: "
        f"median {statistics.median(taken) * 1000:.0f} ms, p95 {cut[18] * 1000:.0f} ms"
    )


def _free() -> int:
    with socket.socket() as tried:
        tried.bind(("127.0.0.1", 0))
        return int(tried.getsockname()[1])


def _start(words: list[str], env: dict[str, str], port: int) -> None:
    started = subprocess.Popen(words, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    atexit.register(started.terminate)
    for _ in range(200):
        with socket.socket() as tried:
            if tried.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise RuntimeError(f"{' '.join(words)} did not start")
