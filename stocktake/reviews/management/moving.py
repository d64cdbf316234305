"""`stocktake review move-form`: an open review goes on with another version of its form."""

from collections.abc import Sequence
from typing import Any

from stocktake.frameworks import queries as frameworks
from stocktake.people.command import ActCommand, BadInput
from stocktake.reviews import acts
from stocktake.reviews.domain.moving import LEFT_BEHIND, MoveForm
from stocktake.reviews.management.naming import review_of
from stocktake.reviews.queries import Review


def arguments(words: Any) -> None:
    """The word and what it takes."""
    one = words.add_parser("move-form", help="move an open review to another version of its form")
    one.add_argument("review", metavar="REVIEW")
    one.add_argument(
        "--to", required=True, metavar="FORM", help="its key for the latest, or its hash"
    )
    one.add_argument(
        "--map",
        action="append",
        default=[],
        metavar="OLD=NEW",
        help="what is written under OLD goes to NEW",
    )
    one.add_argument(
        "--leave",
        action="append",
        default=[],
        metavar="OLD",
        help="what is written under OLD stays behind",
    )
    one.add_argument("--reason", required=True)
    one.add_argument("--preview", action="store_true", help="say what would move, and move nothing")


def move_form(
    on: ActCommand,
    *,
    review: str,
    to: str,
    map: Sequence[str],
    leave: Sequence[str],
    reason: str,
    preview: bool,
    **_: Any,
) -> None:
    """Move it, or with `preview` say what would be moved where."""
    one, form = review_of(on, review), _form(to)
    mapping = {**_pairs(map), **dict.fromkeys(leave, LEFT_BEHIND)}
    if preview:
        act = acts.planned(one.state, one.id, form, mapping, reason)
    else:
        act = acts.move_form(
            review_id=one.id, form=form, mapping=mapping, reason=reason, by=on.by, at=on.at
        )
    facts = {"id": one.id, "ref": one.ref, "form": form, "moved": dict(act.moved)}
    on.say("\n".join(_lines(one, act, preview)), {**facts, "unplaced": list(act.unplaced)})


def _lines(one: Review, act: MoveForm, preview: bool) -> list[str]:
    done = "would move" if preview else "moved"
    lines = [f"{one.ref} {done} to the form {act.form[:12]}."]
    lines += [f"  {item}: {to or 'left behind'}" for item, to in act.moved]
    lines += [f"  {item}: no place in the new version yet" for item in act.unplaced]
    return lines


def _form(named: str) -> str:
    """The hash of a form by its key or its hash."""
    for card in frameworks.shelf():
        if card.kind == "form" and (card.hash == named or (card.key == named and card.current)):
            return card.hash
    raise BadInput(f"There is no form {named}. `stocktake instrument list` shows what there is.")


def _pairs(said: Sequence[str]) -> dict[str, str]:
    pairs = [one.partition("=") for one in said]
    if wrong := [old for old, sign, new in pairs if not (old and sign and new)]:
        raise BadInput(f"--map takes OLD=NEW, not {wrong[0]}.")
    return {old: new for old, _, new in pairs}
