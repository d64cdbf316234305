"""The command line shows no more of a review than its page does."""

import io
from pathlib import Path

import pytest
from django.core.management import call_command

from stocktake.config import commands
from stocktake.core.capacity import Capacity
from stocktake.people.command import BadInput
from stocktake.record.models import Access
from tests.cast import make_person
from tests.double_desk import REF, agreed, both_in
from tests.review_desk import Cast

pytestmark = pytest.mark.django_db


def shown(review: str, login: str) -> str:
    out = io.StringIO()
    call_command("review", "--as", login, "show", review, stdout=out)
    return out.getvalue()


def test_a_sealed_reading_is_for_its_own_reader_alone(cast: Cast) -> None:
    first, second = both_in(cast)
    assert "in evidence" in shown(first, "owen.auditor")
    for review in (first, second):
        assert REF in shown(review, "nadia.qa")
        assert "in evidence" not in shown(review, "nadia.qa")


def test_once_both_are_brought_together_it_opens_and_the_reading_is_logged(cast: Cast) -> None:
    first, _ = agreed(cast)
    before = Access.objects.filter(event="read").count()
    assert "in evidence" in shown(first, "nadia.qa")
    assert Access.objects.filter(event="read").count() == before + 1


@pytest.mark.parametrize(
    "words",
    [
        ("findings", "themes", "1"),
        ("snapshot", "list"),
        ("lens", "uneven", "1"),
        ("indicators", "x"),
        ("people", "list"),
    ],
)
def test_a_member_finds_at_the_command_line_what_their_pages_hold(
    cast: Cast, words: tuple[str, ...]
) -> None:
    make_person("mel.member", Capacity.MEMBER)
    with pytest.raises(BadInput, match="Ask them"):
        call_command(words[0], "--as", "mel.member", *words[1:], stdout=io.StringIO())


def test_the_record_is_exported_for_those_who_may_read_it(tmp_path: Path) -> None:
    make_person("mel.member", Capacity.MEMBER)
    make_person("ivy.ig", Capacity.IG_OFFICER)
    file = tmp_path / "record.jsonl"
    assert commands.run("record", ["export", str(file), "--as", "mel.member"]) == 2
    assert not file.exists()
    assert commands.run("record", ["export", str(file), "--as", "ivy.ig"]) == 0
    assert file.stat().st_size > 0
