"""Find a Chromium for the browser tests, or get one; failing all, one sentence that names the package.

`python tests/browser/chromium.py` is what `make setup-dev` runs.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ARGS = (
    "--no-sandbox",  # the tests may run as root
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
SENTENCE = "The browser tests need a Chromium: install the package `chromium` (Debian, Ubuntu)."


def find() -> str | None:
    """Path of a Chromium on this machine, or of Playwright's own, or None."""
    named = os.environ.get("STOCKTAKE_CHROMIUM")
    if named:
        return named
    for name in NAMES:
        if path := shutil.which(name):
            return path
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        own = playwright.chromium.executable_path
    return own if Path(own).exists() else None


def get() -> str | None:
    """Try Playwright's own download, then apt where we may; return the path found at last."""
    tries: list[list[str]] = [[sys.executable, "-m", "playwright", "install", "chromium"]]
    if shutil.which("apt-get") and os.geteuid() == 0:
        tries += [["apt-get", "update", "-qq"], ["apt-get", "install", "-y", "-qq", "chromium"]]
    for words in tries:
        print(f"Getting a Chromium: {' '.join(words[:3])} …", flush=True)
        subprocess.run(words, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        if found := find():
            return found
    return None


if __name__ == "__main__":
    if not (find() or get()):
        sys.exit(SENTENCE)
