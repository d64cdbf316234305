"""docs/lifecycle/ is drawn from the rooms' MOVES tables; `UPDATE_DOCS=1` redraws it."""

import os
import pkgutil
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

import stocktake
from stocktake.core import lifecycle
from stocktake.core.lifecycle import Rule

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "lifecycle"
HEAD = """# {title}

Drawn from `MOVES` in `{module}`. Who may do each:

| Act | From | To | Who |
|---|---|---|---|
{rows}

```mermaid
{diagram}```
"""


def tables() -> Iterator[tuple[str, str, tuple[Rule, ...]]]:
    """Every table of moves in a room's domain: its module, its name and its rules."""
    for info in pkgutil.walk_packages(stocktake.__path__, "stocktake."):
        parts = info.name.split(".")
        if len(parts) < 3 or parts[2] != "domain":
            continue
        module = import_module(info.name)
        for name, value in vars(module).items():
            rules = isinstance(value, tuple) and value and isinstance(value[0], Rule)
            if rules and name.isupper() and name.endswith("MOVES") and module.__name__ == info.name:
                yield info.name, name, value


def page(module: str, rules: tuple[Rule, ...]) -> str:
    rows = [
        f"| {r.act.NAME} | {', '.join(b or 'nothing' for b in r.before)} | {r.after or 'as it was'} "
        f"| {', '.join(lifecycle.CAPACITY_WORDS[c] for c in r.may)} |"
        for r in rules
    ]
    title = module.split(".")[1].capitalize()
    return HEAD.format(
        title=title, module=module, rows="\n".join(rows), diagram=lifecycle.diagram(rules)
    )


def wanted() -> dict[str, str]:
    pages: dict[str, str] = {}
    for module, name, rules in tables():
        parts = module.removeprefix("stocktake.").replace(".domain", "").split(".")
        extra = name.removesuffix("MOVES").strip("_").lower()
        pages["-".join([*parts, *([extra] if extra else [])]) + ".md"] = page(module, rules)
    return pages


def test_the_drawings_are_fresh() -> None:
    pages = wanted()
    if os.environ.get("UPDATE_DOCS"):
        FOLDER.mkdir(exist_ok=True)
        for old in FOLDER.glob("*.md"):
            old.unlink()
        for name, text in pages.items():
            (FOLDER / name).write_text(text)
    stale = [
        n
        for n, text in pages.items()
        if not (FOLDER / n).exists() or (FOLDER / n).read_text() != text
    ]
    orphans = sorted({f.name for f in FOLDER.glob("*.md")} - set(pages))
    assert (stale, orphans) == ([], []), "Run: UPDATE_DOCS=1 .venv/bin/pytest tests/house"


@pytest.mark.parametrize(
    ("module", "name", "rules"), [*tables()], ids=lambda v: v if isinstance(v, str) else ""
)
def test_every_act_has_its_own_name_and_somebody_who_may(
    module: str, name: str, rules: tuple[Rule, ...]
) -> None:
    assert all(r.may for r in rules)
    names = {r.act: r.act.NAME for r in rules}
    assert len(set(names.values())) == len(names)
