"""The import rules, and proof that a breach of the one that import-linter cannot say is caught."""

from functools import lru_cache

import grimp
from importlinter.cli import lint_imports

PRIVATE = ("models",)  # doors that only the same room may open
RECORD_READERS = ("stocktake.record.",)


@lru_cache(maxsize=1)
def graph() -> grimp.ImportGraph:
    return grimp.build_graph("stocktake", cache_dir=None)


def strangers(built: grimp.ImportGraph) -> list[str]:
    """Imports of a room's tables from another room: wildcards cannot say "the same room"."""
    found = []
    for module in built.modules:
        parts = module.split(".")
        if len(parts) < 3 or parts[2] not in PRIVATE:
            continue
        for importer in built.find_modules_that_directly_import(module):
            if importer.split(".")[1] != parts[1]:
                found.append(f"{importer} -> {module}")
    return sorted(found)


def test_the_contracts_are_kept() -> None:
    assert lint_imports() == 0


def test_tables_are_opened_by_their_own_room_only() -> None:
    assert strangers(graph()) == []


def test_a_planted_breach_is_caught() -> None:
    built = grimp.build_graph("stocktake", cache_dir=None)
    built.add_import(importer="stocktake.people.queries", imported="stocktake.record.models")
    assert strangers(built) == ["stocktake.people.queries -> stocktake.record.models"]
