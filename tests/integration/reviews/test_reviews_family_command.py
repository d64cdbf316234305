"""`stocktake review family`: the same acts from the command line, and no number in what it prints."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from stocktake.people.command import BadInput
from stocktake.reviews import queries
from stocktake.reviews.domain.families import EXPLAINED
from tests.family_desk import MUM, NUMBER, PASSED_ON
from tests.review_desk import Cast, reading_by, shared

SAFE = {"way": "phone", "number": NUMBER, "time": "mornings", "interpreter": "no", "advocate": "no",
        "risks": {"abuse": ["no", ""], "court": ["no", ""], "other": ["no", ""]}}  # fmt: skip
SAID = {"plan": {"answer": "could be better", "words": MUM}}


def family(login: str, deed: str, *words: str, file: dict[str, Any] | None = None, at: Path) -> None:  # fmt: skip
    if file is not None:
        path = at / "said.json"
        path.write_text(json.dumps(file))
        words = (*words, str(path))
    call_command("review", "--as", login, "--json", "family", deed, *words)


def test_a_family_is_heard_and_told(cast: Cast, tmp_path: Path, capsys: Any) -> None:
    shared(cast)
    day = "2026-10-19"
    family("owen.auditor", "plan", "TH-1034", "--role", "parent", "--who", "Mum", at=tmp_path)
    one = json.loads(capsys.readouterr().out)["id"]
    about = {"conversation": one}
    confirmed = {"confirmed_with": "Sam", "confirmed_on": day}
    family("sam.sw", "safe", file=about | confirmed | SAFE, at=tmp_path)
    family("owen.auditor", "not-reached", one, "--on", day, at=tmp_path)
    family("owen.auditor", "yes", one, "--on", day, "--shares", "--told", *EXPLAINED, at=tmp_path)
    heard = about | {"held_on": day, "mode": "phone", "answers": SAID}
    family("owen.auditor", "hear", file=heard, at=tmp_path)
    family("owen.auditor", "choose", file=about | {"chosen": {"plan": PASSED_ON}}, at=tmp_path)
    told = about | {"told_on": day, "mode": "phone", "words": "It is sent in plain words."}
    family("owen.auditor", "tell", file=told, at=tmp_path)
    family("owen.auditor", "list", "TH-1034", at=tmp_path)
    printed = capsys.readouterr().out
    assert "told what changed" in printed
    assert NUMBER not in printed
    assert MUM not in printed


def test_a_stranger_and_a_wrong_file_are_refused(cast: Cast, tmp_path: Path) -> None:
    reading_by(cast)
    with pytest.raises(BadInput, match="no review TH-1034"):
        family("kit.sw", "plan", "TH-1034", "--role", "parent", at=tmp_path)
    family("owen.auditor", "plan", "TH-1034", "--role", "child", at=tmp_path)
    (one,) = queries.families_of(queries.reviews_visible_to(cast.owen)[0].id, cast.owen)
    with pytest.raises(BadInput, match="confirmed_with"):
        family("owen.auditor", "safe", file={"conversation": one.id, **SAFE}, at=tmp_path)
    family("owen.auditor", "not-asked", one.id, "--reason", "too young", at=tmp_path)
    assert queries.family_conversation(one.id, cast.owen).state.reason == "too young"
