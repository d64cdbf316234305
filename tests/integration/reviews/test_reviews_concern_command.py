"""`stocktake concern` on a review being read: the whole life of a concern from the command line."""

import json
from typing import Any

import pytest
from django.core.management import call_command

from stocktake.concerns import queries
from stocktake.people.command import BadInput
from tests.review_desk import Cast, reading_by

RAISE = (
    "raise", "TH-1034", "--round", "2026-10", "--head", "hari.hos", "--spoke-to", "Front door",
    "--spoke-at", "2026-10-19T09:00", "--what", "A second phone.", "--why", "Nobody asked.",
    "--risk", "not known",
)  # fmt: skip
SAFE = (
    "safe", "1", "--came", "police", "--outcome", "Held.", "--rationale", "No measure needed.",
    "--on-record-on", "2026-10-19", "--on-record-by", "Tess",
)  # fmt: skip
FOLLOW = ("follow-up", "1", "--what", "Look back.", "--owner", "tess.tm", "--due", "2026-12-18")


def concern(login: str, *words: str) -> None:
    call_command("concern", "--as", login, *words)


def raised(cast: Cast) -> None:
    reading_by(cast)
    concern("owen.auditor", *RAISE)


def test_from_raising_to_closing(cast: Cast) -> None:
    raised(cast)
    concern("hari.hos", "acknowledge", "1")
    concern("tess.tm", "seen", "1", "--by", "Sam", "--when", "2026-10-19T09:00")
    concern("hari.hos", *SAFE)
    concern("hari.hos", *FOLLOW)
    concern("tess.tm", "done", "1", "1", "--evidence", "Minutes.")
    with pytest.raises(BadInput, match="not verified yet"):
        concern("hari.hos", "close", "1")
    concern("hari.hos", "verify", "1", "1")
    concern("hari.hos", "close", "1")
    assert queries.concern("1", cast.hari).card.status == "closed"


def test_the_operator_lists_it_and_reads_no_word(cast: Cast, capsys: Any) -> None:
    raised(cast)
    capsys.readouterr()
    call_command("concern", "--json", "list")
    printed = capsys.readouterr().out
    assert json.loads(printed)[0]["ref"] == "TH-1034"
    assert "phone" not in printed
    with pytest.raises(BadInput, match="There is no 1 that"):
        call_command("concern", "show", "1")


def test_a_question_is_asked_and_decided(cast: Cast) -> None:
    reading_by(cast)
    concern("owen.auditor", "explore", "TH-1034", "--round", "2026-10", "--head", "hari.hos",
            "--question", "Was the threshold right?", "--why", "It was long ago.")  # fmt: skip
    concern("hari.hos", "decide", "1", "--decision", "no further action needed",
            "--rationale", "It was looked at.")  # fmt: skip
    assert queries.exploration("1", cast.hari).state.status == "decided"


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"--spoke-at": "yesterday"}, "is not a time like"),
        ({"--head": "nobody.here"}, "no account with the login"),
        ({"--round": "1999-01"}, "is not in the sample of round 1999-01"),
    ],
)
def test_a_wrong_word_gives_one_sentence(cast: Cast, changed: dict[str, str], said: str) -> None:
    reading_by(cast)
    words = [*RAISE]
    for name, value in changed.items():
        words[words.index(name) + 1] = value
    with pytest.raises(BadInput, match=said):
        concern("owen.auditor", *words)


def test_a_stranger_can_do_nothing(cast: Cast) -> None:
    raised(cast)
    for words in (("acknowledge", "1"), SAFE, FOLLOW, ("close", "1")):
        with pytest.raises(BadInput):
            concern("kit.sw", *words)
