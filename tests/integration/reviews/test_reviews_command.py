"""`stocktake review`: the same acts from the command line."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from stocktake.people.command import BadInput
from stocktake.reviews import queries
from tests.review_desk import WORDS, Cast, challenged, discussed, finding, reading_by


def file(folder: Path, said: dict[str, Any]) -> str:
    path = folder / "said.json"
    path.write_text(json.dumps(said))
    return str(path)


def test_a_case_is_allocated_and_declared(cast: Cast, tmp_path: Path) -> None:
    call_command("review", "--as", "nadia.qa", "allocate", "TH-1034", "--round", "2026-10", "--to", "owen.auditor",
                 )  # fmt: skip
    said = {"declarations": {"TH-1034": {"conflict": "none"}}}
    call_command("review", "--as", "owen.auditor", "declare", file(tmp_path, said))
    call_command("review", "--as", "owen.auditor", "start", "TH-1034")
    (review,) = queries.reviews_visible_to(cast.owen)
    assert review.status == "reading"


def test_a_file_judges(cast: Cast, tmp_path: Path) -> None:
    key = reading_by(cast)
    said = {
        "review": "TH-1034",
        "answers": {"visits": {"grade": "good", "working": "Seen."}},
        "quotes": [{"item": "visits", "note": "n-c1-1", "exact": WORDS}],
    }
    call_command("review", "--as", "owen.auditor", "judge", file(tmp_path, said))
    assert queries.draft(key, "visits", cast.owen).fields["grade"] == "good"
    assert queries.gathered(cast.cases["TH-1034"], cast.owen)["visits"]


def test_a_review_under_way_is_handed_over(cast: Cast) -> None:
    reading_by(cast)
    call_command("review", "--as", "nadia.qa", "hand-over", "TH-1034", "--to", "prue.chair",
                 "--reason", "Illness.")  # fmt: skip
    assert queries.reviews_visible_to(cast.owen) == ()


def test_a_file_answers_a_challenge(cast: Cast, tmp_path: Path) -> None:
    key = challenged(cast)
    said = {"review": key, "decisions": {"visits": {"reason": "It stands."}}}
    call_command("review", "--as", "owen.auditor", "answer", file(tmp_path, said))
    assert next(j for j in queries.judgements(key) if j.id == finding(key)).status == "kept"


def test_the_operator_lists_stages_and_reads_no_judgement(cast: Cast, capsys: Any) -> None:
    discussed(cast)
    call_command("review", "--json", "list")
    assert json.loads(capsys.readouterr().out)[0]["status"] == "discussed"
    with pytest.raises(BadInput, match="may see"):
        call_command("review", "show", "TH-1034")


def test_a_wrong_file_gives_one_sentence(cast: Cast, tmp_path: Path) -> None:
    wrong = file(tmp_path, {"review": "TH-1034"})
    with pytest.raises(BadInput, match="answers"):
        call_command("review", "--as", "owen.auditor", "judge", wrong)


def test_a_stranger_is_refused(cast: Cast) -> None:
    discussed(cast)
    with pytest.raises(BadInput, match="no review TH-1034"):
        call_command("review", "--as", "kit.sw", "share", "TH-1034")


def test_a_round_is_proposed_and_allocated_from_the_command_line(
    cast: Cast, capsys: pytest.CaptureFixture[str]
) -> None:
    nadia = ("--as", "nadia.qa", "--json")
    for login in ("owen.auditor", "prue.chair"):
        call_command("round", *nadia, "terms", "2026-10", "--reviewer", login, "--days", "2")
    capsys.readouterr()
    call_command("review", *nadia, "allocate-round", "2026-10", "--propose")
    assert len(json.loads(capsys.readouterr().out)["given"]) == 4
    assert queries.reviews_of(cast.round_id) == ()
    call_command("review", *nadia, "allocate-round", "2026-10")
    assert {r.ref for r in queries.reviews_of(cast.round_id)} == {*cast.cases}


def test_an_operator_allocates_nothing(cast: Cast) -> None:
    with pytest.raises(BadInput, match="that this account runs"):
        call_command("review", "allocate-round", "2026-10")
