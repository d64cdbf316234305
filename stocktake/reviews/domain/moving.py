"""Moving a review that is being written to another version of its form, by an explicit mapping.

An open review keeps the version it was allocated with. Where a council corrects a form mid-round,
what is written under an item stays under the item of the same id; what has none is placed or left
behind by name, and nothing is moved by guessing.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

from stocktake.core.capacity import Capacity
from stocktake.core.lifecycle import Rule
from stocktake.core.thread import Act
from stocktake.reviews.domain.states import ALLOCATED, READING, ReviewState

LEFT_BEHIND = ""


@dataclass(frozen=True, kw_only=True)
class MoveForm(Act):
    """From now on the review is written on this version. `moved`: (item, the item it becomes or "").

    `unplaced` and `unknown` are items that the rule refuses for: something is written under them and
    nobody said where it goes, or the mapping names what neither version has.
    """

    NAME: ClassVar[str] = "review.form_moved"
    form: str
    before: str
    moved: tuple[tuple[str, str], ...]
    reason: str
    unplaced: tuple[str, ...] = field(default=(), metadata={"record": False})
    unknown: tuple[str, ...] = field(default=(), metadata={"record": False})
    same_depth: bool = field(default=True, metadata={"record": False})
    reviewer: str = field(default="", metadata={"record": False})  # whose drafts go along
    case: str = field(default="", metadata={"record": False})


MOVE = Rule(act=MoveForm, before=(ALLOCATED, READING), after=None, may=(Capacity.QA_MANAGER,))


def mapped(
    written: Collection[str], new: Collection[str], mapping: Mapping[str, str]
) -> tuple[tuple[str, str], ...]:
    """Where each written item goes: as the mapping says, else to the item of the same id."""
    found = ((item, mapping.get(item, item if item in new else None)) for item in written)
    return tuple((item, to) for item, to in sorted(found) if to is not None)


def unplaced(written: Iterable[str], moved: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """Items with something written under them that go nowhere yet."""
    return tuple(sorted({*written} - {item for item, _ in moved}))


def unknown(
    old: Collection[str], new: Collection[str], mapping: Mapping[str, str]
) -> tuple[str, ...]:
    """Names in the mapping that the version before, or the new one, does not have."""
    wrong = {item for item in mapping if item not in old}
    wrong |= {to for to in mapping.values() if to != LEFT_BEHIND and to not in new}
    return tuple(sorted(wrong))


def refusal(state: ReviewState, act: MoveForm, *_: Any) -> str | None:
    """Why the review cannot be moved; None where it can."""
    becomes = [to for _, to in act.moved if to != LEFT_BEHIND]
    if not act.reason.strip():
        return "Say why the review moves to another version of its form."
    if state.double and not state.agreed:
        return "This case is read by two, each on the same form. End the double review first."
    if act.form == state.form:
        return "The review is on this version already."
    if not act.same_depth:
        return "That form is for another depth of review."
    if act.unknown:
        return f"Neither version has this item: {', '.join(act.unknown)}."
    if act.unplaced:
        named = ", ".join(act.unplaced)
        return f"Something is written under items that the new version does not have: {named}. Say where each goes, or leave it behind by name."
    if len(becomes) != len({*becomes}):
        return "Two items would become one. What is written under them is not put together by a machine: leave one behind."
    return None
