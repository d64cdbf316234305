"""Notes that read like notes: the bars of variety, timing and shape (a test of the generator)."""

import re
from collections import Counter, defaultdict
from statistics import median

import pytest

from stocktake.core.periods import is_working_day
from stocktake.demo.thornmere.council import Thornmere
from stocktake.demo.thornmere.extract import Extract
from stocktake.demo.thornmere.notes import Note
from stocktake.demo.thornmere.rhythm import PACE
from stocktake.demo.thornmere.telling import words_of

SEASONS = ("april", "october")
ON_PURPOSE = {"copy_forward", "duplicate_save", "odd", "table"}
# Places, schools and surnames of the real world that must never appear.
REAL = [
    "London",
    "Birmingham",
    "Manchester",
    "Leeds",
    "Liverpool",
    "Bristol",
    "Sheffield",
    "Bradford",
    "Nottingham",
    "Hackney",
    "Haringey",
    "Islington",
    "Camden",
    "Lambeth",
    "Southwark",
    "Newham",
    "Barnet",
    "Croydon",
    "Ealing",
    "Rochdale",
    "Rotherham",
    "Telford",
    "Oldham",
    "Luton",
    "Leicester",
    "Coventry",
    "Sunderland",
    "Plymouth",
    "Norwich",
    "Brighton",
    "Oxford",
    "Cambridge",
    "Durham",
    "Kent",
    "Essex",
    "Surrey",
    "Devon",
    "Cornwall",
    "Norfolk",
    "Suffolk",
    "Eton",
    "Harrow",
    "Climbie",
    "Climbié",
    "Connelly",
    "Labinjo",
    "Pelka",
    "Hughes-Smith",
    "Sharif",
    "Colwell",
    "Khyra",
    "Ishaq",
    "Mosaic",
    "Liquidlogic",
    "Barnardo",
]


def plain(extract: Extract) -> list[Note]:
    return [n for n in extract.notes if not ON_PURPOSE & set(n.labels)]


@pytest.mark.parametrize("season", SEASONS)
def test_long_notes_open_differently(council: Thornmere, season: str) -> None:
    openings = [
        words_of(n.body)[:8] for n in plain(getattr(council, season)) if len(n.body.split()) >= 80
    ]
    assert len({" ".join(o) for o in openings}) / len(openings) >= 0.9


@pytest.mark.parametrize("season", SEASONS)
def test_no_run_of_twelve_words_stands_in_more_than_three_notes(
    council: Thornmere, season: str
) -> None:
    counts: Counter[str] = Counter()
    for note in plain(getattr(council, season)):
        words = words_of(note.body.split("\n--\n")[0])
        counts.update({" ".join(words[i : i + 12]) for i in range(len(words) - 11)})
    assert [run for run, n in counts.most_common(3) if n > 3] == []


def test_lengths_and_vocabulary_are_those_of_real_notes(council: Thornmere) -> None:
    by_kind = defaultdict(list)
    for note in plain(council.october):
        by_kind[note.kind].append(len(note.body.split()))
    assert 120 <= median(by_kind["visit"]) <= 400
    assert 15 <= median(by_kind["call"]) <= 90
    assert 20 <= median(by_kind["email"]) <= 120
    assert 250 <= median(by_kind["core"]) <= 600
    assert max(by_kind["visit"]) > 2 * median(by_kind["visit"])
    words = [w for n in council.october.notes for w in words_of(n.body)][:50_000]
    assert len(set(words)) / len(words) > 0.03


@pytest.mark.parametrize("season", SEASONS)
def test_lag_from_event_to_record(council: Thornmere, season: str) -> None:
    extract = getattr(council, season)
    early = [n for n in extract.notes if (extract.season.as_of - n.happened_at.date()).days > 30]
    lags = [(n.recorded_at.date() - n.happened_at.date()).days for n in early]
    share = [
        sum(low <= lag <= high for lag in lags) / len(lags)
        for low, high in ((0, 1), (2, 5), (6, 20), (21, 99))
    ]
    assert share == pytest.approx([0.55, 0.30, 0.12, 0.03], abs=0.03)
    assert all(n.recorded_at >= n.happened_at for n in extract.notes)


@pytest.mark.parametrize("season", SEASONS)
def test_nobody_visits_on_a_bank_holiday(council: Thornmere, season: str) -> None:
    visits = [h for c in getattr(council, season).cases for h in c.happenings if h.kind == "visit"]
    assert all(is_working_day(h.day) for h in visits)


@pytest.mark.parametrize("season", SEASONS)
def test_each_sampled_record_has_its_stratums_volume(council: Thornmere, season: str) -> None:
    extract = getattr(council, season)
    counts = Counter(n.child_id for n in extract.notes)
    for case in extract.cases:
        story = case.story
        low, high = PACE[story.child.stratum].notes if story.sampled else (4, 12)
        slack = 10 if story.planted_here else 2
        assert low - slack <= counts[story.child.child_id] <= high + slack, story.child.ref


def test_nothing_of_the_real_world(council: Thornmere) -> None:
    said = "\n".join(n.body + n.title for e in (council.april, council.october) for n in e.notes)
    assert [name for name in REAL if re.search(rf"\b{name}\b", said)] == []


def test_names_come_from_across_the_population(council: Thornmere) -> None:
    groups = Counter(c.story.child.ethnicity[0] for c in council.october.cases)
    assert groups["W"] / 118 == pytest.approx(0.67, abs=0.13)
    assert {"W", "M", "A", "B"} <= set(groups)
    assert len({c.story.first for c in council.october.cases}) > 60


def test_every_slot_and_choice_is_filled(council: Thornmere) -> None:
    left = [
        n for e in (council.april, council.october) for n in plain(e) if re.search(r"[{}|]", n.body)
    ]
    assert [n.body[:80] for n in left] == []


def test_only_labelled_notes_are_empty(council: Thornmere) -> None:
    empty = [n for e in (council.april, council.october) for n in e.notes if not n.body.strip()]
    assert all({"blank", "empty"} & set(n.labels) for n in empty)
