"""What workers say of their own work and families of their help, when the reviewers ask them."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from stocktake.demo import cast
from stocktake.demo.practice.saying import one_of, read, stream_for
from stocktake.demo.reviewing import Review
from stocktake.demo.timing import Day
from stocktake.people import queries as people
from stocktake.reviews import acts
from stocktake.reviews.acts import Heard, Safety, Spoken
from stocktake.reviews.domain.families import (  # fmt: skip
    COULD_BE_BETTER,
    EXPLAINED,
    NO,
    OPEN_QUESTIONS,
    RISKS,
    WENT_WELL,
    YES,
)
from stocktake.reviews.domain.voices import HINDERS, WORKS

# Of those asked one after another: who says that it gets in the way, or that it could be better.
HINDERED: Mapping[str, tuple[int, ...]] = {
    "support": (0, 2, 4, 6, 8, 10),
    "safety": (3,),
    "caseload": (1, 3, 5, 7, 9),
    "supervision": (0, 1, 4, 5, 8, 9),
}
BETTER: Mapping[str, tuple[int, ...]] = {
    "known": (0, 1, 5, 6, 9),
    "listened": (0, 2, 4, 6, 8, 10),
    "plan": (0, 1, 2, 4, 5, 7, 9),
    "reliable": (3, 8),
    "changed": (1, 4, 6, 7, 10),
}
SPEAK, DECLINE, UNREACHED, UNASKED = 12, 2, 1, 1  # families, in this order
CALM = tuple((risk, NO, "") for risk in RISKS)
Planned = tuple[str, Review]


def hear_workers(reviews: Sequence[Review], day: Day) -> None:
    """Each worker is asked once, beside the first of their reviews."""
    first: dict[str, Review] = {}
    for review in reviews:
        if review.case.worker_id:
            first.setdefault(review.case.worker_id, review)
    for place, review in enumerate(first.values()):
        spoken = [
            Spoken(prompt=key, answer=answer, words=_words("workers", key, answer, review))
            for key, hindered in HINDERED.items()
            for answer in (HINDERS if place in hindered else WORKS,)
        ]
        acts.hear_worker(
            review_id=review.id, who="worker", answers=spoken, by=review.reviewer, at=day.next()
        )


def plan_families(reviews: Sequence[Review], day: Day) -> list[Planned]:
    """One grown-up of each of the first families; their worker says what is safe."""
    wanted = SPEAK + DECLINE + UNREACHED + UNASKED
    families = [r for r in reviews if r.case.stratum != "CL"][:wanted]
    planned = [(_whom(review, day), review) for review in families]
    for place, (key, review) in enumerate(planned):
        if place < wanted - UNASKED:
            confirm(key, review, day, number=f"07700 900{place + 101}")
    return planned


def _whom(review: Review, day: Day) -> str:
    """Who looks after the child."""
    if review.case.stratum == "CLA":
        return plan(review, day, who="", role="carer")
    return plan(review, day, who="Mum")


def hear_families(planned: Sequence[Planned], day: Day) -> list[Planned]:
    """Most of them speak, some rather not; those who spoke."""
    spoke, rest = planned[:SPEAK], planned[SPEAK:]
    for place, (key, review) in enumerate(spoke):
        hear(key, review, day, place=place)
    for key, review in rest[:DECLINE]:
        at = day.next()
        acts.say_no(conversation_id=key, spoke_on=at.date(), told=[*EXPLAINED], by=review.reviewer, at=at)  # fmt: skip
    for key, review in rest[DECLINE : DECLINE + UNREACHED]:
        at = day.next()
        acts.not_reached(conversation_id=key, tried_on=at.date(), by=review.reviewer, at=at)
    for key, review in rest[DECLINE + UNREACHED :]:
        acts.not_asked(conversation_id=key, reason="court", by=review.reviewer, at=day.next())
    return [*spoke]


def tell_families(spoke: Sequence[Planned], day: Day) -> None:
    """What became of what they said."""
    for key, review in spoke:
        at = day.next()
        acts.tell_family(
            conversation_id=key, told_on=at.date(), mode="phone",
            words=_frames()["told"], by=review.reviewer, at=at,
        )  # fmt: skip


def forget(at: datetime) -> None:
    """As the ticker does: what is no longer needed to reach them goes."""
    acts.forget_contacts(by=people.operator("ticker"), at=at)


def under_way(by_ref: Mapping[str, Review], day: Day) -> None:
    """Two families in October, each step of it somewhere: heard, stopped, safe, planned, not asked."""
    answered, reading = by_ref["TH-1034"], by_ref["TH-1041"]
    mum = plan(answered, day, who="Mum")
    confirm(mum, answered, day, number="07700 900461")
    hear(mum, answered, day, place=0)
    dad, child = plan(answered, day, who="Dad"), plan(answered, day, who="", role="child")
    confirm(
        dad,
        answered,
        day,
        number="07700 900462",
        risks=(("abuse", YES, _frames()["risk"]), *CALM[1:]),
    )
    confirm(child, answered, day, number="07700 900461")
    plan(reading, day, who="Mum")
    young = plan(reading, day, who="", role="child")
    acts.not_asked(
        conversation_id=young,
        reason="harm",
        words=_frames()["unasked"],
        by=reading.reviewer,
        at=day.next(),
    )


def plan(review: Review, day: Day, *, who: str, role: str = "parent") -> str:
    return acts.plan_conversation(
        review_id=review.id, role=role, who=who, by=review.reviewer, at=day.next()
    )


def confirm(
    key: str,
    review: Review,
    day: Day,
    *,
    number: str,
    risks: tuple[tuple[str, str, str], ...] = CALM,
) -> None:
    """The worker says what is safe: on their own page, or to the reviewer who writes it down."""
    at, sam = day.next(), cast.who("sam.sw")
    theirs = review.case.worker_id in sam.worker_ids
    acts.confirm_safety(
        conversation_id=key,
        safety=Safety(
            way="phone", number=number, time="Weekdays from ten to two", interpreter=NO, advocate=NO,
            risks=risks,
        ),
        confirmed_with=review.case.worker_name,
        confirmed_on=at.date(),
        by=sam if theirs else review.reviewer,
        at=at,
    )  # fmt: skip


def hear(key: str, review: Review, day: Day, *, place: int) -> None:
    """They agree, talk, and one thing of it is passed on to the worker."""
    at = day.next()
    acts.say_yes(
        conversation_id=key, spoke_on=at.date(), told=[*EXPLAINED], shares=place % 3 != 2,
        by=review.reviewer, at=at,
    )  # fmt: skip
    at = day.next()
    answers = tuple(_said(review, place))
    heard = Heard(held_on=at.date(), mode="phone", answers=answers)
    acts.hear_family(conversation_id=key, heard=heard, by=review.reviewer, at=at)
    if place % 3 != 2:
        passed = {one.prompt: one.words for one in answers if one.prompt in ("plan", "helped")}
        acts.choose_words(conversation_id=key, chosen=passed, by=review.reviewer, at=day.next())


def _said(review: Review, place: int) -> Iterable[Spoken]:
    for key, better in BETTER.items():
        answer = COULD_BE_BETTER if place in better else WENT_WELL
        yield Spoken(prompt=key, answer=answer, words=_words("families", key, answer, review))
    for key in OPEN_QUESTIONS:
        rng = stream_for("family", review.case.child_id, key)
        yield Spoken(prompt=key, words=one_of(_frames()[key], {}, rng))


def _frames() -> Mapping[str, Any]:
    found: Mapping[str, Any] = read("speaking")["families"]
    return found


def _words(who: str, key: str, answer: str, review: Review) -> str:
    frames: list[str] = read("speaking")[who][key][answer]
    rng = stream_for(who, review.case.child_id, review.story.season.key, key)
    return one_of(frames, {}, rng)
