"""Emptying bodies by a lawful act that is itself an entry, and the legal hold that stops it.

What was said goes, with its salt; who acted, when and on what stays, and the chain stays whole.
The entry of the erasure rests on the entry it empties, so `verify` can tell it from a theft.
"""

from collections.abc import Mapping, Sequence

from stocktake.core import lifecycle
from stocktake.record import domain
from stocktake.record.domain import BodyState, EraseBody, HoldBody, ReleaseBody
from stocktake.record.door import Kind, Move, locked
from stocktake.record.models import Body


def erasure_moves(*, entries: Sequence[int], rule: str, reference: str) -> list[Move]:
    """Moves that empty these bodies under a rule of `domain.RULES`."""
    return [_move(n, EraseBody(rule=rule, reference=reference)) for n in entries]


def hold_moves(*, entries: Sequence[int], reference: str) -> list[Move]:
    """Moves that put a legal hold on these bodies: they cannot be emptied until released."""
    return [_move(n, HoldBody(reference=reference)) for n in entries]


def release_moves(*, entries: Sequence[int], reference: str) -> list[Move]:
    """Moves that lift a legal hold."""
    return [_move(n, ReleaseBody(reference=reference)) for n in entries]


def _move(number: int, act: EraseBody | HoldBody | ReleaseBody) -> Move:
    return Move(kind=BODY, id=str(number), act=act, rests_on=(f"entry:{number}",))


def _load(ids: Sequence[str]) -> Mapping[str, BodyState]:
    rows = locked(Body.objects.filter(entry_id__in=[int(i) for i in ids]))
    return {str(row.entry_id): _state(row) for row in rows}


def _state(row: Body) -> BodyState:
    if row.said is None:
        return BodyState(status="erased")
    return BodyState(status="held" if row.held else "said", hold=row.held)


def _save(number: str, before: BodyState | None, now: BodyState) -> None:
    if now.status != "erased":  # the erasure itself is carried out once its entry has a number
        Body.objects.filter(entry_id=int(number)).update(held=now.hold)


def _written(number: int, move: Move) -> None:
    if isinstance(move.act, EraseBody):
        Body.objects.filter(entry_id=int(move.id)).update(
            said=None, salt=None, concerns=[], erased_by=number
        )


BODY = Kind[BodyState](
    name="body",
    load=_load,
    save=_save,
    refusal=domain.refusal,
    after=domain.after,
    capacity=lambda act, by: lifecycle.capacity_of(domain.MOVES, act, by),
    written=_written,
)
