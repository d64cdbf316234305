"""`stocktake check`: is this home in order? Exit 0 if so; exit 1 and what to mend if not."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core import checks

from stocktake.people.command import ActCommand
from stocktake.record import agreement, tables, triggers, verifying


class Command(ActCommand):
    """Tables, triggers, the chain, and the agreement of record and tables."""

    help = "check the home: tables, triggers, the record against the tables"

    def arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--quick", action="store_true", help="leave out reading the whole chain"
        )

    def run(self, **options: Any) -> None:
        behind = (
            [tables.BEHIND] if tables.behind() else []
        )  # the record is read only through tables that are there
        faults = [*behind, *self._set_up()]
        faults += [] if behind or options["quick"] else self._record()
        where = "demonstration home" if settings.HOME.demonstration else "home"
        summary = f"The {where} at {settings.HOME.path} is in order."
        self.say("\n".join(faults) or summary, {"faults": faults})
        if faults:
            raise SystemExit(1)

    def _set_up(self) -> list[str]:
        faults = [
            f"The trigger {t} is missing: run `stocktake manage migrate`."
            for t in triggers.missing()
        ]
        return faults + [str(m.msg) for m in checks.run_checks() if m.level >= checks.ERROR]

    def _record(self) -> list[str]:
        return [*verifying.verify().faults, *agreement.disagreements()]
