"""What every command and every worker loads before it does anything."""

import subprocess
import sys

LOAD = """
import sys, django; django.setup()
from django.urls import get_resolver
get_resolver().url_patterns
print(" ".join(name for name in %r if name in sys.modules))
"""
HEAVY = ("scipy", "matplotlib", "pandas", "pyspark", "openpyxl")


def loaded(names: tuple[str, ...]) -> str:
    env = {"DJANGO_SETTINGS_MODULE": "stocktake.config.settings", "PATH": "/usr/bin"}
    said = subprocess.run(
        [sys.executable, "-c", LOAD % (names,)], env={**env, "PYTHONPATH": ":".join(sys.path)},
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    return said.stdout.strip()


def test_what_takes_seconds_to_load_waits_until_it_is_needed() -> None:
    assert loaded(HEAVY) == ""
    assert loaded(("polars", "nothing_of_this_name")) == "polars"  # the test can see what is loaded
