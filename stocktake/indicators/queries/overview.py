"""What the pages of timeliness show: of the service, of a team, of a child. Frozen values only."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import polars as pl

from stocktake.caseload import queries as caseload
from stocktake.core.strata import DEFAULT_LABELS, Stratum
from stocktake.core.thread import NotTheirs, Person
from stocktake.indicators.domain import seeing, summary
from stocktake.indicators.domain.figures import lone_teams
from stocktake.indicators.domain.rules import Rule
from stocktake.indicators.domain.vocabulary import Verdict
from stocktake.indicators.queries.children import VerdictLine, lines_of
from stocktake.indicators.queries.judging import Reading, reading

FEW = 20  # below this many a percentage says more than it knows


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleLine:
    """One duty: how many children got each verdict, and how many occasions were on time."""

    words: str
    authority: str
    source: str
    verdicts: tuple[int, ...]  # in the order of Verdict
    share: str
    longest_gap: int

    @property
    def children(self) -> int:
        return sum(self.verdicts)


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupLine:
    """One stratum or team: visits and supervision on time, and how the visits were made."""

    words: str
    key: str
    visits: str
    supervision: str
    longest_gap: int
    manner: str
    alone: str
    about_one: bool = False  # one worker holds every case of the team: no figure is shown


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseLine:
    """One child with duties that are out of timescale now."""

    child_id: str
    case_ref: str
    stratum: str
    late: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CasePage:
    child_id: str
    case_ref: str
    stratum: str
    team: str
    as_of: date
    window: str
    lines: tuple[VerdictLine, ...]
    notices: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """The service or one team over the window."""

    snapshot: str
    as_of: date
    window: str
    notices: tuple[str, ...]
    rules: tuple[RuleLine, ...]
    groups: tuple[GroupLine, ...]
    cases: tuple[CaseLine, ...]
    reasons: tuple[tuple[str, int], ...]  # why visits were virtual
    upload: str
    about_one: bool = False  # of a team: one worker holds every case, so only its cases are shown


def latest() -> str | None:
    """The snapshot of the newest extract."""
    found = sorted(caseload.snapshots(), key=lambda s: (s.as_of, s.made_at))
    return found[-1].hash if found else None


def service(snapshot: str) -> Overview:
    """All children, grouped by team; of a team of one worker no figure."""
    found = reading(snapshot)
    lone, whole = lone_teams(found.verdicts), _overview(found, "team", team="")
    groups = tuple(_without_figures(g) if g.key in lone else g for g in whole.groups)
    return replace(whole, groups=groups)


def team(snapshot: str, name: str, *, to: Person) -> Overview:
    """One team's children, grouped by stratum. NotTheirs: another team, or none of this name."""
    found = reading(snapshot)
    known = found.verdicts.filter(pl.col("team") == name).height > 0
    if not name or not known or not seeing.may_see_team(to, name):
        raise NotTheirs(name)
    whole = _overview(found, "stratum", team=name)
    if name not in lone_teams(found.verdicts):
        return whole
    return replace(whole, about_one=True, rules=(), groups=(), reasons=(), upload="")


def _without_figures(line: GroupLine) -> GroupLine:
    return GroupLine(
        words=line.words, key=line.key, visits="", supervision="", longest_gap=0, manner="",
        alone="", about_one=True,
    )  # fmt: skip


def case(snapshot: str, child_id: str, *, to: Person) -> CasePage:
    """One child's verdicts. NotTheirs: nobody's child, or not for this person."""
    found = reading(snapshot)
    here = pl.col("child_id") == child_id
    rows = found.verdicts.filter(here).to_dicts()
    who = rows[0] if rows else {"team": "", "worker_id": ""}
    seen = seeing.may_see_case(to, team=who["team"], worker_id=who["worker_id"])
    if not rows or not seen:
        raise NotTheirs(child_id)
    return CasePage(
        child_id=child_id,
        case_ref=who["case_ref"] or child_id,
        stratum=_stratum(who["stratum"]),
        team=who["team"],
        as_of=found.as_of,
        window=found.window.in_words,
        lines=lines_of(found.rules, rows, found.occasions.filter(here).to_dicts()),
        notices=found.notices,
    )


def _overview(found: Reading, by: str, *, team: str) -> Overview:
    if team:
        mine = pl.col("team") == team
        verdicts, occasions = found.verdicts.filter(mine), found.occasions.filter(mine)
    else:
        verdicts, occasions = found.verdicts, found.occasions
    made = visits_made(found, team)
    return Overview(
        snapshot=found.snapshot,
        as_of=found.as_of,
        window=found.window.in_words,
        notices=found.notices,
        rules=tuple(_rule(r, verdicts) for r in found.rules.rules if _any(verdicts, r)),
        groups=_groups(verdicts, occasions, made, by),
        cases=_cases(found, verdicts) if team else (),
        reasons=tuple((r, n) for r, n in summary.reasons(made).iter_rows()),
        upload=_upload(found, made),
    )


def visits_made(found: Reading, team: str = "") -> pl.DataFrame:
    """Visits of the window that took place, with the stratum and team of their case."""
    cases = caseload.table(found.snapshot, "cases")
    who = cases.select("child_id", "stratum", team="allocated_team")
    rows = caseload.table(found.snapshot, "visits").join(who, on="child_id", how="left")
    made = summary.made_in(rows, found.window)
    return made.filter(pl.col("team") == team) if team else made


def share_words(met: int, of: int) -> str:
    """ "11 of 12", with a percentage from 20 on."""
    if not of:
        return "–"
    return f"{met} of {of}" if of < FEW else f"{met} of {of} ({100 * met / of:.0f}%)"


def _any(verdicts: pl.DataFrame, rule: Rule) -> bool:
    return bool((verdicts["rule"] == rule.id).any())


def _rule(rule: Rule, verdicts: pl.DataFrame) -> RuleLine:
    rows = verdicts.filter(pl.col("rule") == rule.id)
    met, late = int(rows["on_time"].sum()), int(rows["late"].sum())
    return RuleLine(
        words=rule.short,
        authority=rule.now.authority,
        source=rule.now.source,
        verdicts=tuple(int((rows["verdict"] == v.value).sum()) for v in Verdict),
        share=share_words(met, met + late),
        longest_gap=int(rows["longest_gap"].max() or 0),  # type: ignore[arg-type]
    )


def _groups(
    verdicts: pl.DataFrame, occasions: pl.DataFrame, made: pl.DataFrame, by: str
) -> tuple[GroupLine, ...]:
    named = sorted(k for k in verdicts[by].unique().to_list() if k)
    lines = []
    for key in named:
        here = pl.col(by) == key
        some = verdicts.filter(here)
        lines.append(
            GroupLine(
                words=_stratum(key) if by == "stratum" else key,
                key=key,
                visits=_share(occasions.filter(here), summary.VISITS),
                supervision=_share(occasions.filter(here), ("supervision",)),
                longest_gap=_longest(some),
                manner=_manner(made.filter(here)),
                alone=_alone(made.filter(here)),
            )
        )
    return tuple(lines)


def _share(occasions: pl.DataFrame, rules: Sequence[str]) -> str:
    verdict = occasions.filter(pl.col("rule").is_in(list(rules)))["verdict"]
    met, late = (int((verdict == v.value).sum()) for v in (Verdict.IN, Verdict.OUT))
    return share_words(met, met + late)


def _longest(verdicts: pl.DataFrame) -> int:
    gaps = verdicts.filter(pl.col("rule").is_in(list(summary.VISITS)))["longest_gap"]
    return int(gaps.max() or 0)  # type: ignore[arg-type]


def _manner(made: pl.DataFrame) -> str:
    """ "84 face to face, 6 virtual, of which 4 with a reason"."""
    rows = summary.manners(made.with_columns(all=pl.lit(1)), ["all"]).to_dicts()
    if not rows:
        return "no visits"
    row = rows[0]
    words = f"{row['face_to_face']} face to face, {row['virtual']} virtual"
    if row["virtual"]:
        words += f" ({row['with_reason']} with a reason, {row['with_engagement']} with engagement)"
    return words + (f", {row['not_recorded']} not recorded" if row["not_recorded"] else "")


def _alone(made: pl.DataFrame) -> str:
    rows = summary.seen_alone(made.with_columns(all=pl.lit(1)), ["all"]).to_dicts()
    return share_words(rows[0]["alone"], rows[0]["alone"] + rows[0]["not_alone"]) if rows else "–"


def _upload(found: Reading, made: pl.DataFrame) -> str:
    rows = summary.upload_lag(
        made.with_columns(all=pl.lit(1)), "happened_on", found.window, ["all"]
    ).to_dicts()
    if not rows or rows[0]["median_days"] is None:
        return "The extract does not say when visits were written up."
    row = rows[0]
    half, last = (_in_days(round(row[c])) for c in ("median_days", "longest_days"))
    return f"Half of the visits were written up within {half}, the last after {last}."


def _in_days(count: int) -> str:
    return "1 day" if count == 1 else f"{count} days"


def _cases(found: Reading, verdicts: pl.DataFrame) -> tuple[CaseLine, ...]:
    """Children with a duty still undone past its day on the as-of day, most of them first.

    What was done late is in the window's figures; nothing about it can be put right today.
    """
    out = found.occasions.filter(pl.col("verdict") == Verdict.OUT.value)
    undone = out.filter(pl.col("judged_on").is_null()).select("child_id", "rule").unique()
    late = verdicts.filter(pl.col("now") == Verdict.OUT.value)
    late = late.join(undone, on=["child_id", "rule"], how="semi", maintain_order="left")
    lines = []
    for _, rows in late.group_by("child_id", maintain_order=True):
        one = rows.row(0, named=True)
        lines.append(
            CaseLine(
                child_id=one["child_id"],
                case_ref=one["case_ref"] or one["child_id"],
                stratum=_stratum(one["stratum"]),
                late=tuple(found.rules.of(r).short for r in rows["rule"]),
            )
        )
    return tuple(sorted(lines, key=lambda c: (-len(c.late), c.case_ref)))


def _stratum(code: str) -> str:
    return DEFAULT_LABELS[Stratum(code)] if code else ""
