"""The reference for timeliness: what the words of each rule mean for one child's rows."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from stocktake.core.periods import Window, add_months
from stocktake.indicators.domain.rules import Rule, Rules
from tests.slow_clocks import Event, Spell, text_on

Row = Mapping[str, Any]
World = Mapping[str, Sequence[Row]]
KNOWN_VISITS = {
    "Early help visit", "CIN visit", "CP visit", "Looked-after visit", "Leaving care visit",
    "Adoption visit", "Private fostering visit", "Statutory visit", "Reviewing officer visit",
    "Other visit", "",
}  # fmt: skip


class Child:
    """One child's rows, and the rules by which they are read."""

    def __init__(self, world: World, child_id: str, rules: Rules, window: Window) -> None:
        self.world, self.id, self.rules, self.window = world, child_id, rules, window
        self.as_of = window.end
        self.case: Row = next((r for r in world["cases"] if r["child_id"] == child_id), {})
        self.stratum = self.case.get("stratum")
        self.born: date | None = self.case.get("date_of_birth")
        self.closed: date | None = self.case.get("closed_on")

    def rows(self, table: str, **wanted: Any) -> list[Row]:
        mine = [r for r in self.world.get(table, ()) if r["child_id"] == self.id]
        return [r for r in mine if all(r.get(k) == v for k, v in wanted.items())]

    def birthday(self, years: int) -> date | None:
        return add_months(self.born, 12 * years) if self.born else None

    def ends(self, row: Row) -> date | None:
        known = [d for d in (row.get("ended_on"), self.closed) if d]
        return min(known) if known else None


def is_visit(rule: Rule) -> bool:
    return "visit" in rule.met_by or "adviser" in rule.met_by


# ---- Visits ------------------------------------------------------------------------------------


def events(child: Child, rule: Rule) -> list[Event]:
    if is_visit(rule):
        return [e for r in child.rows("visits") if (e := _visit(child, rule, r))]
    return [e for e in OTHERS[rule.met_by](child) if e.day <= child.as_of]


def _visit(child: Child, rule: Rule, row: Row) -> Event | None:
    contact = rule.met_by == "adviser contact"
    if row["happened_on"] > child.as_of or row.get("outcome") == "attempt":
        return None
    if row.get("seen") is False and not contact:
        return None
    duty = rule.met_by.split(", seen")[0]
    kind = row.get("visit_type") or ""
    counts = kind in _kinds(duty)
    if not counts and kind in KNOWN_VISITS:
        return None
    stands = may_stand(child, rule, row)
    if stands is False:
        return None
    sure, declined = counts and stands is True, False
    if "seen alone" in rule.met_by:
        if row.get("seen_alone") is True:
            pass
        elif row.get("alone_reason"):
            declined = True
        elif row.get("seen_alone") is False:
            return None
        else:
            sure = False
    return Event(row["happened_on"], sure, declined)


def _kinds(duty: str) -> set[str]:
    own = {
        "child protection visit": {"CP visit"},
        "child in need visit": {"CIN visit", "Last seen"},
        "looked-after visit": {"Looked-after visit"},
        "adoption visit": {"Adoption visit", "Looked-after visit"},
        "private fostering visit": {"Private fostering visit"},
        "adviser visit": {"Leaving care visit"},
        "adviser contact": {"Leaving care visit", "Last seen"},
    }
    return own[duty] | {"Statutory visit", ""}


def may_stand(child: Child, rule: Rule, row: Row) -> bool | None:
    """Whether the means of the visit may stand on its day; None where the ground is not told."""
    if row.get("mode") not in ("video", "phone"):
        return True
    ground = child.rules.of(rule.virtual) if rule.virtual else rule
    text = text_on(ground, max(row["happened_on"], ground.versions[0].valid_from))
    if text is None or row["mode"] not in text.modes:
        return False
    if not text.grounds:
        return True
    reason = (row.get("mode_reason") or "").lower()
    return any(word in reason for word in text.grounds) if reason.strip() else None


# ---- Other events ------------------------------------------------------------------------------


def _held(child: Child, table: str, **wanted: Any) -> list[Event]:
    return [Event(r["held_on"]) for r in child.rows(table, **wanted) if r.get("held_on")]


def _reviewed(child: Child, kind: str, review: str, *, made: bool = False) -> list[Event]:
    plans = child.rows("plans", plan_type=kind)
    days = [r["reviewed_on"] for r in plans] + [r["started_on"] for r in plans if made]
    found = [Event(d) for d in days if d]
    return found + _held(child, "reviews", review_type=review)


def _health(child: Child, *kinds: str) -> list[Event]:
    rows = [r for r in child.rows("health") if r["kind"] in kinds and r["held_on"]]
    kept = [r for r in rows if r.get("outcome") != "not_attended"]
    return [Event(r["held_on"], declined=r.get("outcome") == "refused") for r in kept]


OTHERS: Mapping[str, Callable[[Child], list[Event]]] = {
    "core group": lambda c: _held(c, "reviews", review_type="Core group"),
    "review conference": lambda c: _held(
        c, "reviews", review_type="Review child protection conference"
    ),
    "child in need review": lambda c: _held(c, "reviews", review_type="CIN review"),
    "looked-after review": lambda c: _held(c, "reviews", review_type="Looked-after review"),
    "adoption review": lambda c: (
        _held(c, "reviews", review_type="Adoption review")
        + _held(c, "reviews", review_type="Looked-after review")
    ),
    "health assessment": lambda c: _health(
        c, "Initial health assessment", "Review health assessment", "Health assessment"
    ),
    "dental check": lambda c: _health(c, "Dental check"),
    "personal education plan": lambda c: _reviewed(c, "PEP", "PEP review", made=True),
    "ehc annual review": lambda c: _reviewed(c, "EHC", "EHC annual review"),
    "pathway plan review": lambda c: _reviewed(c, "pathway", "Pathway plan review"),
    "supervision": lambda c: _held(c, "supervisions", kind="supervision"),
    "management oversight": lambda c: _held(c, "supervisions", kind="management oversight"),
}


# ---- Spells ------------------------------------------------------------------------------------


def _planned(child: Child, kind: str) -> list[Spell]:
    rows = child.rows("plans", plan_type=kind) or child.rows("episodes", kind=kind)
    return [Spell(r["started_on"], child.ends(r)) for r in rows]


def _from_birth(child: Child, spells: Sequence[Spell]) -> list[Spell]:
    found = []
    for s in spells:
        if child.born and child.born > child.as_of:
            found.append(Spell(child.as_of, s.end, none=True))
        elif child.born and s.start and child.born > s.start:
            found.append(Spell(child.born, s.end))
        else:
            found.append(s)
    return found


def protection(child: Child) -> list[Spell]:
    found = _planned(child, "CP")
    if not found and child.stratum == "CP":
        found = [Spell(None, child.closed)]
    return _from_birth(child, found)


def in_need(child: Child) -> list[Spell]:
    plans = _planned(child, "CIN")
    if child.stratum == "CIN":
        found = plans or [Spell(child.case.get("opened_on"), child.closed)]
    else:
        found = [s for s in plans if s.end and s.end < child.as_of]
    return _from_birth(child, found)


def adoption(child: Child) -> list[Spell]:
    placed = child.rows("placements", arrangement="placed_for_adoption")
    rows = placed or child.rows("episodes", kind="placed_for_adoption")
    return [Spell(r["started_on"], child.ends(r), first_review=_review(
        child, r["started_on"], "Looked-after review", "Adoption review")) for r in rows]  # fmt: skip


def _review(child: Child, start: date | None, *kinds: str) -> date | None:
    days = [
        r["held_on"] for r in child.rows("reviews") if r["review_type"] in kinds and r["held_on"]
    ]
    after = [d for d in days if d <= child.as_of and (start is None or d >= start)]
    return min(after) if after else None


def in_care(child: Child) -> list[Spell]:
    rows = child.rows("episodes", kind="CLA")
    if rows:
        found = [Spell(r["started_on"], r["ended_on"]) for r in rows]
    elif child.rows("placements") and child.stratum in ("CLA", "CP", "CIN"):
        found = _merged(child.rows("placements"))
    else:
        found = [Spell(None, None)] if child.stratum == "CLA" else []
    grown = child.birthday(18)
    last = [grown - timedelta(days=1)] if grown else []
    kept = []
    for s in found:
        ends = [d for d in (s.end, child.closed, *last) if d]
        end = min(ends) if ends else None
        if end is None or s.start is None or end >= s.start:
            kept.append(Spell(s.start, end))
    return kept


def _merged(rows: Sequence[Row]) -> list[Spell]:
    runs: list[list[date]] = []
    for r in sorted(rows, key=lambda r: r["started_on"]):
        end = r["ended_on"] or date.max
        if runs and (runs[-1][1] == date.max or r["started_on"] <= runs[-1][1] + timedelta(days=1)):
            runs[-1][1] = max(runs[-1][1], end)
        else:
            runs.append([r["started_on"], end])
    return [Spell(a, None if b == date.max else b) for a, b in runs]


def _until_adoption(child: Child, spells: Sequence[Spell]) -> list[Spell]:
    first = min((s.start for s in adoption(child) if s.start), default=None)
    if first is None:
        return list(spells)
    cut = [Spell(s.start, min(s.end or date.max, first - timedelta(days=1))) for s in spells]
    return [s for s in cut if s.start is None or (s.end and s.end >= s.start)]


def looked_after(child: Child) -> list[Spell]:
    kinds = [r.get("arrangement") == "short_breaks" for r in child.rows("placements")]
    breaks = bool(kinds) and all(kinds)
    return [
        Spell(s.start, s.end, fifth_birthday=child.birthday(5), none=breaks)
        for s in _until_adoption(child, in_care(child))
    ]


def of_school_age(child: Child) -> list[Spell]:
    third, found = child.birthday(3), []
    for s in looked_after(child):
        if third and third > child.as_of:
            continue
        start = max(s.start, third) if s.start and third else s.start
        if s.end is None or start is None or s.end >= start:
            found.append(Spell(start, s.end, none=s.none))
    return found


def placed(child: Child) -> list[Spell]:
    care = in_care(child)
    rows = [r for r in child.rows("placements") if r.get("arrangement") != "placed_for_adoption"]
    if not care:
        return []
    ends = [s.end for s in care]
    last = None if None in ends else max(e for e in ends if e)
    if not rows:
        gone = any(s.start for s in adoption(child) if s.start and s.start <= child.as_of)
        return [] if gone else [
            Spell(None, s.end, first_review=_review(child, None, "Looked-after review"))
            for s in care
        ]  # fmt: skip
    first = min((s.start for s in adoption(child) if s.start), default=None)
    found = []
    for r in rows:
        known = [d for d in (r["ended_on"], last, first and first - timedelta(days=1)) if d]
        end = min(known) if known else None
        regime, stricter = _regime(child, r)
        if end is None or end >= r["started_on"]:
            found.append(
                Spell(
                    r["started_on"], end, regime, stricter,
                    _review(child, r["started_on"], "Looked-after review"),
                    none=r.get("arrangement") == "short_breaks",
                )
            )  # fmt: skip
    return found


def _regime(child: Child, row: Row) -> tuple[str, str]:
    if row.get("arrangement"):
        return str(row["arrangement"]), ""
    if row.get("placement_code") == "P1":
        open_ = [
            s for s in child.rows("legal_statuses") if (s["ended_on"] or date.max) >= child.as_of
        ]
        orders = {s["legal_status"][:2] for s in open_}
        if "C2" in orders:
            return "with_parents_full_order", ""
        if "C1" in orders:
            return "with_parents_interim_order", ""
        if not row.get("until_18"):
            return "", "with_parents_unassessed"
    lasting = row.get("until_18") or row.get("placement_code") in ("U1", "U4")
    return ("until_18" if lasting else ""), ""


def fostered(child: Child) -> list[Spell]:
    rows = child.rows("episodes", kind="private_fostering")
    return [Spell(r["started_on"], r["ended_on"]) for r in rows]


def _one(child: Child, rows: Sequence[Row]) -> list[Spell]:
    starts = [r["started_on"] for r in rows if r["started_on"]]
    ends = [r["ended_on"] for r in rows]
    end = None if None in ends else max(ends)
    known = [d for d in (end, child.closed) if d]
    return [Spell(min(starts) if starts else None, min(known) if known else None)]


def ehc_plan(child: Child) -> list[Spell]:
    rows = [
        r for r in child.rows("plans", plan_type="EHC")
        if any(d and d <= child.as_of for d in (r["started_on"], r["reviewed_on"]))
    ]  # fmt: skip
    return _one(child, rows) if rows else []


def pathway_plan(child: Child) -> list[Spell]:
    rows = child.rows("plans", plan_type="pathway")
    if rows:
        return _one(child, rows)
    return [Spell(None, child.closed)] if child.stratum == "CL" else []


def _leaver(child: Child, start: date | None) -> list[Spell]:
    if child.stratum != "CL":
        return []
    wanted = [r["adviser_wanted"] for r in child.rows("leavers")]
    grown = child.birthday(21)
    adult = grown is not None and grown <= child.as_of
    none, unsure = adult and False in wanted, adult and True not in wanted and False not in wanted
    return [Spell(start, child.closed, none=none, unsure=unsure)]


def leaving_care(child: Child) -> list[Spell]:
    start = child.case.get("opened_on")
    for r in child.rows("leavers"):
        start = r["eligible_on"] or start
    for r in child.rows("episodes", kind="CL"):
        start = r["started_on"]
    return _leaver(child, start)


def new_accommodation(child: Child) -> list[Spell]:
    moved = [r["moved_on"] for r in child.rows("leavers")]
    return _leaver(child, moved[-1] if moved else None)


def open_case(child: Child) -> list[Spell]:
    if not child.case:
        return []
    new = {r["worker_id"] for r in child.world.get("workers", ()) if r["newly_qualified"]}
    regime = "newly_qualified" if child.case.get("allocated_worker_id") in new else ""
    return [Spell(child.case.get("opened_on"), child.closed, regime)]


SPELLS: Mapping[str, Callable[[Child], list[Spell]]] = {
    "child protection plan": protection, "child in need plan": in_need,
    "looked after": looked_after, "looked after, of school age": of_school_age,
    "placement": placed, "placed for adoption": adoption, "private fostering": fostered,
    "ehc plan": ehc_plan, "pathway plan": pathway_plan, "new accommodation": new_accommodation,
    "leaving care": leaving_care, "open case": open_case,
}  # fmt: skip
