"""What can be said of a report: drafted, edited, checked, justified, approved, published."""

from dataclasses import dataclass, field
from typing import ClassVar

from stocktake.core.capacity import Capacity
from stocktake.core.disclosure import Flag
from stocktake.core.thread import Act
from stocktake.reports.domain.document import Report


@dataclass(frozen=True, kw_only=True)
class Draft(Act):
    NAME: ClassVar[str] = "report.drafted"
    round_id: str
    preset: str
    title: str
    slug: str
    digest: str
    report: Report = field(metadata={"record": False})


@dataclass(frozen=True, kw_only=True)
class Edit(Act):
    """Other words for one paragraph; no words leave it out. `seen` is what the editor started from."""

    NAME: ClassVar[str] = "report.edited"
    block: str
    seen: str
    text: str
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class EditTable(Act):
    """Other words in the cells of one table, row by row."""

    NAME: ClassVar[str] = "report.table_edited"
    block: str
    seen: tuple[tuple[str, ...], ...]
    cells: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, kw_only=True)
class Check(Act):
    """The disclosure check was run. The entry keeps where and which rule, never the words."""

    NAME: ClassVar[str] = "report.checked"
    digest: str
    found: tuple[tuple[str, str], ...]
    flags: tuple[Flag, ...] = field(metadata={"record": False})


@dataclass(frozen=True, kw_only=True)
class Justify(Act):
    """One flag may stand, for this reason; the approvers see it."""

    NAME: ClassVar[str] = "report.flag_justified"
    flag: int
    reason: str


@dataclass(frozen=True, kw_only=True)
class Approve(Act):
    NAME: ClassVar[str] = "report.approved"
    digest: str
    capacity: Capacity
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Publish(Act):
    NAME: ClassVar[str] = "report.published"
    digest: str
    files: tuple[tuple[str, str], ...]  # name, SHA-256
