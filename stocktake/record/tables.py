"""Making a home's tables, and bringing them up to date."""

from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

BEHIND = "Tables are out of date: run `stocktake serve` once, or `stocktake manage migrate`."


def make_tables() -> None:
    """Create or migrate every table; the triggers of the record are put back with them."""
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)


def behind() -> bool:
    """Whether the program knows tables, or columns, that this home does not have yet."""
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))
