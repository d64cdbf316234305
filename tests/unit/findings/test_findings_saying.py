"""From reviews to all children: the design's groups, and what is left unsaid."""

from stocktake.core.statistics.finite import Group
from stocktake.core.strata import Stratum
from stocktake.findings.domain.saying import ByStratum, groups_of, saying
from tests.certificate_facts import PLAN, attempt

THEME = ("visits", "Visits")
SELECTED = (Stratum.EH, Stratum.CP)


def found(*, only: Stratum | None = None, strong: bool = True) -> ByStratum:
    made = attempt(1, PLAN)
    drawn = made.standing.drawn
    told = {d.key: strong for d in drawn if only in (None, d.stratum)}
    return groups_of(made.sample.strata, drawn, told)


def test_groups_hold_every_eligible_child_once() -> None:
    strata = {s.stratum: s.eligible for s in attempt(1, PLAN).sample.strata if s.open}
    assert {s: sum(g.size for g in of) for s, of in found().items()} == strata


def test_a_group_nobody_was_judged_in_is_named_and_not_described() -> None:
    said = saying(THEME, found(only=Stratum.EH), SELECTED)
    assert said.left_out == "Says nothing of child protection."
    assert said.judged == 3


def test_a_handful_is_refused_in_plain_words() -> None:
    assert "cannot say how common" in saying(THEME, found(), SELECTED).words


def test_rounds_are_compared_only_where_both_looked() -> None:
    said = saying(THEME, found(), SELECTED, ("April 2026", found(only=Stratum.EH, strong=False)))
    assert said.compared == "Over early help only."
    none = saying(THEME, found(only=Stratum.CP), SELECTED, ("April 2026", found(only=Stratum.EH)))
    assert none.since == "No group was judged on this both times."


def test_beside_a_finding_it_names_whom_it_describes_and_what_it_rests_on() -> None:
    refused = saying(THEME, found(), SELECTED).told
    assert refused.startswith("Strong for 4 of 4 children reviewed. These 4 reviews cannot say")
    some = {Stratum.EH: (Group(size=40, sampled=20, found=18),)}
    said = saying(THEME, some, SELECTED).told
    assert said.startswith("Strong for 18 of 20 children reviewed; between ")
    assert said.endswith(" of the 40 children in early help.")
