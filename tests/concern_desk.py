"""An urgent concern for tests: Owen raises it on TH-1034, Hari answers, Tess manages the team."""

from dataclasses import dataclass, replace
from datetime import timedelta

import pytest

from stocktake.concerns import acts
from stocktake.concerns.acts.raising import Said
from stocktake.core.capacity import Capacity
from stocktake.core.thread import Person
from tests.cast import AT, make_person
from tests.reading_desk import Desk, copy, make_desk, nadia, open_to, owen


@dataclass(frozen=True)
class People:
    """Who is in the story."""

    nadia: Person
    owen: Person
    hari: Person
    tess: Person
    ada: Person
    stranger: Person


@dataclass(frozen=True)
class Story:
    """The desk, the people and what Owen says."""

    desk: Desk
    people: People
    said: Said

    def raise_it(self, **changes: object) -> str:
        said = replace(self.said, **changes)  # type: ignore[arg-type]
        return acts.raise_concern(case_id="1", said=said, by=self.people.owen, at=AT)


def make_story(monkeypatch: pytest.MonkeyPatch) -> Story:
    """Everybody is there and Owen may read the case; nothing is raised yet."""
    desk, boss, reader = make_desk(monkeypatch), nadia(), owen()
    copy(desk, by=boss)
    open_to(reader, by=boss)
    people = People(
        nadia=boss,
        owen=reader,
        hari=make_person("hari.hos", Capacity.HEAD_OF_SERVICE),
        tess=make_person("tess.tm", Capacity.TEAM_MANAGER, team="North"),
        ada=make_person("ada.ad", Capacity.ASSISTANT_DIRECTOR),
        stranger=make_person("hope.hos", Capacity.HEAD_OF_SERVICE),
    )
    said = Said(
        spoke_to="Front door, Jo",
        spoke_at=AT - timedelta(minutes=20),
        what="Three missing episodes and a second phone.",
        why="Nobody asked where he was.",
        risk="not known",
        head=people.hari.id,
    )
    return Story(desk=desk, people=people, said=said)
