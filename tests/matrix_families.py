"""Families asked, for the access matrix: a number and words of which each is for few."""

from stocktake.core.thread import Person
from stocktake.reviews import acts
from stocktake.reviews.domain.families import EXPLAINED
from tests import family_desk as desk
from tests.cast import AT
from tests.family_desk import NUMBER, TODAY
from tests.matrix_world import World, canary


def asked(world: World) -> None:
    """Beside a shared review on either side: heard, and something of it passed on."""
    world.add("own", "leaflet", whom="adult")
    rae = world.who["other reviewer"]
    for side, ref, by in (("own", "TH-1041", world.cast.owen), ("other", "TH-1022", rae)):
        one = _heard(world.reviews[ref], side, by)
        world.add(side, "family conversation", family_id=one)


def _heard(review: str, side: str, by: Person) -> str:
    one = acts.plan_conversation(review_id=review, role="parent", who="Mum", by=by, at=AT)
    about = {"conversation_id": one, "by": by, "at": AT}
    acts.confirm_safety(
        safety=desk.safety(number=f"{NUMBER} {canary(side + ' number')}"),
        confirmed_with="The worker", confirmed_on=TODAY, **about,
    )  # fmt: skip
    acts.say_yes(spoke_on=TODAY, told=[*EXPLAINED], shares=True, **about)  # type: ignore[arg-type]
    words = f"{canary(side + ' family')} is what I think."
    acts.hear_family(heard=desk.said(words=words), **about)  # type: ignore[arg-type]
    passed = {"plan": f"{canary(side + ' passed on')} would help."}
    acts.choose_words(chosen=passed, **about)  # type: ignore[arg-type]
    return one
