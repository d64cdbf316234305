"""Making a home's tables, and bringing them up to date."""

from django.core.management import call_command


def make_tables() -> None:
    """Create or migrate every table; the triggers of the record are put back with them."""
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
