"""A story with its child: names, people and words for the slots of every sentence about them."""

from collections.abc import Mapping
from dataclasses import dataclass
from random import Random
from typing import Any

from stocktake.demo.thornmere.binding import Bound
from stocktake.demo.thornmere.chance import stream
from stocktake.demo.thornmere.frame import Child
from stocktake.demo.thornmere.grammar import threads
from stocktake.demo.thornmere.library import Archetype
from stocktake.demo.thornmere.seasons import Season
from stocktake.demo.thornmere.town import Worker, first_name, places, school_for, workers

PRONOUNS = {
    "M": {"he": "he", "him": "him", "his": "his", "himself": "himself"},
    "F": {"he": "she", "him": "her", "his": "her", "himself": "herself"},
}
CARER_WORDS = {"mum": "F", "dad": "M", "nan": "F"}
QUOTES = (("“", "”"), ('"', '"'))


@dataclass(frozen=True)
class Story:
    """One child's case in one season."""

    child: Child
    archetype: Archetype
    season: Season
    sampled: bool
    words: Mapping[str, str]

    @property
    def first(self) -> str:
        return self.words["first"]

    @property
    def worker(self) -> Worker:
        return workers()[self.child.worker]

    @property
    def planted_here(self) -> bool:
        """The planted facts belong to October; April's notes of the same child are ordinary."""
        return self.archetype.is_planted and self.season.key == "october"

    @property
    def age(self) -> int:
        return self.child.age_on(self.season.as_of)

    def style(self, name: str, default: Any = None) -> Any:
        """A trait of this record: the story's own, else as the worker's habit makes it."""
        return self.archetype.style.get(name, default)

    def thread_lines(self, role: str) -> tuple[str, ...]:
        known = threads()
        fits = [t for t in self.archetype.threads if _fits(known[t]["ages"], self.age)]
        return tuple(line for t in fits or self.archetype.threads[:1] for line in known[t][role])


def _fits(ages: list[int], age: int) -> bool:
    return ages[0] <= age <= ages[1]


def story_of(bound: Bound, season: Season) -> Story:
    """The story of one child. Names and people are the same in both seasons."""
    child = bound.child
    rng = stream("story", child.child_id)
    words = _family(child, bound.story, rng) | _town(child, season, rng) | _work(child)
    words |= {name: words[name] for name in ("gran", "aunt")}
    words = {"need_words": "", "worry_words": ""} | words
    for name in ("need_words", "worry_words"):
        words[name] = _filled(getattr(bound.story, name), words)
    return Story(child, bound.story, season, bound.sampled, words)


def _family(child: Child, story: Archetype, rng: Random) -> dict[str, str]:
    first = first_name(child.ethnicity, child.sex, rng)
    sib_sex = rng.choice("MF")
    sib = first_name(child.ethnicity, sib_sex, rng)
    while sib == first:
        sib = first_name(child.ethnicity, sib_sex, rng)
    carer, sex = _carer(story.household["carer"], rng)
    who = {"first": first, "sib": sib, "carer": carer} | PRONOUNS[child.sex]
    who |= {f"carer_{k}": v for k, v in PRONOUNS[sex].items()}
    who["other"] = story.household["other"].replace("{his}", who["his"])
    who["other_he"] = "she" if who["other"] in ("mum", "aunt", "gran", "nan") else "he"
    who["gran"] = rng.choice(places()["relatives"]["gran"])
    who["aunt"] = rng.choice(places()["relatives"]["aunt"])
    opening, closing = QUOTES[0]
    return who | {"dq": opening, "dq2": closing, "iro_word": "reviewing officer"}


def _carer(kind: str, rng: Random) -> tuple[str, str]:
    if kind in CARER_WORDS:
        return kind, CARER_WORDS[kind]
    bank = places()["keyworkers" if kind in ("keyworker", "support") else "carers"]
    name: str = rng.choice(bank)
    return name, "M" if name == "Alan" else "F"


def _town(child: Child, season: Season, rng: Random) -> dict[str, str]:
    town, pros = places(), places()["professionals"]
    age = child.age_on(season.as_of)
    return {
        "school": school_for(age, rng),
        "area": rng.choice(town["areas"]),
        "like": rng.choice(town["likes"]),
        "club": rng.choice(town["clubs"]),
        "park": rng.choice(town["parks"]),
        "cafe": rng.choice(town["cafes"]),
        "toy": rng.choice(town["toys"]),
        "attendance": str(rng.randint(71, 98)),
        "lead": rng.choice(pros["school_lead"]),
        "hv": rng.choice(pros["health_visitor"] if age < 5 else pros["nurse"]),
        "nurse": rng.choice(pros["nurse"]),
        "officer": rng.choice(pros["housing"]),
        "pc": rng.choice(pros["police"]),
        "iro": rng.choice(pros["iro"]),
        "chair": rng.choice(pros["iro"]),
        "therapist": rng.choice(pros["therapist"]),
        "youth": rng.choice(pros["youth"]),
        "virtual": rng.choice(pros["virtual_school"]),
        "adviser": rng.choice(pros["adviser"]),
    }


def _work(child: Child) -> dict[str, str]:
    worker = workers()[child.worker]
    return {"worker_first": worker.first, "manager": workers()[worker.manager].first}


def _filled(text: str, words: Mapping[str, str]) -> str:
    for name, value in words.items():
        text = text.replace("{" + name + "}", value)
    return text
