"""Cases that two people read: the second reader's own eyes, and Nadia bringing both together."""

from collections.abc import Mapping

from stocktake.demo import cast, reviewing
from stocktake.demo.answers import OVERALL, SAFE_NOW
from stocktake.demo.practice.saying import one_of, read, stream_for, words_for
from stocktake.demo.reviewing import Review
from stocktake.demo.thornmere.grading import grades_of
from stocktake.demo.timing import Day
from stocktake.reviews import acts, queries
from stocktake.reviews.acts import Choice
from stocktake.reviews.domain.judgements import SCALE

OTHER = {"owen.auditor": "prue.chair", "prue.chair": "owen.auditor"}


def begin(first: Review, day: Day, shift: Mapping[str, str] | None = None) -> Review:
    """Nadia gives the case to the other reviewer as well, who declares and will read it blind."""
    mine = next(login for login in OTHER if cast.who(login).id == first.reviewer.id)
    reader = cast.who(OTHER[mine])
    key = acts.begin_double(
        case_id=first.case.id, reviewer_id=reader.id, by=cast.who("nadia.qa"), at=day.next(4)
    )
    second = Review(
        key,
        first.case,
        reader,
        first.story,
        first.records,
        voice="second",
        shift=_other_eyes(first) if shift is None else shift,
    )
    reviewing.declare([second], day.next(9))
    return second


def read_alone(second: Review, day: Day) -> None:
    """The second reading, from the record alone, graded as a whole."""
    reviewing.begin(second, day.next())
    written = reviewing.ready(second, day.next(20))
    ends = {item: written.discussed[item] for item in (OVERALL, SAFE_NOW)}
    acts.save_answers(review_id=second.id, answers=ends, by=second.reviewer, at=day.next(5))


def read_and_talk(second: Review, day: Day) -> None:
    """The second reader was at the discussion as well, and writes their own note of it."""
    reviewing.begin(second, day.next())
    written = reviewing.ready(second, day.next(20))
    at = day.next(5)
    reviewing.discuss(second, written, at.date(), at)


def submit(review: Review, day: Day) -> None:
    acts.submit_reading(review_id=review.id, by=review.reviewer, at=day.next(11))


def bring_together(first: Review, day: Day) -> None:
    """Nadia takes the first reader's words where they differ, and says why."""
    key = queries.review(first.id).state.double
    nadia = cast.who("nadia.qa")
    rows = queries.side_by_side_of(queries.double(key, to=nadia))
    frames, slots = read("answering"), words_for(first.story.age)
    choices = {}
    for row in rows:
        rng = stream_for("agreed", first.case.child_id, row.item)
        note = one_of(list(frames["agreed"]), slots, rng) if row.differs else ""
        choices[row.item] = Choice(note=note)
    note = one_of(list(frames["together"]), slots, stream_for("together", first.case.child_id))
    acts.agree(double_id=key, choices=choices, note=note, by=nadia, at=day.next(35))


def _other_eyes(first: Review) -> dict[str, str]:
    """About a third of the themes one step away: as far as two fair reviewers usually stand."""
    shift = {}
    for theme, grade in grades_of(first.story).items():
        rng = stream_for("eyes", first.case.child_id, first.story.season.key, theme)
        if theme == "overall" or rng.random() > 0.35:
            continue
        place = SCALE.index(grade) + rng.choice((-1, 1))
        shift[theme] = SCALE[min(max(place, 0), len(SCALE) - 1)]
    return shift
