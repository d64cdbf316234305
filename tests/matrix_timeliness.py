"""Timeliness in the matrix's small world: teams, children, trends, and figures about one worker."""

from datetime import date

from stocktake.indicators import acts, queries
from stocktake.indicators.domain.figures import TurnOn
from tests.cast import AT
from tests.matrix_world import World, canary


def timed(world: World) -> None:
    """Figures about one worker are on; Sam and Kit have seen theirs, and Sam said something."""
    decided = TurnOn(
        assessed_on=date(2026, 6, 1),
        assessment="IA 12",
        consulted_on=date(2026, 7, 1),
        consultation="Staff forum of July",
    )
    acts.turn_on(what=decided, by=world.who["head_of_service"], at=AT)
    snapshot = queries.latest()
    assert snapshot is not None
    for side, persona, worker, team, child in (
        ("own", "worker", "w1", "North", "c1"),
        ("other", "other worker", "w2", "South", "c6"),
    ):
        who = world.who[persona]
        acts.see(worker_id=worker, snapshot=snapshot, by=who, at=AT)
        text = f"{canary(f'{side} comment')}: one family moved twice."
        acts.comment(worker_id=worker, snapshot=snapshot, text=text, by=who, at=AT)
        world.add(side, "worker", worker_id=worker)
        world.add(side, "team", name=team)
        world.add(side, "team trend", key="visits", **{"?team": team})
        world.add(side, "child", child_id=child)
    world.add("own", "local rule", rule_id="cp-visit")
