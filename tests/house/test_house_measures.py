"""The house measures: sizes of files and functions, words refused on sight, locks without addresses."""

import ast
import re
import statistics
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
REFUSED_NAMES = {"utils", "helpers", "common"}
# A function past 40 lines needs its reason here.
LONG_FOR_A_REASON: dict[str, str] = {}


def tracked(*suffixes: str) -> list[Path]:
    """Files of the repository, also those not yet committed, without what git ignores."""
    out = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    files = [ROOT / line for line in out.splitlines() if line.endswith(suffixes)]
    return [f for f in files if f.exists() and "migrations" not in f.parts]


def functions(file: Path) -> Iterator[tuple[str, int]]:
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            yield node.name, (node.end_lineno or node.lineno) - node.lineno + 1


def test_no_file_is_past_400_lines() -> None:
    files = tracked(".py", ".html", ".js", ".scss", ".typ")
    long = {
        str(f.relative_to(ROOT)): n for f in files if (n := len(f.read_text().splitlines())) > 400
    }
    assert long == {}


def test_no_function_is_past_40_lines() -> None:
    long = {
        f"{f.relative_to(ROOT)}:{name}": n
        for f in tracked(".py")
        for name, n in functions(f)
        if n > 40 and f"{f.relative_to(ROOT)}:{name}" not in LONG_FOR_A_REASON
    }
    assert long == {}


def test_functions_are_about_12_lines() -> None:
    sizes = [n for f in tracked(".py") if "stocktake" in f.parts for _, n in functions(f)]
    assert statistics.mean(sizes) <= 12


def test_every_module_says_what_it_is_for() -> None:
    silent = [
        str(f.relative_to(ROOT))
        for f in tracked(".py")
        if f.read_text().strip() and ast.get_docstring(ast.parse(f.read_text())) is None
    ]
    assert silent == []


def test_no_room_for_leftovers() -> None:
    found = [f for f in tracked(".py") if {f.stem, f.parent.name} & REFUSED_NAMES]
    assert found == []


def test_no_class_has_more_than_a_dozen_methods() -> None:
    """Of the product; a test's stand-in for a person may do more than a dozen things."""
    large = []
    for file in (f for f in tracked(".py") if "tests" not in f.relative_to(ROOT).parts):
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.ClassDef):
                methods = [n for n in node.body if isinstance(n, ast.FunctionDef)]
                if len(methods) > 12:
                    large.append(f"{file.name}:{node.name} ({len(methods)})")
    assert large == []


def test_no_rule_reads_a_clock() -> None:
    clock = re.compile(r"\b(today|now|utcnow)\(\)")
    rules = [f for f in tracked(".py") if "domain" in str(f) or "/core/" in str(f)]
    found = [str(f) for f in rules if "stocktake/" in str(f) and clock.search(f.read_text())]
    assert found == []


@pytest.mark.parametrize(
    "lock", [*sorted((ROOT / "requirements").glob("*.txt"))], ids=lambda p: p.name
)
def test_locks_name_hashes_and_no_address(lock: Path) -> None:
    text = lock.read_text()
    assert "--hash=sha256:" in text
    assert "://" not in text
    assert "index-url" not in text


def test_the_front_end_lock_names_no_registry() -> None:
    text = (ROOT / "frontend" / "package-lock.json").read_text()
    assert '"resolved"' not in text
    assert not (ROOT / "uv.lock").exists()


def test_no_lookup_crosses_rooms() -> None:
    """Keys to other rooms are plain strings, so a foreign key may only point inside its room."""
    crossing = []
    for file in tracked(".py"):
        if file.stem != "models" and file.parent.name != "models":
            continue
        for target in re.findall(
            r"(?:ForeignKey|OneToOneField|ManyToManyField)\(\s*\"(\w+)\.", file.read_text()
        ):
            if target != file.relative_to(ROOT).parts[1]:
                crossing.append(f"{file.relative_to(ROOT)} -> {target}")
    assert crossing == []
