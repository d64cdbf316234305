"""Pseudonymised tables in partitions: what leaves a council so that a region can be judged as one.

Only the columns that rules read are kept. Identifiers are replaced by keyed digests, and what
somebody wrote by whether it was written, or by the lawful ground that it names. Dates stay: without
them nothing could be judged, so the folder is still personal data and is handled as such.
"""

import hashlib
import hmac
import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from pathlib import Path

import polars as pl

from stocktake.core.periods import Window
from stocktake.indicators.domain import rows
from stocktake.indicators.domain.coverage import Coverage, Held, Told
from stocktake.indicators.domain.kernel import judge
from stocktake.indicators.domain.partition import BY_CHILD, Tables
from stocktake.indicators.domain.rules import Rules

KEPT: Mapping[str, tuple[str, ...]] = {
    "cases": ("child_id", "stratum", "date_of_birth", "opened_on", "closed_on",
              "allocated_worker_id"),
    "visits": ("child_id", "happened_on", "visit_type", "mode", "mode_reason", "outcome", "seen",
               "seen_alone", "alone_reason"),
    "supervisions": ("child_id", "held_on", "recorded_on", "kind"),
    "reviews": ("child_id", "review_type", "held_on"),
    "assessments": ("child_id", "assessment_type", "started_on", "referred_on", "authorised_on",
                    "extension_reason"),
    "plans": ("child_id", "plan_type", "started_on", "reviewed_on", "ended_on", "requested_on",
              "agreed"),
    "missing": ("child_id", "ended_at", "interview_offered_on", "interview_accepted",
                "interview_held_on"),
    "placements": ("child_id", "started_on", "ended_on", "placement_type", "placement_code",
                   "arrangement", "until_18", "children_home", "in_england", "setting_id"),
    "referrals": ("child_id", "received_on", "decided_on"),
    "enquiries": ("child_id", "started_on", "ended_on", "conference_on", "conference_unneeded"),
    "episodes": ("child_id", "kind", "started_on", "ended_on"),
    "legal_statuses": ("child_id", "legal_status", "started_on", "ended_on"),
    "health": ("child_id", "kind", "held_on", "outcome"),
    "leavers": ("child_id", "eligible_on", "moved_on", "adviser_wanted"),
    "workers": ("worker_id", "newly_qualified"),
    "reg44": ("setting_id", "month", "visited_on"),
}  # fmt: skip
IDS = ("child_id", "allocated_worker_id", "worker_id", "setting_id")
WRITTEN = ("alone_reason", "extension_reason")
SETTLED = "coverage.json"


def pseudonymised(tables: Tables, rules: Rules, key: bytes) -> dict[str, pl.DataFrame]:
    """The same tables without names, words or true identifiers, sorted as the kernel wants them."""
    grounds = sorted({g for r in rules.rules for v in r.versions for g in v.grounds})
    found = {}
    for name, columns in KEPT.items():
        if name in tables:
            kept = tables[name].select(c for c in columns if c in tables[name].columns)
            found[name] = _without_words(_without_ids(kept, key), grounds)
    return {
        n: f.sort("child_id", maintain_order=True) if n in BY_CHILD else f for n, f in found.items()
    }


def _without_ids(frame: pl.DataFrame, key: bytes) -> pl.DataFrame:
    """Equal identifiers stay equal; an empty one stays empty. The first 24 of 64 hex digits."""
    digests = []
    for column in (c for c in IDS if c in frame.columns):
        values = frame[column].fill_null("")
        known = {v: _digest(key, v) if v else "" for v in values.unique()}
        digests.append(values.replace_strict(known, return_dtype=pl.String).alias(column))
    return frame.with_columns(digests)


def _digest(key: bytes, value: str) -> str:
    return hmac.new(key, value.encode(), hashlib.sha256).hexdigest()[:24]


def _without_words(frame: pl.DataFrame, grounds: list[str]) -> pl.DataFrame:
    """Free text becomes whether there was any; a reason for a virtual visit, the ground it names."""
    changed = [
        pl.when(pl.col(c).fill_null("").str.strip_chars() != "")
        .then(pl.lit("recorded"))
        .otherwise(pl.lit(""))
        .alias(c)
        for c in WRITTEN
        if c in frame.columns
    ]
    if "mode_reason" in frame.columns:
        text = pl.col("mode_reason").fill_null("").str.strip_chars().str.to_lowercase()
        named = pl.coalesce(
            *(pl.when(text.str.contains(g, literal=True)).then(pl.lit(g)) for g in grounds),
            pl.when(text != "").then(pl.lit("other")).otherwise(pl.lit("")),
        )
        changed.append(named.alias("mode_reason"))
    return frame.with_columns(changed)


def write(tables: Tables, coverage: Coverage, folder: Path, partitions: int) -> None:
    """Pseudonymised tables as `part-N/TABLE.parquet`, the shared ones and the coverage beside them.

    A child's rows stand in one partition, chosen by the digest. Files are 0600.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for name, frame in tables.items():
        if name not in BY_CHILD:
            _save(frame, folder / f"{name}.parquet")
            continue
        bucket = frame["child_id"].str.slice(0, 8).str.to_integer(base=16, strict=True) % partitions
        for number in range(partitions):
            _save(frame.filter(bucket == number), folder / f"part-{number}" / f"{name}.parquet")
    lines = [
        {"table": t, "kind": k, **asdict(told), "columns": sorted(told.columns or ())}
        for (t, k), told in coverage.lines.items()
    ]
    facts = {"lines": lines, "silent": sorted(coverage.silent), "begins": dict(coverage.begins)}
    said = json.dumps(facts, indent=1)
    (folder / SETTLED).write_text(said, encoding="utf-8")
    (folder / SETTLED).chmod(0o600)


def _save(frame: pl.DataFrame, file: Path) -> None:
    file.parent.mkdir(mode=0o700, exist_ok=True)
    frame.write_parquet(file)
    file.chmod(0o600)


def coverage_of(folder: Path) -> Coverage:
    """What was settled for the whole extract before it was split."""
    said = json.loads((folder / SETTLED).read_text(encoding="utf-8"))
    lines = {
        (x["table"], x["kind"]): Told(Held(x["held"]), x["since"], frozenset(x["columns"]))
        for x in said["lines"]
    }
    return Coverage(lines, frozenset(said["silent"]), said["begins"])


def parts_of(folder: Path) -> Iterator[Path]:
    """The partitions, in order."""
    yield from sorted(folder.glob("part-*"), key=lambda p: int(p.name.removeprefix("part-")))


def judged(
    folder: Path, part: Path, *, rules: Rules, window: Window, coverage: Coverage
) -> pl.DataFrame:
    """The kernel over one partition: what every task of a cluster does."""
    files = [*part.glob("*.parquet"), *folder.glob("*.parquet")]
    tables = {file.stem: pl.read_parquet(file) for file in files}
    return rows.verdicts(judge(tables, rules=rules, window=window, coverage=coverage))
