"""The counts of a board meeting: 27 recommendations, 21 done, 19 verified, 2 returned, 6 overdue."""

from datetime import date, timedelta

from stocktake.actions.domain.progress import Course, Turn, overdue_words, progress

AGREED, DUE, BOARD = date(2026, 11, 23), date(2026, 12, 18), date(2027, 1, 8)
LATER = date(2027, 2, 12)


def course(n: int, *turns: tuple[date, str], due: date = DUE) -> Course:
    listed = [
        Turn(day=AGREED, status="drafted", due=due),
        Turn(day=AGREED, status="agreed", due=due),
    ]
    listed += [Turn(day=d, status=s, due=LATER if s == "returned" else due) for d, s in turns]
    return Course(id=str(n), turns=tuple(listed))


def step_nine() -> list[Course]:
    given = (date(2026, 12, 14), "done, evidence given")
    verified = [course(n, given, (BOARD, "verified")) for n in range(19)]
    returned = [course(n, given, (BOARD, "returned")) for n in range(19, 21)]
    return [*verified, *returned, *(course(n) for n in range(21, 27))]


def test_the_counts_of_step_nine() -> None:
    now = progress(step_nine(), BOARD)
    assert (now.total, now.done, now.verified, now.returned, now.overdue) == (27, 21, 19, 2, 6)
    assert now.in_words.startswith("27 recommendations: 21 done with evidence, 19 verified")


def test_the_day_before_none_is_verified() -> None:
    before = progress(step_nine(), BOARD - timedelta(days=1))
    assert (before.done, before.awaiting, before.verified, before.overdue) == (21, 21, 0, 6)


def test_the_last_week_of_the_burn_down_equals_the_counts() -> None:
    now = progress(step_nine(), BOARD)
    assert (now.weeks[-1].open, now.weeks[-1].overdue) == (now.open, now.overdue) == (8, 6)
    assert [w.day.isoformat() for w in now.weeks[:2]] == ["2026-11-23", "2026-11-30"]
    assert sum(w.opened for w in now.weeks) - sum(w.closed for w in now.weeks) == now.open


def test_evidence_given_is_open_and_not_overdue() -> None:
    waiting = course(1, (date(2026, 12, 14), "done, evidence given"))
    assert (progress([waiting], BOARD).open, progress([waiting], BOARD).overdue) == (1, 0)


def test_what_was_withdrawn_leaves_the_total() -> None:
    now = progress([course(1), course(2, (BOARD, "withdrawn"))], BOARD)
    assert (now.total, now.withdrawn, now.open) == (1, 1, 1)


def test_nothing_yet_is_said_in_words() -> None:
    assert progress([], BOARD).in_words == "No recommendations yet."
    assert progress([], BOARD).weeks == ()


def test_overdue_in_words() -> None:
    turn = Turn(day=BOARD, status="agreed", due=date(2027, 1, 7))
    assert overdue_words(turn, BOARD) == "Overdue by 1 day"
    assert overdue_words(turn, date(2027, 1, 7)) == ""


def test_ages_count_the_open_ones() -> None:
    assert dict(progress(step_nine(), BOARD).ages)["31 to 60 days"] == 8
