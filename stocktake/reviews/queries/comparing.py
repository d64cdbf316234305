"""Versions as shown, laid side by side."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from stocktake.reviews.queries.views import VersionView

_COMPARED = (
    "grade",
    "record_depth",
    "discussion_depth",
    "left_out",
    "working",
    "develop",
    "system",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionLine:
    """One judgement across the versions. `said` has one value for each version."""

    label: str
    said: tuple[dict[str, Any], ...]
    reason: str

    @property
    def changed(self) -> bool:
        return any(
            a.get(name) != b.get(name)
            for a, b in zip(self.said, self.said[1:], strict=False)
            for name in _COMPARED
        )


def side_by_side(versions: Sequence[VersionView]) -> tuple[VersionLine, ...]:
    """Changed judgements first, each with what every version said of it."""
    by_version = [{j["judgement"]: j for j in v.shown["judgements"]} for v in versions]
    keys = list(dict.fromkeys(key for found in by_version for key in found))
    lines = [
        VersionLine(
            label=next(found[key]["label"] for found in by_version if key in found),
            said=tuple(found.get(key, {}) for found in by_version),
            reason=next((f[key]["changed"] for f in reversed(by_version) if key in f), ""),
        )
        for key in keys
    ]
    return tuple(sorted(lines, key=lambda line: not line.changed))
