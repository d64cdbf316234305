"""Headers are matched when sure, offered when similar, and taken once."""

from stocktake.caseload.domain.mapping import How, Match, folded, guesses
from stocktake.caseload.domain.names import KNOWN
from stocktake.caseload.domain.tables import CASES

NAMES = {c.name: (c.name,) for c in CASES.columns}


def matched(*headers: str, confirmed: dict[str, str | None] | None = None) -> dict[str, Match]:
    found = guesses(headers, names=NAMES, known=KNOWN, confirmed=confirmed or {})
    return {m.header: m for m in found}


def test_case_spaces_and_underscores_do_not_matter() -> None:
    assert matched(" Child_ID ")[" Child_ID "].how is How.SAME


def test_quotes_and_brackets_are_straightened() -> None:
    assert folded("Child’s status (Y/N))") == folded("child's  Status (Y/N)")


def test_a_known_name_is_taken() -> None:
    assert matched("DOB")["DOB"].column == "date_of_birth"


def test_a_similar_name_is_offered_and_not_taken() -> None:
    found = matched("Worker", "allocated_worker_id")["Worker"]
    assert (found.column, found.offer, found.how) == (None, "allocated_worker", How.SIMILAR)


def test_what_was_confirmed_before_wins() -> None:
    found = matched("Worker", confirmed={"worker": "allocated_worker"})["Worker"]
    assert (found.column, found.how) == ("allocated_worker", How.CONFIRMED)


def test_what_was_left_out_before_stays_out() -> None:
    assert matched("Age", confirmed={"Age": None})["Age"].column is None


def test_no_column_is_taken_twice() -> None:
    found = matched("child_id", "Person ID")
    assert [m.column for m in found.values()].count("child_id") == 1


def test_a_stranger_stays_unrecognised() -> None:
    assert matched("Shoe size")["Shoe size"].how is How.NONE
