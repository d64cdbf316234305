"""Regulation 44 reports of the extract: logged, sent to commissioning, and read by Cole in time."""

from stocktake.demo import cast
from stocktake.demo.rounds.opening import Opened
from stocktake.demo.timing import Day
from stocktake.placements import acts as placements
from stocktake.placements import queries

SAID = (
    ("nothing further", "Read in full. Nothing in it asks for anything of us this month."),
    (
        "raised with the provider",
        "Night staffing again. Rota and plan asked for by the end of the month.",
    ),
    (
        "raised with the child’s social worker",
        "The visitor's point on sleep concerns one of our young people; the worker has it today.",
    ),
)
LEFT = (
    "Quillmere House"  # its last two wait in the inbox: nobody at the child's review had read them
)


def first_half_read(opened: Opened, day: Day) -> None:
    """April: Cole has come as far as the older ones."""
    ids = _sent(opened, day)
    _read(ids[: len(ids) // 2], day)


def all_but_two_read(opened: Opened, day: Day) -> None:
    """October: since April's round he reads what comes, and two of one home still wait."""
    _sent(opened, day)
    unread = [r for r in queries.every_report() if r.unread]
    of_home = sorted((r for r in unread if r.setting_name == LEFT), key=lambda r: r.month)
    waiting = {r.id for r in of_home[-2:]}
    _read([r.id for r in sorted(unread, key=lambda r: int(r.id)) if r.id not in waiting], day)


def _sent(opened: Opened, day: Day) -> tuple[str, ...]:
    ids = placements.receive_from_snapshot(
        snapshot=opened.snapshot, by=cast.who("dana.data"), at=day.next()
    )
    placements.send(ids=ids, by=cast.who("nadia.qa"), at=day.next())
    return ids


def _read(ids: tuple[str, ...] | list[str], day: Day) -> None:
    for number, key in enumerate(ids):
        follows, text = SAID[number % 3]
        placements.read(
            key=key, follows=follows, text=text, by=cast.who("cole.comm"), at=day.next()
        )
